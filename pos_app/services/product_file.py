"""Reading products from a CSV file or a workbook, as spreadsheets in Indonesia write them."""

import re
from pathlib import Path

import msgspec

import resources
from pos_app.domain import product as rules
from pos_app.domain import quantity
from pos_app.domain.errors import LapakError
from pos_app.domain.money import parse_rupiah
from pos_app.domain.product import Product
from pos_app.domain.words import one_line
from pos_app.services.product_cells import (
    CODES,
    OPTIONS,
    is_sold,
    read_parts,
    unlisted,
)
from pos_app.services.product_import import ProductRow
from pos_app.services.table_reading import read_tables
from pos_app.spreadsheets.formulas import unguarded
from pos_app.spreadsheets.headings import PRODUCT_COLUMNS
from pos_app.spreadsheets.sheets import MAX_ROWS, Header, RowProblem, find_header

_NEEDED = ("name", "price")
# Compiled at the first use: a till starts without.
_RUINED = r"\d(?:[.,]\d+)?[eE]\+\d+"
"""A barcode that a spreadsheet took for a number: `8,99123E+12`."""

_CUT = r"(?i:rp\.?|idr)?\s*(?:[1-9]\d{0,2},\d{3}(?:\.00?)?|[\d.]+,00)"
"""Two cells that may be one price: `12,500` or `12500,00` between commas."""


class ProductFile(msgspec.Struct, frozen=True):
    """What a file holds: rows that can be imported, and the lines that cannot, with reasons."""

    rows: tuple[ProductRow, ...]
    problems: tuple[RowProblem, ...]


def sample_products() -> Path:
    """The catalogue that ships with Lapak."""
    return resources.path("samples", "products.csv")


def read_product_file(path: Path) -> ProductFile:
    """Read a CSV with commas, semicolons or tabs, in UTF-8 or Windows-1252, or a workbook.

    Raises LapakError `columns_missing` (with `missing`), `file_has_no_rows`,
    `file_has_too_many_rows` and what `read_tables` raises.
    """
    header = _header(path)
    rows: list[ProductRow] = []
    problems: list[RowProblem] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in header.below():
        if len(rows) + len(problems) >= MAX_ROWS:
            raise LapakError("file_has_too_many_rows", limit=MAX_ROWS)
        try:
            row = _row(_whole(cells, header), header.places)
            _once(row, line, seen)
            rows.append(row)
        except LapakError as error:
            problems.append(RowProblem(line, error.code, error.details))
    if not rows and not problems:
        raise LapakError("file_has_no_rows")
    return ProductFile(tuple(rows), tuple(problems))


def _header(path: Path) -> Header:
    header = find_header(read_tables(path), PRODUCT_COLUMNS)
    missing = [column for column in _NEEDED if column not in header.places]
    if missing:
        told = ", ".join(header.cells)[:120]
        raise LapakError("columns_missing", missing=", ".join(missing), found=told)
    return header


def _whole(cells: list[str] | None, header: Header) -> list[str]:
    """Cells that stand under their headings: `12,500` without quotes would be two."""
    if cells is None:
        raise LapakError("quote_not_closed")
    if any(cells[len(header.cells) :]):
        raise LapakError("row_too_long", found=len(cells), columns=len(header.cells))
    place = header.places["price"]
    pair = cells[place : place + 2]
    if header.delimiter == "," and len(pair) == 2 and re.fullmatch(_CUT, ",".join(pair)):
        raise LapakError("price_cut_in_two", price=",".join(pair))
    return cells


def _row(cells: list[str], places: dict[str, int]) -> ProductRow:
    def cell(column: str) -> str:
        place = places.get(column, len(cells))
        return unguarded(one_line("".join(cells[place : place + 1])))

    code = cell("barcode")
    if re.fullmatch(_RUINED, code):
        raise LapakError("barcode_ruined", barcode=code)
    if not cell("price"):
        raise LapakError("price_missing")
    group, options = cell("name"), unlisted(cell("variant"), OPTIONS)
    codes = tuple(map(rules.normalise_barcode, unlisted(code, CODES)))
    row = ProductRow(
        name=rules.variant_name(group, options),
        price=parse_rupiah(cell("price")),
        barcode="".join(codes[:1]),
        category=cell("category") or None,
        unit=cell("unit") or None,
        brand=cell("brand") or None,
        group=group if options else "",
        options=options,
        stock_milli=_stock(cell("stock"), cell("unit")),
        low_milli=quantity.parse_count(cell("low"), cell("unit") or None) if cell("low") else None,
        other_barcodes=codes[1:],
        parts=read_parts(cell("parts")) or None,
        active=is_sold(cell("active")),
    )
    rules.checked(
        Product(
            "",
            row.name,
            row.price,
            category=row.category or "",
            unit=row.unit or "pcs",
            brand=row.brand or "",
            variant_of="group" if options else "",
            options=options,
        )
    )
    return row


def _stock(text: str, unit: str) -> int | None:
    if not text:
        return None
    qty_milli = quantity.parse_count(text, unit or None)
    return quantity.checked(qty_milli, unit or "pcs") if qty_milli else 0


def _once(row: ProductRow, line: int, seen: dict[tuple[str, ...], int]) -> None:
    """A product stands in a file once, or one line's price would silently win over the other's.

    As in the catalogue: one name may stand for several products if each has a barcode of its own.
    """
    if (row.barcode,) in seen:
        raise LapakError("barcode_twice", barcode=row.barcode, line=seen[row.barcode,])
    name = rules.fold(row.name), rules.fold(row.brand or "")
    bare = "bare", *name
    first = seen.get(bare if row.barcode else name)
    if first is not None:
        raise LapakError("product_twice", name=row.name, line=first)
    seen.setdefault(name, line)
    seen[(row.barcode,) if row.barcode else bare] = line
