"""Reading the products to offer from a file in the form of the till's own product import."""

from collections.abc import Mapping
from typing import Any

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.money import parse_rupiah
from pos_app.domain.offer import MAX_OFFERS, Offer, checked_offer
from pos_app.domain.product import normalise_barcode
from pos_app.domain.words import one_line
from pos_app.spreadsheets.headings import PRODUCT_COLUMNS
from pos_app.spreadsheets.sheets import RowProblem, find_header, tables_in
from sync.server.fair.offers import OfferedRow

MAX_FILE = 4 * 1024 * 1024
_COLUMNS = {
    **{name: PRODUCT_COLUMNS[name] for name in ("name", "price", "barcode", "category")},
    **{name: PRODUCT_COLUMNS[name] for name in ("unit", "brand")},
    "booths": (("stan", "booth", "booths", "untuk stan"),),
}
_NEEDED = ("name", "price")


class OfferFile(msgspec.Struct, frozen=True):
    """Rows that can be offered, and the lines that cannot, with reasons."""

    rows: tuple[OfferedRow, ...]
    problems: tuple[RowProblem, ...]


def read_offer_file(data: bytes, name: str) -> OfferFile:
    """Read a CSV or a workbook; a column of booths' codes says whom a row is for, empty is all.

    Raises LapakError `file_empty`, `columns_missing`, `file_has_no_rows`, `too_many_offers`, and
    what `tables_in` raises.
    """
    if not data.strip():
        raise LapakError("file_empty", name=name)
    header = find_header(tables_in(data, name), _COLUMNS)
    missing = [column for column in _NEEDED if column not in header.places]
    if missing:
        told = ", ".join(header.cells)[:120]
        raise LapakError("columns_missing", missing=", ".join(missing), found=told)
    rows: list[OfferedRow] = []
    problems: list[RowProblem] = []
    for line, cells in header.below():
        if len(rows) + len(problems) >= MAX_OFFERS:
            raise LapakError("too_many_offers", limit=MAX_OFFERS)
        try:
            rows.append(_row(cells, header.places, len(header.cells)))
        except LapakError as error:
            problems.append(RowProblem(line, error.code, error.details))
    if not rows and not problems:
        raise LapakError("file_has_no_rows")
    return OfferFile(tuple(rows), tuple(problems))


def _row(cells: list[str] | None, places: dict[str, int], columns: int) -> OfferedRow:
    if cells is None:
        raise LapakError("quote_not_closed")
    if any(cells[columns:]):
        raise LapakError("row_too_long", found=len(cells), columns=columns)

    def cell(column: str) -> str:
        place = places.get(column, len(cells))
        return one_line("".join(cells[place : place + 1]))

    return offered_row({name: cell(name) for name in _COLUMNS})


def offered_row(told: Mapping[str, str]) -> OfferedRow:
    """A product as somebody wrote it, in a row of a file or on a page.

    `told` has the columns' names; booths' codes stand apart by spaces, commas or semicolons.
    Raises LapakError `price_missing` and what `parse_rupiah` and `checked_offer` raise.
    """
    if not told["price"]:
        raise LapakError("price_missing")
    fields: dict[str, Any] = {name: one_line(told[name]) for name in ("name", "category", "brand")}
    fields |= {"price": parse_rupiah(told["price"]), "unit": one_line(told["unit"]) or "pcs"}
    fields["barcode"] = normalise_barcode(told["barcode"]) if told["barcode"] else ""
    checked_offer(Offer("new", 0, **fields))
    booths = told["booths"].replace(",", " ").replace(";", " ").split()
    return OfferedRow(**fields, booths=tuple(booths))
