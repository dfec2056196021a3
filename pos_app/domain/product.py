"""What a booth sells: products, their barcodes and the categories they stand under."""

import unicodedata

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT

MAX_NAME = 120
MAX_LABEL = 60
MAX_BARCODE = 64


class Product(msgspec.Struct, frozen=True):
    """A thing with a price. `price` is for one `unit`; `barcodes` are normalised and unique."""

    id: str
    name: str
    price: int
    barcodes: tuple[str, ...] = ()
    category: str = ""
    unit: str = "pcs"
    brand: str = ""
    active: bool = True


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


def change_between(before: Product | None, after: Product) -> ProductChange | None:
    """The change that turns one state of a product into another; None if nothing differs."""
    names = [field for field in Product.__struct_fields__ if field != "id"]
    fields = {
        name: getattr(after, name)
        for name in names
        if before is None or getattr(before, name) != getattr(after, name)
    }
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
    `price_out_of_range` or `barcode_not_usable`. All is bounded, so that entries fit a batch.
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
    return product


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


def has_gtin_check_digit(digits: str) -> bool:
    """Whether the last digit is the GS1 check digit of those before it (EAN-8, UPC-A, EAN-13)."""
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(digits[-2::-1]))
    return (10 - weighted % 10) % 10 == int(digits[-1])


def fold(text: str) -> str:
    """Text as it is searched and sorted: no accents, no case, single spaces."""
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
