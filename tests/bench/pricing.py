"""Pricing: a cart of a hundred lines, worked out anew under fifty promotions."""

from pathlib import Path

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.pricing import Terms, price
from pos_app.domain.product import Product
from pos_app.domain.promotion import BuyGet, LotPrice, PercentOff, Promotion, QuantityPrice, Scope
from pos_app.domain.quantity import ONE
from pos_app.domain.rules import Rules, Tax
from tests.bench.measure import Figure, Sizes, median_ms, seconds

_OFFERS = (PercentOff(1_000), QuantityPrice(((3 * ONE, 9_000),)), LotPrice(3, 25_000), BuyGet(2, 1))


def measure(_work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`reprice_100_lines_ms`: what stands between a scan and its amount on the screen."""
    cart, terms = Cart("cart", tuple(map(_line, range(100)))), _terms()
    times = [seconds(lambda: price(cart, terms)) for _ in range(sizes.checkouts)]
    return (median_ms("reprice_100_lines_ms", times),)


def _line(number: int) -> CartLine:
    product = Product(
        id=f"product-{number}",
        name=f"Barang {number}",
        price=10_000 + 37 * number,
        category=f"category-{number % 10}",
    )
    return CartLine(number, product, (number % 5 + 1) * ONE)


def _terms() -> Terms:
    promotions = [
        Promotion(f"{number:02}", f"Promo {number}", _OFFERS[number % len(_OFFERS)], _scope(number))
        for number in range(50)
    ]
    return Terms(Rules((Tax("PPN", 1_100, included=True),), 500), tuple(promotions))


def _scope(number: int) -> Scope:
    if number % 3:
        return Scope(categories=(f"category-{number % 10}",))
    return Scope(products=tuple(f"product-{one}" for one in range(number, number + 5)))
