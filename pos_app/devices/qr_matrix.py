"""QR codes as dots, for whatever draws them."""

import functools

from pos_app.domain.errors import LapakError

QUIET = 4
"""Light modules around a code that scanners need (ISO/IEC 18004)."""

Modules = tuple[tuple[bool, ...], ...]
"""Row by row, dark is true."""


@functools.lru_cache(maxsize=8)
def qr_modules(payload: str) -> Modules:
    """The modules of a code without its quiet zone; error correction M or better.

    The last few are kept: a receipt is shown and printed.
    Raises LapakError `qr_too_long`.
    """
    import segno

    try:
        code = segno.make(payload, error="m", micro=False)
    except segno.DataOverflowError as error:
        raise LapakError("qr_too_long", length=len(payload)) from error
    return tuple(tuple(map(bool, row)) for row in code.matrix)


def qr_matrix(payload: str) -> Modules:
    """The modules of a code with its quiet zone; raises as `qr_modules` does."""
    modules = qr_modules(payload)
    beside = (False,) * QUIET
    empty = (False,) * (len(modules) + 2 * QUIET)
    rows = ((*beside, *row, *beside) for row in modules)
    return (*(empty,) * QUIET, *rows, *(empty,) * QUIET)
