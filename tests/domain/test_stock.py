"""What sales take out of stock, and whether a cart wants more than there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import price
from pos_app.domain.product import MAX_PARTS, Part, Product, checked, variant_name
from pos_app.domain.quantity import ONE
from pos_app.domain.returns import Earlier, come_back, left_of
from pos_app.domain.sale import complete
from pos_app.domain.shelf import OnShelf
from pos_app.domain.sold import original_of
from pos_app.domain.stock import Shortage, Taken, shortage, sums, taken_by
from tests.domain.test_sale import OCCASION, cash

KOPI = Product(id="kopi", name="Kopi", price=18_000)
COUNTED = Product(id="teh", name="Teh", price=9_000, tracked=True)
PARCEL = Product(
    id="parsel",
    name="Parsel Lebaran",
    price=120_000,
    parts=(Part("kopi", 2 * ONE), Part("kain", 1500)),
)


def test_only_what_is_counted_and_the_parts_of_bundles_are_taken() -> None:
    assert taken_by(KOPI, ONE) == ()
    assert taken_by(COUNTED, 3 * ONE) == (Taken("teh", 3000),)
    assert taken_by(PARCEL, 2 * ONE) == (Taken("kopi", 4000), Taken("kain", 3000))


def test_a_sale_line_freezes_what_it_takes_and_says_nothing_where_that_is_nothing() -> None:
    cart = Cart("c")
    for product in (KOPI, COUNTED, PARCEL):
        cart = carts.add(cart, product)
    sale = complete(price(cart), cash(price(cart).total), OCCASION)
    assert [line.takes or () for line in sale.lines] == [
        (),
        (Taken("teh", 1000),),
        (Taken("kopi", 2000), Taken("kain", 1500)),
    ]


@given(st.integers(1, 50), st.integers(1, 20), st.data())
def test_what_goes_back_into_stock_is_what_was_taken_however_it_comes_back(
    each: int, sold: int, data: st.DataObject
) -> None:
    bundle = Product(id="b", name="B", price=1_000, parts=(Part("p", each), Part("q", 1)))
    cart = carts.add(Cart("c"), bundle, sold * ONE)
    original = original_of(complete(price(cart), cash(sold * 1_000), OCCASION))
    first = data.draw(st.integers(0, sold)) * ONE
    back: list[Taken] = []
    earlier = 0
    for qty in filter(None, (first, sold * ONE - first)):
        left = left_of(original, Earlier(quantities={1: earlier}))
        [line] = come_back(left, {1: qty})
        back += line.takes or ()
        earlier += qty
    assert sums(back) == {one.product_id: -one.qty_milli for one in original.lines[0].takes}


@pytest.mark.parametrize(
    ("wanted", "short"),
    [
        ({"teh": 3000}, None),
        ({"teh": 3001}, Shortage("teh", 3000, 3001)),
        ({"kopi": 99_000}, None),
        ({}, None),
    ],
)
def test_a_cart_is_short_of_what_it_wants_more_of_than_there_is(
    wanted: dict[str, int], short: Shortage | None
) -> None:
    assert shortage(wanted, {"teh": 3000}, ("teh", "kopi")) == short


def test_a_shelf_says_what_is_low_and_what_is_sold_out() -> None:
    def left(milli: int | None) -> OnShelf:
        return OnShelf(id="p", name="P", price=1, tracked=True, low_milli=3000, left_milli=milli)

    assert [left(milli).is_low for milli in (None, -1000, 0, 500, 3000, 3001)] == [
        False,
        False,
        False,
        True,
        True,
        False,
    ]
    assert [left(milli).is_sold_out for milli in (None, -1000, 0, 500)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_variant_is_named_whole() -> None:
    assert variant_name("Kaos", ("M", "Biru")) == "Kaos · M · Biru"


@pytest.mark.parametrize(
    "wrong",
    [
        {"variant_of": "g"},
        {"options": ("M",)},
        {"variant_of": "g", "options": ("M", " ")},
        {"variant_of": "g", "options": ("M" * 61,)},
        {"variant_of": "g", "options": ("1", "2", "3", "4", "5")},
        {"variant_of": "p", "options": ("M",)},
    ],
)
def test_a_variant_needs_its_product_and_one_to_four_options(wrong: dict[str, object]) -> None:
    with pytest.raises(LapakError) as caught:
        checked(Product(id="p", name="Kaos", price=1, **wrong))  # type: ignore[arg-type]
    assert caught.value.code == "options_not_usable"


@pytest.mark.parametrize(
    ("parts", "unit", "code"),
    [
        ((Part("a", ONE), Part("a", ONE)), "pcs", "parts_not_usable"),
        ((Part("p", ONE),), "pcs", "parts_not_usable"),
        (tuple(Part(str(n), ONE) for n in range(MAX_PARTS + 1)), "pcs", "parts_not_usable"),
        ((Part("a", 0),), "pcs", "quantity_out_of_range"),
        ((Part("a", 100_000 * ONE),), "pcs", "quantity_out_of_range"),
        ((Part("a", ONE),), "kg", "bundle_not_whole"),
    ],
)
def test_a_bundle_that_cannot_be_is_refused(parts: tuple[Part, ...], unit: str, code: str) -> None:
    with pytest.raises(LapakError) as caught:
        checked(Product(id="p", name="Parsel", price=1, unit=unit, parts=parts))
    assert caught.value.code == code
