"""What stands in the cells of a table that is written."""

from datetime import date, datetime

import msgspec

from pos_app.domain.discount import format_percent


class Percent(msgspec.Struct, frozen=True):
    """A rate in basis points; a workbook is told its quotient."""

    basis_points: int


Cell = str | int | float | date | Percent | None
"""A float is a quantity; a moment (`datetime`) has the zone of whoever reads it, unsaid."""


def as_text(cell: Cell) -> str:
    """A cell that is no text as Indonesian spreadsheets read it: `1250`, `1,125`, `12,5%`."""
    match cell:
        case None:
            return ""
        case float():
            return f"{cell:.3f}".rstrip("0").rstrip(".").replace(".", ",")
        case Percent(basis_points):
            sign = "-" if basis_points < 0 else ""
            return f"{sign}{format_percent(abs(basis_points))}"
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case date():
            return cell.isoformat()
    return str(cell)
