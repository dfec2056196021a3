"""Buyers who are made up: what they put on the counter and how they pay."""

from collections.abc import Sequence
from random import Random

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.discount import Discount
from pos_app.domain.pricing import PricedCart
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE, is_divisible
from pos_app.domain.tender import WALLETS, Basis, Card, Method, Tender, quick_cash

_LEAST_WITHOUT_CASH = 2_000


def filled_cart(rng: Random, cart_id: str, products: Sequence[Product]) -> Cart:
    """A cart with one to four products; what is sold by length or weight may come in halves."""
    cart = Cart(cart_id)
    for product in rng.sample(products, k=min(len(products), rng.choice((1, 1, 2, 2, 3, 4)))):
        halves = is_divisible(product.unit)
        qty_milli = rng.choice((1, 3, 5)) * 500 if halves else rng.choice((1, 1, 1, 2, 3)) * ONE
        cart = carts.add(cart, product, qty_milli)
    return _bargained(rng, cart)


def _bargained(rng: Random, cart: Cart) -> Cart:
    """One in six buyers is given something off: on one product, on all, or another price."""
    first = cart.lines[0]
    tenth = first.gross // 10 // 1_000 * 1_000  # nobody has coins for less
    match rng.randrange(18):
        case 0:
            return carts.set_discount(cart, first.number, Discount(tenth))
        case 1:
            return carts.set_cart_discount(cart, Discount(tenth))
        case 2:
            agreed = first.unit_price * 9 // 10 // 1_000 * 1_000
            return carts.set_price(cart, first.number, agreed, "Nego")
    return cart


def payment(rng: Random, priced: PricedCart) -> tuple[Tender, ...]:
    """What a buyer pays with: cash mostly, a code on the phone, a card, or some of both."""
    total = priced.total
    method = rng.choices(
        (Method.CASH, Method.QRIS, Method.CARD, Method.EWALLET, Method.TRANSFER, None),
        (50, 27, 8, 4, 3, 8),
    )[0]
    if method is Method.CASH or total < _LEAST_WITHOUT_CASH:
        return (_cash(rng, priced, total),)
    if method is not None:
        return (_without_cash(rng, method, total),)
    part = rng.randrange(1, total // 1_000) * 1_000
    return (_without_cash(rng, Method.QRIS, part), _cash(rng, priced, total - part))


def _cash(rng: Random, priced: PricedCart, left: int) -> Tender:
    """The exact sum, as it is rounded, or the next round notes."""
    due = priced.rules.cash_rounding.of(left)
    return Tender(Method.CASH, rng.choice((due, *quick_cash(due))))


def _without_cash(rng: Random, method: Method, amount: int) -> Tender:
    digits = f"{rng.randrange(10_000):04d}"
    match method:
        case Method.QRIS:
            return Tender(method, amount, digits, basis=rng.choice(tuple(Basis)))
        case Method.CARD:
            approval = f"{rng.randrange(1_000_000):06d}"
            return Tender(method, amount, digits, approval, kind=rng.choice(tuple(Card)))
        case Method.EWALLET:
            return Tender(method, amount, digits, kind=rng.choice(WALLETS))
    return Tender(method, amount)
