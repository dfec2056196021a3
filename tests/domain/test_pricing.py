"""From prices to the total: a discount on the whole cart loses no rupiah on its way."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.discount import NONE, Discount
from pos_app.domain.pricing import Terms, price
from pos_app.domain.product import Product
from pos_app.domain.promotion import BuyGet, Promotion
from tests.domain.strategies import discounts, terms

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


TWO_AND_ONE = Terms(promotions=(Promotion("p", "Beli 2 gratis 1", BuyGet(2, 1)),))


def test_a_discount_is_taken_off_what_a_promotion_leaves() -> None:
    cart = carts.add(Cart(id="c"), KOPI, 3_000)
    cart = carts.set_discount(cart, 1, Discount(basis_points=100))
    [line] = price(cart, TWO_AND_ONE).lines
    assert (line.gross, line.reduction.amount, line.discount) == (45_000, 15_000, 300)
    assert line.total == 29_700


def test_a_discount_on_one_line_takes_no_gift_from_another() -> None:
    cart = carts.add(carts.add(Cart(id="c"), KOPI), SYAL, 2_000)
    cart = carts.set_discount(cart, 2, Discount(1_000))
    assert [line.total for line in price(cart, TWO_AND_ONE).lines] == [0, 199_000]


def test_a_price_that_was_agreed_stays_as_it_was_agreed() -> None:
    cart = carts.set_price(carts.add(Cart(id="c"), KOPI, 3_000), 1, 14_000, "Langganan")
    assert price(cart, TWO_AND_ONE).total == 42_000


@st.composite
def _carts(draw: st.DrawFn) -> Cart:
    """A cart of pieces, some with discounts."""
    cart = Cart(id="c")
    for number, one in enumerate(draw(st.lists(st.integers(0, 90_000), min_size=1, max_size=6)), 1):
        product = Product(id=str(number), name="x", price=one)
        cart = carts.add(cart, product, draw(st.integers(1, 5)) * 1_000)
        if draw(st.booleans()):
            gross = cart.lines[-1].gross
            cart = carts.set_discount(cart, number, draw(discounts(gross)))
    return carts.set_cart_discount(cart, draw(discounts(sum(one.gross for one in cart.lines))))


@given(_carts(), terms, st.data())
def test_no_discount_ever_makes_a_cart_dearer(
    cart: Cart, terms: Terms, data: st.DataObject
) -> None:
    given_up = data.draw(st.sampled_from((0, *(line.number for line in cart.lines))))
    without = (
        carts.set_discount(cart, given_up, NONE)
        if given_up
        else msgspec.structs.replace(cart, discount=NONE)
    )
    assert price(cart, terms).total <= price(without, terms).total
