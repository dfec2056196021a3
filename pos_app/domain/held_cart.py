"""Carts that were put aside, and what they are called."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.words import one_line

MAX_CART_NAME = 40


class HeldCart(msgspec.Struct, frozen=True):
    """A cart that waits, the name it was given, and since when (UTC)."""

    cart: Cart
    name: str
    at: datetime

    @property
    def id(self) -> str:
        """The cart's id, which its sale will have."""
        return self.cart.id


def cart_name(cart: Cart, typed: str) -> str:
    """What a cart is called: as typed, else as its first product or the receipt brought back.

    Raises LapakError `text_too_long`.
    """
    name = one_line(typed)
    if len(name) > MAX_CART_NAME:
        raise LapakError("text_too_long", limit=MAX_CART_NAME)
    return name or _first_product(cart)


def proposed_name(cart: Cart, taken: Iterable[str]) -> str:
    """A name for a cart that nobody typed one for: its first product, counted if others have it."""
    name, others = _first_product(cart), set(taken)
    number = 1
    proposed = name
    while proposed in others:
        number += 1
        proposed = f"{name[: MAX_CART_NAME - len(str(number)) - 1]} {number}"
    return proposed


def _first_product(cart: Cart) -> str:
    if cart.lines:
        return cart.lines[0].product.name[:MAX_CART_NAME].strip()
    return cart.credit.number[:MAX_CART_NAME] if cart.credit is not None else ""
