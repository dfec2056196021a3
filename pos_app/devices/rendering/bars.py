"""The bars of a barcode, as every rendering of it draws them: EAN-13, EAN-8 or Code 128."""

import operator
from enum import StrEnum
from typing import Any

import msgspec

from pos_app.domain.ean import is_ean
from pos_app.domain.errors import LapakError
from pos_app.domain.words import one_line


class Kind(StrEnum):
    """How a code is drawn. A UPC-A is stored as the EAN-13 it is, and has the same bars."""

    EAN13 = "EAN13"
    EAN8 = "EAN8"
    CODE128 = "Code128"


_QUIET = {Kind.EAN13: (11, 7), Kind.EAN8: (7, 7), Kind.CODE128: (10, 10)}
"""Modules that have to stay free beside the bars (GS1 General Specifications 5.2 and 5.4)."""

_TOLD = 40


class Bars(msgspec.Struct, frozen=True):
    """A code as `modules`, dark ones true, without its quiet zones.

    `quiet` are the light modules that have to stay free at the left and at the right.
    """

    kind: Kind
    text: str
    modules: tuple[bool, ...]
    quiet: tuple[int, int]

    @property
    def width(self) -> int:
        """How many modules wide it is with its quiet zones."""
        return len(self.modules) + sum(self.quiet)


def bars_of(code: str) -> Bars | None:
    """A product's code in the kind it is of; None for one that no kind can hold."""
    if is_ean(code):
        return _bars(Kind.EAN13, code)
    if is_ean(code, 8):
        return _bars(Kind.EAN8, code)
    if code and all(" " <= letter <= "~" for letter in code):
        return _bars(Kind.CODE128, code)
    return None


def drawable_bars(code: str) -> Bars:
    """As `bars_of`; raises LapakError `barcode_not_possible` for one that no kind can hold."""
    bars = bars_of(code)
    if bars is None:
        raise LapakError("barcode_not_possible", code=one_line(code)[:_TOLD])
    return bars


def _bars(kind: Kind, code: str) -> Bars | None:
    """A code drawn in one kind; None if it is longer than any can be."""
    import zxingcpp

    try:
        drawn = zxingcpp.create_barcode(code, zxingcpp.barcode_format_from_str(kind.value))
    except ValueError:
        return None
    image: Any = drawn.to_image(scale=1, add_quiet_zones=False, add_hrt=False)
    dots = memoryview(image)
    assert dots.shape is not None
    row = bytes(dots)[: dots.shape[1]]  # all rows are alike
    return Bars(kind, code, tuple(map(operator.not_, row)), _QUIET[kind])
