"""An amount that is sold under a name, without a product in the catalogue."""

import hashlib

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.product import MAX_NAME, Product, checked, fold
from pos_app.domain.words import one_line

PREFIX = "free-"
"""Begins the ids of what was sold so; ids of the catalogue are UUIDs."""


def free_product(amount: int, name: str, usual: str, brand: str = "") -> Product:
    """What a cart holds of such an amount; without a name it has the `usual` one.

    Its id follows from name and brand, so that totals by product add the same things up. Raises
    LapakError `amount_missing`, `amount_too_large` or `product_name_too_long`.
    """
    if amount <= 0:
        raise LapakError("amount_missing")
    if amount > MAX_AMOUNT:
        raise LapakError("amount_too_large", text=str(amount))
    words = one_line(name)
    if len(words) > MAX_NAME:
        raise LapakError("product_name_too_long", name=words, limit=MAX_NAME)
    told = f"{fold(words)}\0{fold(brand)}".encode()
    number = hashlib.sha256(told).hexdigest()[:24]
    return checked(Product(f"{PREFIX}{number}", words or usual, amount, brand=brand))
