"""Price tags: what stands on one, the sheets they are cut from, and what is drawn where."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from pos_app.domain.errors import LapakError

MAX_LABELS = 5_000
MAX_ACROSS = 40
LEAST_MM = 8.0
_LARGEST_SHEET_MM = 500.0
_SLACK_MM = 0.05
"""Sizes of labels are rounded to tenths by who makes them."""


class LabelGrid(msgspec.Struct, frozen=True):
    """How labels lie on a sheet, in mm; a sheet is A4 unless it says otherwise."""

    columns: int
    rows: int
    width: float
    height: float
    left: float = 0.0
    top: float = 0.0
    gap_x: float = 0.0
    gap_y: float = 0.0
    sheet_width: float = 210.0
    sheet_height: float = 297.0

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    @property
    def needs(self) -> tuple[float, float]:
        """How much of a sheet's width and height the labels reach, margins at the start with it."""
        across = self.left + self.columns * self.width + (self.columns - 1) * self.gap_x
        down = self.top + self.rows * self.height + (self.rows - 1) * self.gap_y
        return across, down


GRIDS = {
    "3x7": LabelGrid(3, 7, 63.5, 38.1, 7.21, 15.15, 2.54),
    "3x8": LabelGrid(3, 8, 70.0, 37.0, 0.0, 0.5),
    "5x13": LabelGrid(5, 13, 38.1, 21.2, 4.67, 10.7, 2.54),
    "4x10": LabelGrid(4, 10, 52.5, 29.7),
    "2x7": LabelGrid(2, 7, 99.1, 38.1, 4.63, 15.15, 2.54),
}
"""Sheets of A4 that are sold everywhere: Avery L7160, 3474, L7651, 3651 and L7163 have these sizes.

The grids stand in the middle of the sheet, as the makers' templates have them.
"""

OWN_GRID = "own"


class LabelDesign(msgspec.Struct, frozen=True):
    """What stands on a price tag beside the product's name, and the grid it is cut from."""

    grid: str = "3x7"
    price: bool = True
    barcode: bool = True
    booth: bool = False
    own: LabelGrid = GRIDS["3x7"]

    @property
    def sheet(self) -> LabelGrid:
        """The grid that is chosen; the own one where its name is not known."""
        return GRIDS.get(self.grid, self.own)


class Label(msgspec.Struct, frozen=True):
    """What stands on one price tag; an empty text or a missing price is left out."""

    name: str
    price: int | None = None
    unit: str = ""
    code: str = ""
    booth: str = ""


class Words(msgspec.Struct, frozen=True):
    """Text in the middle of `x`, its base line `y` below the label's top, in mm; size in points."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    soft: bool = False


class Stripes(msgspec.Struct, frozen=True):
    """Bars, `x`, `y` their upper left corner: where each begins behind it, and how wide, in mm."""

    x: float
    y: float
    height: float
    bars: tuple[tuple[float, float], ...]


Mark = Words | Stripes


class Place(NamedTuple):
    """Where a label lies: its sheet, counted from 0, and its upper left corner in mm."""

    sheet: int
    x: float
    y: float


def checked(grid: LabelGrid) -> LabelGrid:
    """Return a grid that fits its sheet.

    Raises LapakError `label_grid_not_usable`, `labels_too_wide` or `labels_too_high`.
    """
    counts = (grid.columns, grid.rows)
    lengths = (grid.left, grid.top, grid.gap_x, grid.gap_y)
    sides = (grid.width, grid.height)
    sheet = (grid.sheet_width, grid.sheet_height)
    # written so that "not a number" is refused, too
    right = all(1 <= one <= MAX_ACROSS for one in counts) and all(one >= 0 for one in lengths)
    if not (right and all(one >= LEAST_MM for one in sides)):
        raise LapakError("label_grid_not_usable", least=format_mm(LEAST_MM), limit=MAX_ACROSS)
    if not all(LEAST_MM <= one <= _LARGEST_SHEET_MM for one in sheet):
        raise LapakError("label_grid_not_usable", least=format_mm(LEAST_MM), limit=MAX_ACROSS)
    for code, needs, there in zip(
        ("labels_too_wide", "labels_too_high"), grid.needs, sheet, strict=True
    ):
        if not needs <= there + _SLACK_MM:
            raise LapakError(code, needs=format_mm(needs), there=format_mm(there))
    return grid


def places(grid: LabelGrid, first: int, number: int) -> Iterator[Place]:
    """Where so many labels lie, row by row, from the first free one of the first sheet.

    `first` is 1 for the one at the upper left. Raises LapakError `label_place_unknown`.
    """
    if not 1 <= first <= grid.count:
        raise LapakError("label_place_unknown", limit=grid.count)
    for place in range(first - 1, first - 1 + number):
        sheet, on_sheet = divmod(place, grid.count)
        row, column = divmod(on_sheet, grid.columns)
        x = grid.left + column * (grid.width + grid.gap_x)
        yield Place(sheet, x, grid.top + row * (grid.height + grid.gap_y))


def sheets_needed(grid: LabelGrid, first: int, number: int) -> int:
    """How many sheets so many labels take."""
    return -(-(first - 1 + number) // grid.count) if number else 0


def parse_mm(text: str) -> float:
    """Read a length as people write it: `63,5`, `63.5`, `38 mm`.

    Raises LapakError `length_not_understood`.
    """
    digits = text.strip().lower().removesuffix("mm").strip().replace(",", ".")
    if not digits.isascii() or not digits.replace(".", "", 1).isdigit():
        raise LapakError("length_not_understood", text=text.strip())
    return float(digits)


def format_mm(length: float) -> str:
    """Write a length as Indonesians do: `63,5`, `38`; as `parse_mm` reads it."""
    return f"{length:.2f}".rstrip("0").rstrip(".").replace(".", ",")
