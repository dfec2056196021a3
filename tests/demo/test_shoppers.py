"""Buyers who are made up pay what they owe, each in their own way."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pos_app.demo.shoppers import filled_cart, payment
from pos_app.domain.payment import settle
from pos_app.domain.pricing import price
from pos_app.domain.product import Product
from pos_app.domain.tender import Method, checked

SHELF = [
    Product(id=str(amount), name=f"Barang {amount}", price=amount)
    for amount in (500, 1_250, 12_340, 18_000, 78_000, 2_500_000)
]


@given(st.integers(0, 10**9))
def test_every_buyer_pays_exactly_what_is_owed_and_changes_only_cash(seed: int) -> None:
    rng = Random(seed)
    priced = price(filled_cart(rng, "cart", SHELF))
    tenders = payment(rng, priced)
    settled = settle(priced.total, tenders, priced.rules.cash_rounding)
    assert settled.missing == 0
    assert tuple(map(checked, tenders)) == tenders


def test_a_fair_sees_every_way_of_paying_that_needs_no_paper() -> None:
    rng = Random(7)
    seen = [payment(rng, price(filled_cart(rng, "cart", SHELF))) for _ in range(200)]
    assert {tender.method for tenders in seen for tender in tenders} == {
        Method.CASH,
        Method.QRIS,
        Method.CARD,
        Method.EWALLET,
        Method.TRANSFER,
    }
    assert any(len(tenders) == 2 for tenders in seen)
