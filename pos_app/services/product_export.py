"""The products as a file that reads back to the same ones: CSV or a workbook."""

import io
from collections.abc import Iterator, Sequence

import msgspec

from pos_app.domain import quantity
from pos_app.domain.product import OPTION_SEPARATOR, Product, fold
from pos_app.services.product_cells import (
    CODES,
    OPTIONS,
    PARTS,
    NamedPart,
    References,
    listed,
    written_part,
)
from pos_app.spreadsheets.formulas import guarded
from pos_app.spreadsheets.new_csv import csv_bytes
from pos_app.store import products, stock
from pos_app.store.database import Work

_HEADINGS = {
    "id": (
        *("nama", "varian", "harga", "barcode", "kategori", "satuan", "merek"),
        *("stok", "stok minimum", "isi parsel", "aktif"),
    ),
    "en": (
        *("name", "variant", "price", "barcode", "category", "unit", "brand"),
        *("stock", "low", "parcel contents", "active"),
    ),
}
_YES, _NO = {"id": "ya", "en": "yes"}, {"id": "tidak", "en": "no"}
_WIDTHS = (36, 18, 12, 18, 16, 8, 20, 8, 12, 36, 8)

PORTION = 500

Cells = tuple[str | int, ...]


class Catalogue(msgspec.Struct, frozen=True):
    """All products, active or not, each with what lies there of it."""

    products: tuple[Product, ...]
    in_stock: dict[str, int]


class Portion(msgspec.Struct, frozen=True):
    """Some of them; `after` is where the next ones begin, None behind the last."""

    products: tuple[Product, ...]
    in_stock: dict[str, int]
    after: int | None


def portion(work: Work, after: int = 0) -> Portion:
    """The next products: a sale must not wait until thousands are read."""
    found = products.after(work.db, after, PORTION)
    some = tuple(product for _, product in found)
    more = found[-1][0] if len(found) == PORTION else None
    return Portion(some, stock.in_stock(work.db, [one.id for one in some]), more)


def catalogue(portions: Sequence[Portion]) -> Catalogue:
    """All portions as one, by name, variants behind the product on whose tile they stand."""
    every = [product for portion in portions for product in portion.products]
    known = {product.id: product for product in every}

    def place(product: Product) -> tuple[str, str, bool]:
        tile = known.get(product.variant_of, product)
        return fold(tile.name), tile.id, tile is not product

    in_stock = {one: qty for portion in portions for one, qty in portion.in_stock.items()}
    return Catalogue(tuple(sorted(every, key=place)), in_stock)


def rows(found: Catalogue, language: str) -> Iterator[Cells]:
    """The headings and the products below them; a price is a number, all else a text."""
    yield _HEADINGS[language]
    tiles = {one.id: one for one in found.products}
    references = References(found.products)
    named = {one.id: references.to(one) for one in _lying(found.products, tiles)}
    for product in found.products:
        yield (
            tiles[product.variant_of].name if product.variant_of in tiles else product.name,
            listed(product.options, OPTION_SEPARATOR, OPTIONS),
            product.price,
            listed(product.barcodes, f"{CODES} ", CODES),
            product.category,
            product.unit,
            product.brand,
            _counted(product, found.in_stock.get(product.id, 0)),
            quantity.format_quantity(product.low_milli) if product.low_milli else "",
            _parts(product, named),
            (_YES if product.active else _NO)[language],
        )


def as_csv(table: Iterator[Cells]) -> bytes:
    """A semicolon between two cells, as Indonesian spreadsheets read it."""
    return b"".join(csv_bytes(table))


def as_xlsx(table: Iterator[Cells]) -> bytes:
    """One sheet; a barcode stays a text, or a spreadsheet would round it."""
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold, amount = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(row, column, cell, amount)
                elif cell:
                    text = guarded(cell, is_text=True)
                    sheet.write_string(row, column, text, None if row else bold)
    return written.getvalue()


def _lying(every: Sequence[Product], known: dict[str, Product]) -> list[Product]:
    """What lies in some bundle."""
    ids = {part.product_id for bundle in every for part in bundle.parts}
    return [known[one] for one in ids if one in known]


def _parts(product: Product, named: dict[str, str]) -> str:
    parts = [
        written_part(NamedPart(named[part.product_id], part.qty_milli))
        for part in product.parts
        if part.product_id in named
    ]
    return listed(parts, f"{PARTS} ", PARTS)


def _counted(product: Product, qty_milli: int) -> str:
    """What another till can begin with: no less than nothing, and pieces are whole."""
    if not product.tracked:
        return ""
    whole = (
        qty_milli
        if quantity.is_divisible(product.unit)
        else qty_milli // quantity.ONE * quantity.ONE
    )
    return quantity.format_quantity(min(max(whole, 0), quantity.MAX_QUANTITY))
