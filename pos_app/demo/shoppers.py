"""Buyers who are made up: what they put on the counter and how they pay."""

from collections.abc import Sequence
from random import Random

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.discount import Discount
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE, is_divisible
from pos_app.domain.tender import Method, Tender, quick_cash


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


def cash_for(rng: Random, total: int) -> tuple[Tender, ...]:
    """What a buyer hands over: the exact sum or the next round notes."""
    return (Tender(Method.CASH, rng.choice((total, *quick_cash(total)))),)
