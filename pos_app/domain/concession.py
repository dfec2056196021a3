"""What a cart gives away that may need permission: discounts and prices agreed by hand."""

from collections.abc import Iterator
from itertools import chain

from pos_app.domain.cart import Cart
from pos_app.domain.discount import NONE, WHOLE, Discount
from pos_app.domain.order import Order
from pos_app.domain.permission import Action, Need
from pos_app.domain.pricing import PricedCart, PricedLine
from pos_app.domain.quantity import price_of
from pos_app.domain.rounding import Rounding, divide


def needs_of(priced: PricedCart) -> tuple[Need, ...]:
    """The permissions that a cart needs; none where nothing was given away by hand.

    A discount on the whole cart is judged together with those on its lines, or two small ones
    would make a large one; so are several lines of one product.
    """
    cart = priced.cart
    needs: dict[tuple[Action, str], Need] = {}
    given = [
        one for one in priced.lines if one.line.agreed is not None or one.line.discount != NONE
    ]
    for need in chain.from_iterable(_of_line(cart, line) for line in given):
        same = need.action, need.about
        needs[same] = _both(needs[same], need) if same in needs else need
    if cart.discount != NONE:
        return (*needs.values(), _of_all(priced))
    return tuple(needs.values())


def need_of_order(order: Order) -> Need | None:
    """The permission that an order needs; None where its value is no less than its lines cost.

    What its lines were given away for in their cart was asked about there.
    """
    cost = sum(line.total for line in order.lines)
    less = cost - order.value
    return Need(Action.DISCOUNT, order.id, _part(less, cost), less) if less > 0 else None


def _of_line(cart: Cart, priced: PricedLine) -> Iterator[Need]:
    line, about = priced.line, f"{cart.id}/{priced.product.id}"
    if line.agreed is not None:
        usual = priced.product.price
        off = price_of(usual, line.qty_milli) - priced.gross
        yield Need(Action.PRICE, about, _part(usual - line.agreed, usual), max(off, 0))
    if line.discount != NONE:
        part = _share(line.discount, priced.discount, _price(priced))
        yield Need(Action.DISCOUNT, about, part, priced.discount)


def _both(one: Need, other: Need) -> Need:
    most = max(one.basis_points, other.basis_points)
    return Need(one.action, one.about, most, one.amount + other.amount)


def _of_all(priced: PricedCart) -> Need:
    off = sum(line.discount + line.shared for line in priced.lines)
    whole = sum(map(_price, priced.lines))
    if any(line.discount for line in priced.lines):
        part = _part(off, whole)
    else:
        part = _share(priced.cart.discount, off, whole)
    return Need(Action.DISCOUNT, priced.cart.id, part, off)


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
