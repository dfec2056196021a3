"""Two carts become one: every line keeps what was agreed, and no rupiah goes astray."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain import cart as carts
from pos_app.domain.cart import MAX_LINES, Cart
from pos_app.domain.discount import NONE, Discount
from pos_app.domain.errors import LapakError
from pos_app.domain.held_cart import MAX_CART_NAME, cart_name, proposed_name
from pos_app.domain.pricing import price
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE
from tests.domain.strategies import discounts, products, sellable, texts

KOPI = Product(id="kopi", name="Kopi Susu Gula Aren", price=18_000)
JAMU = Product(id="jamu", name="Jamu", price=8_000)


@st.composite
def cart_of_anything(draw: st.DrawFn, cart_id: str, catalogue: list[Product]) -> Cart:
    """A cart with discounts, agreed prices and notes here and there."""
    cart = Cart(cart_id)
    for product in draw(st.lists(st.sampled_from(catalogue), max_size=4)):
        cart = carts.add(cart, product, draw(sellable(product)))
        number = cart.touched or 0
        if draw(st.booleans()):
            cart = carts.set_discount(
                cart, number, draw(discounts(carts.line_of(cart, number).gross))
            )
        if draw(st.booleans()):
            cart = carts.set_note(cart, number, draw(texts))
        if draw(st.booleans()):
            cart = carts.set_price(cart, number, draw(st.integers(0, 99_000)), "nego")
    return carts.set_cart_discount(cart, draw(discounts(sum(line.gross for line in cart.lines))))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Cart, Cart]:
    """Two carts over one catalogue."""
    catalogue = draw(st.lists(products(st.sampled_from("abcd")), min_size=1, max_size=4))
    return draw(cart_of_anything("one", catalogue)), draw(cart_of_anything("two", catalogue))


def test_goods_that_are_measured_by_now_stand_beside_those_that_were_counted() -> None:
    grams = Product(id=KOPI.id, name=KOPI.name, price=KOPI.price, unit="kg")
    counted, weighed = carts.add(Cart("one"), KOPI), carts.add(Cart("two"), grams, 1_500)
    merged = carts.merge(counted, weighed)
    assert [line.qty_milli for line in merged.lines] == [ONE, 1_500]
    assert [line.qty_milli for line in carts.add(counted, grams, 500).lines] == [ONE, 500]


@given(pairs())
def test_a_merged_cart_costs_what_both_cost_before_discounts_on_all(
    pair: tuple[Cart, Cart],
) -> None:
    into, other = pair
    merged = carts.merge(into, other)
    sums = [
        sum(line.net for line in price(cart).lines)
        for cart in (carts.set_cart_discount(one, NONE) for one in (into, other))
    ]
    net = sum(line.net for line in price(merged).lines)
    # A measured quantity that counts up is rounded once instead of twice.
    joined = len(into.lines) + len(other.lines) - len(merged.lines)
    assert abs(net - sum(sums)) <= joined
    assert (merged.id, merged.discount) == ("one", into.discount)


@given(pairs())
def test_whatever_was_special_about_a_line_is_still_there(pair: tuple[Cart, Cart]) -> None:
    into, other = pair
    merged = carts.merge(into, other)
    for line in (*into.lines, *other.lines):
        assert any(
            (one.discount, one.note, one.agreed, one.reason, one.product.id)
            == (line.discount, line.note, line.agreed, line.reason, line.product.id)
            and one.qty_milli >= line.qty_milli
            for one in merged.lines
        )
    assert sum(line.qty_milli for line in merged.lines) == sum(
        line.qty_milli for line in (*into.lines, *other.lines)
    )
    numbers = [line.number for line in merged.lines]
    assert len(set(numbers)) == len(numbers)


def test_the_same_product_counts_up_as_if_it_had_been_scanned() -> None:
    merged = carts.merge(carts.add(Cart("a"), KOPI), carts.add(Cart("b"), KOPI, 2 * ONE))
    assert [(line.product.id, line.qty_milli) for line in merged.lines] == [("kopi", 3 * ONE)]


def test_a_discounted_line_does_not_spread_its_discount() -> None:
    cheap = carts.set_discount(carts.add(Cart("a"), KOPI), 1, Discount(basis_points=1000))
    merged = carts.merge(cheap, carts.add(Cart("b"), KOPI))
    assert [line.total for line in price(merged).lines] == [16_200, 18_000]


def test_the_discount_on_all_of_the_other_cart_is_told_as_lost() -> None:
    some, tenth = Discount(amount=1_000), Discount(basis_points=1000)
    into = carts.add(Cart("a"), KOPI)
    other = carts.set_cart_discount(carts.add(Cart("b"), JAMU), tenth)
    assert carts.lost_discount(into, other) == tenth
    assert carts.lost_discount(carts.set_cart_discount(into, tenth), other) == NONE
    mine, theirs = (carts.set_cart_discount(cart, some) for cart in (into, other))
    assert carts.lost_discount(mine, theirs) == some


def test_carts_that_hold_too_much_together_stay_two() -> None:
    full = Cart("a")
    for place in range(MAX_LINES):
        full = carts.add(full, Product(id=f"p{place}", name="P", price=1))
    with pytest.raises(LapakError, match="cart_full"):
        carts.merge(full, carts.add(Cart("b"), KOPI))


def test_a_cart_without_a_typed_name_is_called_after_its_first_product() -> None:
    cart = carts.add(carts.add(Cart("a"), KOPI), JAMU)
    assert cart_name(cart, "  ") == "Kopi Susu Gula Aren"
    assert cart_name(cart, " Bu \n Ani ") == "Bu Ani"
    assert proposed_name(cart, ["Kopi Susu Gula Aren"]) == "Kopi Susu Gula Aren 2"
    with pytest.raises(LapakError, match="text_too_long"):
        cart_name(cart, "x" * (MAX_CART_NAME + 1))


@given(st.lists(texts, max_size=5), products())
def test_a_proposed_name_is_short_enough_and_nobody_elses(
    taken: list[str], product: Product
) -> None:
    cart = carts.add(Cart("a"), product)
    names = [*taken]
    for _ in range(12):
        name = proposed_name(cart, names)
        assert name not in names
        assert cart_name(cart, name) == cart_name(cart, name[:MAX_CART_NAME])
        names.append(name)
