"""Reading products from a CSV file, as spreadsheets in Indonesia write it."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

import resources
from pos_app.domain import product as rules
from pos_app.domain.errors import LapakError
from pos_app.domain.money import parse_rupiah
from pos_app.domain.product import Product
from pos_app.services.catalogue import ProductRow

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000

_COLUMNS = {
    "name": ("name", "nama", "nama produk", "nama barang", "produk", "product", "barang", "item"),
    "price": ("price", "harga", "harga jual", "harga satuan"),
    "barcode": ("barcode", "ean", "gtin", "kode barang", "kode produk", "kode", "sku", "code"),
    "category": ("category", "kategori", "jenis"),
    "unit": ("unit", "satuan"),
    "brand": ("brand", "merek", "merk", "pemilik", "umkm", "owner"),
}
"""Names of columns, the surest first: where `kode` stands beside `barcode`, that one counts."""

_NEEDED = ("name", "price")
_DECORATION = re.compile(r"\(.*?\)|[*:]")
_RUINED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
"""A barcode that a spreadsheet took for a number: `8,99123E+12`."""


class RowProblem(msgspec.Struct, frozen=True):
    """Why a line was left out; `line` counts from 1 as editors do, the header included."""

    line: int
    code: str
    details: dict[str, str | int] = {}


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
    lines = _table(_text(path), path.name)
    _, header = next(lines, (0, []))
    places, width = _places(header), len(header)
    rows: list[ProductRow] = []
    problems: list[RowProblem] = []
    seen: dict[str, int] = {}
    for line, cells in lines:
        if len(rows) + len(problems) >= MAX_ROWS:
            raise LapakError("file_has_too_many_rows", limit=MAX_ROWS)
        try:
            rows.append(_row(line, _within(cells, width), places, seen))
        except LapakError as error:
            problems.append(RowProblem(line, error.code, error.details))
    if not rows and not problems:
        raise LapakError("file_has_no_rows")
    return ProductFile(tuple(rows), tuple(problems))


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


def _table(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Lines with their numbers, blank ones left out; the delimiter is the header's commonest."""
    if text.startswith("sep="):  # what Excel writes for itself
        text = f"\n{text.partition(chr(10))[2]}"
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    end = 0
    try:
        for cells in reader:
            start, end = end + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield start, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise LapakError("file_not_text", name=name, reason=str(error)) from error


def _places(header: list[str]) -> dict[str, int]:
    names = [" ".join(_DECORATION.sub(" ", rules.fold(cell)).split()) for cell in header]
    places = {
        column: names.index(found)
        for column, known in _COLUMNS.items()
        if (found := next((name for name in known if name in names), None)) is not None
    }
    missing = [column for column in _NEEDED if column not in places]
    if missing:
        raise LapakError(
            "columns_missing", missing=", ".join(missing), found=", ".join(header)[:120]
        )
    return places


def _within(cells: list[str], width: int) -> list[str]:
    """Cells of a line that is no longer than the header: `12,500` without quotes is two cells."""
    if any(cells[width:]):
        raise LapakError("row_too_long", found=len(cells), columns=width)
    return cells


def _row(line: int, cells: list[str], places: dict[str, int], seen: dict[str, int]) -> ProductRow:
    def cell(column: str) -> str:
        place = places.get(column, len(cells))
        return " ".join("".join(cells[place : place + 1]).split())

    code = cell("barcode")
    if _RUINED.fullmatch(code):
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
    _once(row, line, seen)
    return row


def _once(row: ProductRow, line: int, seen: dict[str, int]) -> None:
    """A product stands in a file once, or one line's price would silently win over the other's."""
    if row.barcode and seen.setdefault(row.barcode, line) != line:
        raise LapakError("barcode_twice", barcode=row.barcode, line=seen[row.barcode])
    name = "\0".join((rules.fold(row.name), rules.fold(row.brand or "")))
    if not row.barcode and seen.setdefault(name, line) != line:
        raise LapakError("product_twice", name=row.name, line=seen[name])
