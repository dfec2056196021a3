"""QR codes as dots, for whatever draws them."""

import functools
import itertools
import math
import operator
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec

from pos_app.domain.errors import LapakError

QUIET = 4
"""Light modules around a code that scanners need (ISO/IEC 18004)."""

Modules = tuple[tuple[bool, ...], ...]
"""Row by row, dark is true."""

_LEAST = "M"
_BETTER = ("Q", "H")


@functools.lru_cache(maxsize=8)
def qr_modules(payload: str) -> Modules:
    """The modules of a code without its quiet zone; error correction M or better.

    Better where it costs no larger code. The last few are kept: a receipt is shown and printed.
    Raises LapakError `qr_too_long`.
    """
    try:
        found = _drawn(payload, _LEAST)
    except ValueError as error:
        raise LapakError("qr_too_long", length=len(payload)) from error
    *_, best = (found, *itertools.takewhile(found.is_as_large, _better(payload)))
    starts = range(0, len(best.dots), best.side)
    return tuple(
        tuple(map(operator.not_, best.dots[start : start + best.side])) for start in starts
    )


def qr_matrix(payload: str) -> Modules:
    """The modules of a code with its quiet zone; raises as `qr_modules` does."""
    modules = qr_modules(payload)
    beside = (False,) * QUIET
    empty = (False,) * (len(modules) + 2 * QUIET)
    rows = ((*beside, *row, *beside) for row in modules)
    return (*(empty,) * QUIET, *rows, *(empty,) * QUIET)


class _Drawn(msgspec.Struct, frozen=True):
    """A code's dots row by row, 0 is dark, without its quiet zone."""

    side: int
    dots: bytes

    def is_as_large(self, other: "_Drawn") -> bool:
        return self.side == other.side


def _better(payload: str) -> Iterator[_Drawn]:
    for level in _BETTER:
        with suppress(ValueError):  # it fits no code of this level
            yield _drawn(payload, level)


def _drawn(payload: str, level: str) -> _Drawn:
    """A code of one level of error correction; ValueError if the payload is too long for it."""
    import zxingcpp

    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    dots = bytes(memoryview(image))
    return _Drawn(math.isqrt(len(dots)), dots)
