"""From prices to the total: a discount on the whole cart loses no rupiah on its way."""

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.discount import Discount
from pos_app.domain.pricing import price
from pos_app.domain.product import Product

KOPI = Product(id="kopi", name="Kopi", price=15_000)
SYAL = Product(id="syal", name="Syal", price=100_000)


def test_the_cart_s_discount_comes_after_those_of_its_lines() -> None:
    cart = carts.add(carts.add(Cart(id="c"), KOPI), SYAL)
    cart = carts.set_discount(cart, 2, Discount(basis_points=1_000))
    priced = price(carts.set_cart_discount(cart, Discount(basis_points=1_000)))
    assert [(line.gross, line.discount, line.shared) for line in priced.lines] == [
        (15_000, 0, 1_500),
        (100_000, 10_000, 9_000),
    ]
    assert (priced.subtotal, priced.discount, priced.total) == (115_000, 20_500, 94_500)


def test_three_equal_lines_share_a_discount_that_three_does_not_divide() -> None:
    cart = Cart(id="c")
    for name in "abc":
        cart = carts.add(cart, Product(id=name, name=name, price=5_000))
    priced = price(carts.set_cart_discount(cart, Discount(10_000)))
    assert [line.shared for line in priced.lines] == [3_334, 3_333, 3_333]
    assert priced.total == 5_000


def test_what_is_free_already_bears_nothing_of_the_cart_s_discount() -> None:
    cart = carts.add(carts.add(Cart(id="c"), KOPI), SYAL)
    cart = carts.set_price(cart, 2, 0, "Contoh")
    priced = price(carts.set_cart_discount(cart, Discount(5_000)))
    assert [line.total for line in priced.lines] == [10_000, 0]


def test_nothing_costs_nothing() -> None:
    priced = price(Cart(id="c", discount=Discount(basis_points=500)))
    assert (priced.lines, priced.total) == ((), 0)
