"""What a cart gives away that may need permission: discounts and prices agreed by hand."""

from collections.abc import Iterator

from pos_app.domain.cart import Cart
from pos_app.domain.discount import NONE, WHOLE, Discount
from pos_app.domain.permission import Action, Need
from pos_app.domain.pricing import PricedCart, PricedLine
from pos_app.domain.rounding import Rounding, divide


def needs_of(priced: PricedCart) -> tuple[Need, ...]:
    """The permissions that a cart needs; none where nothing was given away by hand.

    A discount on the whole cart is judged together with those on its lines, or two small ones
    would make a large one.
    """
    cart = priced.cart
    needs = [need for line in priced.lines for need in _of_line(cart, line)]
    if cart.discount != NONE:
        needs.append(Need(Action.DISCOUNT, cart.id, _of_all(priced)))
    return tuple(needs)


def _of_line(cart: Cart, priced: PricedLine) -> Iterator[Need]:
    line, about = priced.line, f"{cart.id}/{priced.product.id}"
    if line.agreed is not None:
        usual = priced.product.price
        yield Need(Action.PRICE, about, _part(usual - line.agreed, usual))
    if line.discount != NONE:
        yield Need(Action.DISCOUNT, about, _share(line.discount, priced.discount, _price(priced)))


def _of_all(priced: PricedCart) -> int:
    off = sum(line.discount + line.shared for line in priced.lines)
    whole = sum(map(_price, priced.lines))
    if any(line.discount for line in priced.lines):
        return _part(off, whole)
    return _share(priced.cart.discount, off, whole)


def _price(line: PricedLine) -> int:
    """What a line costs before anything is given away by hand; promotions are everybody's."""
    return line.gross - line.reduction.amount


def _share(discount: Discount, amount: int, price: int) -> int:
    """A percentage as it was typed: what it comes to is rounded and would say a little more."""
    return discount.basis_points or _part(amount, price)


def _part(amount: int, price: int) -> int:
    """How much of a price an amount is, in basis points; a part of one counts as none."""
    if amount <= 0:
        return 0
    return min(divide(amount * WHOLE, price, Rounding.DOWN), WHOLE) if price > 0 else WHOLE
