"""What promotions take off: the best come first, each line takes part in one, nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain import quantity
from pos_app.domain.product import Product
from pos_app.domain.promotion import (
    BuyGet,
    LotPrice,
    Offer,
    PercentOff,
    Promotion,
    QuantityPrice,
    Scope,
)
from pos_app.domain.quantity import ONE
from pos_app.domain.reduction import Item, item_of, reductions
from tests.domain.strategies import offers

ALL = Scope()


def item(
    name: str, price: int, qty_milli: int = ONE, category: str = "", unit: str = "pcs"
) -> Item:
    product = Product(id=name, name=name, price=price, category=category, unit=unit)
    return item_of(product, price, qty_milli, quantity.price_of(price, qty_milli))


def off(items: list[Item], *offers: Offer, scope: Scope = ALL) -> list[int]:
    made = [Promotion(f"p{n}", f"Promo {n}", offer, scope) for n, offer in enumerate(offers)]
    return [reduction.amount for reduction in reductions(items, made)]


KAOS, SYAL, KAIN = item("kaos", 50_000), item("syal", 80_000), item("kain", 75_000, 2_500, unit="m")


def test_a_category_at_so_many_percent_off() -> None:
    scope = Scope(categories=("Minuman",))
    cart = [item("kopi", 18_000, 2 * ONE, "Minuman"), item("batik", 90_000)]
    assert off(cart, PercentOff(1_000), scope=scope) == [3_600, 0]


@pytest.mark.parametrize(("pieces", "amount"), [(2, 0), (3, 15_000), (5, 25_000), (10, 100_000)])
def test_a_price_by_quantity_holds_from_its_step_on(pieces: int, amount: int) -> None:
    steps = QuantityPrice(((3 * ONE, 45_000), (10 * ONE, 40_000)))
    assert off([item("kaos", 50_000, pieces * ONE)], steps) == [amount]


def test_lines_reach_a_quantity_together_and_what_is_cheaper_already_stays() -> None:
    steps = QuantityPrice(((2 * ONE, 60_000),))
    assert off([KAOS, SYAL], steps) == [0, 20_000]


def test_what_is_measured_has_a_price_by_quantity_too() -> None:
    assert off([KAIN], QuantityPrice(((2 * ONE, 70_000),))) == [12_500]


def test_three_for_a_hundred_thousand() -> None:
    cart = [item("kaos", 50_000, 2 * ONE), item("topi", 40_000, 2 * ONE)]
    assert off(cart, LotPrice(3, 100_000)) == [28_571, 11_429]
    assert off([KAOS, SYAL], LotPrice(3, 100_000)) == [0, 0]


def test_a_lot_that_is_dearer_than_its_pieces_takes_nothing_off() -> None:
    assert off([KAOS, SYAL], LotPrice(2, 130_000)) == [0, 0]


def test_of_buy_two_get_one_the_cheapest_is_free() -> None:
    assert off([KAOS, SYAL, item("pin", 5_000)], BuyGet(2, 1)) == [0, 0, 5_000]
    assert off([item("kaos", 50_000, 7 * ONE)], BuyGet(2, 1)) == [100_000]
    assert off([KAOS, SYAL], BuyGet(2, 1)) == [0, 0]


def test_the_second_for_half_the_price() -> None:
    assert off([item("kaos", 50_000, 2 * ONE)], BuyGet(1, 1, 5_000)) == [25_000]


def test_what_is_weighed_is_no_piece_of_a_gift_or_a_lot() -> None:
    assert off([KAIN, KAIN], BuyGet(1, 1)) == [0, 0]
    assert off([KAIN, KAIN], LotPrice(2, 1_000)) == [0, 0]


def test_the_best_promotion_comes_first_and_a_line_takes_part_in_one() -> None:
    cart = [KAOS, SYAL]
    made = [
        Promotion("a", "Semua 10%", PercentOff(1_000)),
        Promotion("b", "Kaos 30%", PercentOff(3_000), Scope(products=("kaos",))),
    ]
    found = reductions(cart, made)
    assert [(one.amount, one.promotion) for one in found] == [
        (15_000, "Kaos 30%"),
        (8_000, "Semua 10%"),
    ]


items = st.lists(
    st.builds(
        item,
        st.sampled_from("abcdef"),
        st.integers(0, 100_000),
        st.integers(1, 12).map(lambda pieces: pieces * ONE),
        st.sampled_from(("", "Minuman")),
    ),
    max_size=8,
)
scopes = st.sampled_from((Scope(), Scope(products=("a", "b")), Scope(categories=("Minuman",))))


@given(items, st.lists(st.tuples(offers, scopes), max_size=5), st.randoms(use_true_random=False))
def test_no_line_ever_costs_less_than_nothing_and_the_order_of_promotions_is_no_matter(
    cart: list[Item], made: list[tuple[Offer, Scope]], chance: object
) -> None:
    all_of_them = [Promotion(f"{n}", f"P{n}", *one) for n, one in enumerate(made)]
    found = reductions(cart, all_of_them)
    assert all(0 <= one.amount <= line.gross for one, line in zip(found, cart, strict=True))
    assert all(bool(one.promotion) == bool(one.amount) for one in found)
    shuffled = list(all_of_them)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert reductions(cart, shuffled) == found


@given(items, offers)
def test_what_a_line_saves_is_named(cart: list[Item], offer: Offer) -> None:
    for reduction in reductions(cart, [Promotion("p", "Promo", offer)]):
        assert reduction.promotion == ("Promo" if reduction.amount else "")
