"""What a booth sells: products, their barcodes and the categories they stand under."""

import unicodedata
from collections.abc import Sequence

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain import quantity
from pos_app.domain.ean import has_gtin_check_digit
from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT

MAX_NAME = 120
MAX_LABEL = 60
MAX_BARCODE = 64
MAX_OPTIONS = 4
MAX_PARTS = 50
OPTION_SEPARATOR = " · "


class Part(msgspec.Struct, frozen=True):
    """How much of another product lies in one bundle, in thousandths of that product's unit."""

    product_id: str
    qty_milli: int


class Product(msgspec.Struct, frozen=True):
    """A thing with a price. `price` is for one `unit`; `barcodes` are normalised and unique.

    A variant stands on the tile of the product `variant_of` and is told apart by its `options`;
    its name is whole, as it is sold: `Kaos · M · Biru`. A bundle has `parts`. Somebody counts the
    stock of what is `tracked`; at `low_milli` or less of it, little is left.
    """

    id: str
    name: str
    price: int
    barcodes: tuple[str, ...] = ()
    category: str = ""
    unit: str = "pcs"
    brand: str = ""
    active: bool = True
    variant_of: str = ""
    options: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    tracked: bool = False
    low_milli: int = 0


class Category(msgspec.Struct, frozen=True):
    """A heading over products and how many active ones stand under it."""

    name: str
    products: int


class ProductChange(msgspec.Struct, frozen=True):
    """The fields of one product that somebody set; what is unset stays as it is.

    Only the fields set travel, so two registers that change different fields both win.
    """

    id: str
    name: str | UnsetType = UNSET
    price: int | UnsetType = UNSET
    barcodes: tuple[str, ...] | UnsetType = UNSET
    category: str | UnsetType = UNSET
    unit: str | UnsetType = UNSET
    brand: str | UnsetType = UNSET
    active: bool | UnsetType = UNSET
    variant_of: str | UnsetType = UNSET
    options: tuple[str, ...] | UnsetType = UNSET
    parts: tuple[Part, ...] | UnsetType = UNSET
    tracked: bool | UnsetType = UNSET
    low_milli: int | UnsetType = UNSET


_LATER = ("variant_of", "options", "parts", "tracked", "low_milli")
"""What the first version did not write; a new product tells only what says something."""


def change_between(before: Product | None, after: Product) -> ProductChange | None:
    """The change that turns one state of a product into another; None if nothing differs."""
    known = before or Product(id=after.id, name="", price=0)
    fields = {
        name: getattr(after, name)
        for name in Product.__struct_fields__
        if getattr(known, name) != getattr(after, name) or (before is None and name not in _LATER)
    }
    fields.pop("id", None)
    return ProductChange(id=after.id, **fields) if fields else None


def apply_change(before: Product | None, change: ProductChange) -> Product:
    """The product after a change; a new product starts with an empty name and price 0."""
    product = before or Product(id=change.id, name="", price=0)
    fields = {
        name: value
        for name in change.__struct_fields__
        if (value := getattr(change, name)) is not UNSET
    }
    return msgspec.structs.replace(product, **fields)


def checked(product: Product) -> Product:
    """Return a product that can be sold.

    Raises LapakError `product_name_missing`, `product_name_too_long`, `product_label_too_long`,
    `price_out_of_range`, `barcode_not_usable`, `options_not_usable`, `parts_not_usable`,
    `bundle_not_whole` or `quantity_out_of_range`. All is bounded, so that entries
    fit a batch.
    """
    if not product.name.strip():
        raise LapakError("product_name_missing")
    if len(product.name) > MAX_NAME:
        raise LapakError("product_name_too_long", name=product.name, limit=MAX_NAME)
    for label in (product.category, product.unit, product.brand):
        if len(label) > MAX_LABEL:
            raise LapakError("product_label_too_long", text=label[:MAX_LABEL], limit=MAX_LABEL)
    if not 0 <= product.price <= MAX_AMOUNT:
        raise LapakError("price_out_of_range", name=product.name)
    for barcode in product.barcodes:
        if barcode != normalise_barcode(barcode):
            raise LapakError("barcode_not_usable", barcode=barcode)
    if product.low_milli:
        quantity.in_range(product.low_milli)
    _check_options(product)
    _check_parts(product)
    return product


def _check_options(product: Product) -> None:
    if not product.variant_of and not product.options:
        return
    bad = [one for one in product.options if not one.strip() or len(one) > MAX_LABEL]
    some = product.variant_of and 0 < len(product.options) <= MAX_OPTIONS
    if bad or not some or product.variant_of == product.id:
        raise LapakError("options_not_usable", name=product.name, limit=MAX_OPTIONS)


def _check_parts(product: Product) -> None:
    """A bundle is sold in whole pieces, so that what it takes of its parts is never rounded."""
    ids = {part.product_id for part in product.parts}
    if len(ids) < len(product.parts) or product.id in ids or len(ids) > MAX_PARTS:
        raise LapakError("parts_not_usable", name=product.name, limit=MAX_PARTS)
    if ids and quantity.is_divisible(product.unit):
        raise LapakError("bundle_not_whole", name=product.name, unit=product.unit)
    for part in product.parts:
        quantity.in_range(part.qty_milli)


def variant_name(name: str, options: Sequence[str]) -> str:
    """The whole name of a variant: `Kaos · M · Biru`."""
    return OPTION_SEPARATOR.join((name, *options))


def normalise_barcode(text: str) -> str:
    """The form in which a scanned or typed code is stored and compared.

    Trims, drops control characters that scanners add, and writes UPC-A as the EAN-13 it is, since
    scanners differ in whether they send the leading zero.
    Raises LapakError `barcode_not_usable` when nothing printable is left or it is too long.
    """
    code = "".join(char for char in text.strip() if char.isprintable()).strip()
    if not code or len(code) > MAX_BARCODE:
        raise LapakError("barcode_not_usable", barcode=text[:MAX_BARCODE])
    if len(code) == 12 and code.isascii() and code.isdigit() and has_gtin_check_digit(code):
        return f"0{code}"
    return code


def fold(text: str) -> str:
    """Text as it is searched and sorted: no accents, no case, single spaces."""
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
