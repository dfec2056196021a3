"""Reading products from a CSV file, as spreadsheets in Indonesia write it."""

import csv
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

import resources
from pos_app.domain import product as rules
from pos_app.domain.errors import LapakError
from pos_app.domain.money import parse_rupiah
from pos_app.domain.product import Product
from pos_app.domain.words import one_line
from pos_app.services.catalogue import ProductRow

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000

_COLUMNS = {
    "name": (
        ("name", "nama", "nama produk", "nama barang"),
        ("produk", "product", "barang", "item"),
    ),
    "price": (("harga jual",), ("price", "harga", "harga satuan")),
    "barcode": (
        ("barcode", "ean", "gtin"),
        ("kode", "kode barang", "kode produk", "sku", "code"),
    ),
    "category": (("category", "kategori", "jenis"),),
    "unit": (("unit", "satuan"),),
    "brand": (("brand", "merek", "merk", "pemilik", "umkm", "owner"),),
}
"""Names of columns by meaning, the surest meaning first; within one the leftmost column counts."""

_NEEDED = ("name", "price")
_HEADER_WITHIN = 10
_MOST_LINES = 2_000_000
"""Blank ones too: a spreadsheet has at most 1,048,576."""

_BLANK = " \t\r\n,;"
_MOST_LINES_A_ROW = 20
"""A quoted cell may hold line breaks; one that goes on for longer lacks its closing quote."""

# Compiled at the first use: a till starts without.
_DECORATION = r"\(.*?\)|[*:_]"
_RUINED = r"\d(?:[.,]\d+)?[eE]\+\d+"
"""A barcode that a spreadsheet took for a number: `8,99123E+12`."""

_CUT = r"(?i:rp\.?|idr)?\s*(?:[1-9]\d{0,2},\d{3}(?:\.00?)?|[\d.]+,00)"
"""Two cells that may be one price: `12,500` or `12500,00` between commas."""


class RowProblem(msgspec.Struct, frozen=True):
    """Why a line was left out; `line` counts from 1 as editors do, the header included."""

    line: int
    code: str
    details: dict[str, str | int] = {}


class _Header(msgspec.Struct, frozen=True):
    """Where the columns are named and which cell of a row holds what."""

    line: int = 0
    delimiter: str = ","
    cells: tuple[str, ...] = ()
    places: dict[str, int] = {}


class ProductFile(msgspec.Struct, frozen=True):
    """What a file holds: rows that can be imported, and the lines that cannot, with reasons."""

    rows: tuple[ProductRow, ...]
    problems: tuple[RowProblem, ...]


def sample_products() -> Path:
    """The catalogue that ships with Lapak."""
    return resources.path("samples", "products.csv")


def read_product_file(path: Path) -> ProductFile:
    """Read a CSV with commas, semicolons or tabs, in UTF-8 or Windows-1252.

    Raises LapakError `file_not_readable`, `file_empty`, `file_too_large`, `file_not_text`,
    `columns_missing` (with `missing`), `file_has_no_rows` or `file_has_too_many_rows`.
    """
    lines = _lines(path)
    header = _header(lines)
    rows: list[ProductRow] = []
    problems: list[RowProblem] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in _records(lines, header.delimiter):
        if line <= header.line:
            continue
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


def _lines(path: Path) -> list[str]:
    lines = list(io.StringIO(_text(path), newline=""))
    if len(lines) > _MOST_LINES:
        raise LapakError("file_has_too_many_rows", limit=MAX_ROWS)
    if any(len(line) > csv.field_size_limit() for line in lines):
        raise LapakError("file_not_text", name=path.name)
    return lines


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise FileNotFoundError(f"no file: {path}")  # a pipe or a device might never end
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise LapakError("file_not_readable", name=path.name, reason=str(error)) from error
    if len(data) > MAX_BYTES:
        raise LapakError("file_too_large", limit=f"{MAX_BYTES // 1024 // 1024} MB")
    if not data.strip():
        raise LapakError("file_empty", name=path.name)
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise LapakError("file_not_text", name=path.name)
    return _decoded(data, path.name)


def _decoded(data: bytes, name: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LapakError("file_not_text", name=name)


def _records(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Rows with the number of their first line, blank ones left out; None for loose quotes."""
    at = 0
    while at < len(lines):
        if not lines[at].strip(_BLANK):  # a spreadsheet may end with a million of them
            at += 1
            continue
        some = lines[at : at + _MOST_LINES_A_ROW]
        reader = csv.reader(some, delimiter=delimiter, strict=True)
        at += 1
        start = at
        try:
            cells = [cell.strip() for cell in next(reader)]
        except csv.Error:
            yield start, None
            continue
        at += reader.line_num - 1
        if any(cells):
            yield start, cells


def _header(lines: list[str]) -> _Header:
    """The row that names most columns, with any delimiter; titles and `sep=;` may stand above."""
    found = (
        _Header(line, delimiter, tuple(cells), _places(cells))
        for delimiter in ",;\t"
        for line, cells in itertools.islice(_records(lines, delimiter), _HEADER_WITHIN)
        if cells
    )
    header = max(found, key=lambda one: (len(one.places), len(one.cells)), default=_Header())
    missing = [column for column in _NEEDED if column not in header.places]
    if missing:
        told = ", ".join(header.cells)[:120]
        raise LapakError("columns_missing", missing=", ".join(missing), found=told)
    return header


def _places(cells: list[str]) -> dict[str, int]:
    names = [" ".join(re.sub(_DECORATION, " ", rules.fold(cell)).split()) for cell in cells]
    places: dict[str, int] = {}
    for column, meanings in _COLUMNS.items():
        for known in meanings:
            named = [place for place, name in enumerate(names) if name in known]
            if named:
                places.setdefault(column, named[0])
    return places


def _whole(cells: list[str] | None, header: _Header) -> list[str]:
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
        return one_line("".join(cells[place : place + 1]))

    code = cell("barcode")
    if re.fullmatch(_RUINED, code):
        raise LapakError("barcode_ruined", barcode=code)
    if not cell("price"):
        raise LapakError("price_missing")
    row = ProductRow(
        name=cell("name"),
        price=parse_rupiah(cell("price")),
        barcode=rules.normalise_barcode(code) if code else "",
        category=cell("category") or None,
        unit=cell("unit") or None,
        brand=cell("brand") or None,
    )
    rules.checked(
        Product(
            "",
            row.name,
            row.price,
            category=row.category or "",
            unit=row.unit or "pcs",
            brand=row.brand or "",
        )
    )
    return row


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
