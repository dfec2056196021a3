"""What a cart costs: each step of the way from its prices to its total, in one place.

A cart says what somebody wants; a priced cart says what that comes to. It is worked out anew
after every change, and the sale is made of exactly what was on the screen.
"""

from collections.abc import Sequence

import msgspec

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.discount import Discount
from pos_app.domain.product import Product
from pos_app.domain.rounding import split


class PricedLine(msgspec.Struct, frozen=True):
    """A line and what it comes to.

    `discount` is its own, `shared` its part of the whole cart's; neither is negative.
    """

    line: CartLine
    gross: int
    discount: int
    shared: int

    @property
    def number(self) -> int:
        """Which line of the cart this is."""
        return self.line.number

    @property
    def product(self) -> Product:
        """What is sold."""
        return self.line.product

    @property
    def net(self) -> int:
        """What this line costs by itself, before the whole cart's discount."""
        return self.gross - self.discount

    @property
    def total(self) -> int:
        """What this line adds to the sale; never below zero."""
        return self.net - self.shared


class PricedCart(msgspec.Struct, frozen=True):
    """A cart's lines in order and their sums: `total = subtotal - discount`."""

    cart: Cart
    lines: tuple[PricedLine, ...]
    subtotal: int
    discount: int

    @property
    def total(self) -> int:
        """The amount due."""
        return self.subtotal - self.discount


def price(cart: Cart) -> PricedCart:
    """Work out what a cart comes to."""
    gross = [line.gross for line in cart.lines]
    own = [line.discount.of(before) for line, before in zip(cart.lines, gross, strict=True)]
    left = [before - off for before, off in zip(gross, own, strict=True)]
    shared = _shared(cart.discount, left)
    return PricedCart(
        cart=cart,
        lines=tuple(map(PricedLine, cart.lines, gross, own, shared)),
        subtotal=sum(gross),
        discount=sum(own) + sum(shared),
    )


def _shared(discount: Discount, left: Sequence[int]) -> tuple[int, ...]:
    """What each line bears of a discount on all of them, by what it costs."""
    off = discount.of(sum(left))
    return split(off, left) if off else (0,) * len(left)
