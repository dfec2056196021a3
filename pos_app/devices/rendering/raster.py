"""Codes and pictures as the dots that a print head burns."""

from collections.abc import Iterable, Sequence

import msgspec

from pos_app.devices.rendering.bars import Bars
from pos_app.domain.errors import LapakError

LEAST_DOTS, _MOST_DOTS = 4, 6
"""Dots of one QR module: fewer do not scan from thermal paper, more only cost time."""

LEAST_DOTS_OF_SMALL = 2
"""On paper too narrow for more a receipt has a code for good scanners, rather than no receipt."""

_BAR_DOTS = (3, 2)
"""Dots of a barcode's module: 0.375 mm, or 0.25 where that is too wide."""


class Raster(msgspec.Struct, frozen=True):
    """Rows of `width` dots, each from a fresh byte, the first dot in its highest bit; dark is 1."""

    width: int
    rows: tuple[bytes, ...]

    @property
    def height(self) -> int:
        """How many rows of dots."""
        return len(self.rows)


def of_modules(modules: Iterable[Sequence[bool]], across: int, down: int) -> Raster:
    """Modules drawn `across` dots wide and `down` dots high each."""
    packed: list[bytes] = []
    width = 0
    dots = ("0" * across, "1" * across)
    for row in modules:
        width = len(row) * across
        packed += [_packed("".join([dots[dark] for dark in row]))] * down
    return Raster(width, tuple(packed))


def dots_a_module(modules: int, width_dots: int, *, small: bool) -> int:
    """How large a QR code's modules are printed; below the least it cannot be.

    `modules` are those of a side, its quiet zone included.
    """
    return min(width_dots // modules, LEAST_DOTS if small else _MOST_DOTS)


def of_bars(bars: Bars, width_dots: int, height: int) -> Raster:
    """A barcode as coarse as the paper allows; raises LapakError `barcode_too_wide`."""
    for across in _BAR_DOTS:
        if bars.width * across <= width_dots:
            return of_modules([bars.modules], across, height)
    raise LapakError("barcode_too_wide", code=bars.text)


def moved(raster: Raster, left: int) -> Raster:
    """The same dots behind `left` white ones."""
    width = raster.width + left
    stride = _bytes(width)
    shift = (stride - _bytes(raster.width)) * 8 - left
    known: dict[bytes, bytes] = {}  # a code's rows come again and again
    for row in raster.rows:
        if row not in known:
            dots = int.from_bytes(row, "big")
            dots = dots << shift if shift >= 0 else dots >> -shift
            known[row] = dots.to_bytes(stride, "big")
    return Raster(width, tuple(known[row] for row in raster.rows))


def _packed(dots: str) -> bytes:
    stride = _bytes(len(dots))
    return int(dots.ljust(stride * 8, "0"), 2).to_bytes(stride, "big")


def _bytes(dots: int) -> int:
    return -(-dots // 8)
