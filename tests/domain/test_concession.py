"""What a cart gives away by hand, and how far."""

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.concession import needs_of
from pos_app.domain.discount import Discount
from pos_app.domain.permission import Action, Need
from pos_app.domain.pricing import price
from pos_app.domain.product import Product

KOPI = Product("kopi", "Kopi", 18_000)
BATIK = Product("batik", "Kain Batik", 80_000)


def cart_of(*products: Product) -> Cart:
    cart = Cart("cart")
    for product in products:
        cart = carts.add(cart, product)
    return cart


def needed(cart: Cart) -> tuple[Need, ...]:
    return needs_of(price(cart))


def test_a_plain_cart_needs_nobody() -> None:
    assert needed(cart_of(KOPI, BATIK)) == ()
    assert needed(carts.set_note(cart_of(KOPI), 1, "Bungkus kado")) == ()


def test_a_percentage_counts_as_it_was_typed_whatever_it_is_rounded_to() -> None:
    odd = Product("odd", "Odd", 12_345)
    cart = carts.set_discount(cart_of(odd), 1, Discount(basis_points=1_000))
    assert needed(cart) == (Need(Action.DISCOUNT, "cart/odd", 1_000, 1_235),)


def test_an_amount_counts_as_its_part_of_the_line() -> None:
    cart = carts.set_discount(cart_of(KOPI, BATIK), 2, Discount(20_000))
    assert needed(cart) == (Need(Action.DISCOUNT, "cart/batik", 2_500, 20_000),)
    more = carts.set_quantity(cart, 2, 2_000)
    assert needed(more) == (Need(Action.DISCOUNT, "cart/batik", 1_250, 20_000),)


def test_a_discount_on_all_is_judged_with_those_of_its_lines() -> None:
    cart = carts.set_cart_discount(cart_of(KOPI), Discount(basis_points=1_000))
    assert needed(cart) == (Need(Action.DISCOUNT, "cart", 1_000, 1_800),)
    both = carts.set_discount(cart, 1, Discount(1_800))
    assert needed(both) == (
        Need(Action.DISCOUNT, "cart/kopi", 1_000, 1_800),
        Need(Action.DISCOUNT, "cart", 1_900, 3_420),
    )


def test_another_price_needs_permission_however_high_and_a_gift_is_all_of_it() -> None:
    assert needed(carts.set_price(cart_of(KOPI), 1, 13_500, "Nego")) == (
        Need(Action.PRICE, "cart/kopi", 2_500, 4_500),
    )
    assert needed(carts.set_price(cart_of(KOPI), 1, 20_000, "Edisi khusus")) == (
        Need(Action.PRICE, "cart/kopi", 0),
    )
    assert needed(carts.set_price(cart_of(KOPI), 1, 0, "Sampel")) == (
        Need(Action.PRICE, "cart/kopi", 10_000, 18_000),
    )


def test_a_gift_of_a_hundred_needs_more_than_a_gift_of_one() -> None:
    one = carts.set_price(cart_of(KOPI), 1, 0, "Sampel")
    hundred = carts.set_quantity(one, 1, 100_000)
    [few], [many] = needed(one), needed(hundred)
    assert many == Need(Action.PRICE, "cart/kopi", 10_000, 1_800_000)
    assert many.holds(few)
    assert not few.holds(many)


def test_lines_of_one_product_are_judged_together() -> None:
    gift = carts.set_price(cart_of(KOPI), 1, 0, "Sampel")
    both = carts.set_price(carts.add(gift, KOPI), 2, 13_500, "Nego")
    assert needed(both) == (Need(Action.PRICE, "cart/kopi", 10_000, 22_500),)


@given(st.integers(1, 500_000), st.integers(1, 50), st.integers(1, 50), st.integers(1, 10_000))
def test_who_was_allowed_a_part_of_a_price_is_allowed_it_of_no_more_goods(
    usual: int, few: int, many: int, basis_points: int
) -> None:
    cart = carts.set_discount(cart_of(Product("p", "P", usual)), 1, Discount(0, basis_points))
    [less] = needed(carts.set_quantity(cart, 1, few * 1_000))
    [more] = needed(carts.set_quantity(cart, 1, (few + many) * 1_000))
    assert more.holds(less)
    assert less.holds(more) == (less.amount == more.amount)


@given(st.integers(0, 500_000), st.integers(0, 500_000), st.integers(0, 10_000))
def test_nothing_is_given_away_unseen(usual: int, off: int, basis_points: int) -> None:
    product = Product("p", "P", usual)
    cart = carts.set_discount(cart_of(product), 1, Discount(min(off, usual)))
    cart = carts.set_cart_discount(cart, Discount(basis_points=basis_points))
    needs = needed(cart)
    total = price(cart).total
    assert all(0 <= need.basis_points <= 10_000 for need in needs)
    assert max((need.amount for need in needs), default=0) == usual - total
    if total < usual:
        most = max((need.basis_points for need in needs), default=0)
        # A part of a basis point, and half a rupiah of a percentage, may stay unseen.
        assert usual - total <= usual * (most + 1) / 10_000 + 1
