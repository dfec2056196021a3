"""Goods that are brought back for others: what they pay for, what is over, and their cart."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.credit import Credit, Return
from pos_app.domain.errors import LapakError
from pos_app.domain.held_cart import cart_name, proposed_name
from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.payment import CashRounding
from pos_app.domain.pricing import price
from pos_app.domain.refund import value_of
from pos_app.domain.returns import NOTHING_YET
from pos_app.domain.tender import Method
from tests.domain.test_cart import KOPI

HUNDREDS = CashRounding()
ORIGINAL = Original(
    sale_id="01932f6e-8a00-7000-8000-000000000003",
    receipt_number="A12-K1-000123",
    business_date=date(2026, 11, 22),
    total=54_000,
    payments=(Payment(Method.CASH, 54_000),),
    lines=(BoughtLine(1, "Kopi Susu", "pcs", 3_000, 54_000),),
)


def brought_back(qty_milli: int = 1_000, back_id: str = "b1") -> Credit:
    back = Return(back_id, {1: qty_milli}, reason="ukuran")
    return Credit(ORIGINAL, back, value_of(ORIGINAL, NOTHING_YET, back), NOTHING_YET)


def cart_with(credit: Credit | None, cart_id: str = "c1") -> Cart:
    return carts.set_credit(carts.add(Cart(cart_id), KOPI), credit)


def test_it_pays_for_no_more_than_there_is_to_pay() -> None:
    credit = brought_back()
    assert credit.towards(credit.value + 1) == credit.value
    assert credit.towards(1) == 1


@given(due=st.integers(0, 100_000), qty=st.integers(1, 3))
def test_what_is_over_is_given_back_in_coins_and_never_more_than_was_paid(
    due: int, qty: int
) -> None:
    credit = brought_back(qty * 1_000)
    over = credit.value - credit.towards(due)
    back = credit.handed_back(due, HUNDREDS)
    assert back % 100 == 0 or back == over
    assert abs(back - over) < 100
    assert back <= ORIGINAL.total - credit.towards(due)


def test_a_priced_cart_says_what_is_left_to_pay_or_given_back() -> None:
    priced = price(cart_with(brought_back(3_000)))
    assert (priced.brought_back, priced.to_pay) == (brought_back(3_000).value, 0)
    assert priced.handed_back == brought_back(3_000).value - priced.total
    little = price(carts.add(cart_with(brought_back(1_000)), KOPI))
    assert (little.to_pay, little.handed_back) == (little.total - little.brought_back, 0)
    assert little.to_pay > 0
    plain = price(cart_with(None))
    assert (plain.brought_back, plain.to_pay, plain.handed_back) == (0, plain.total, 0)


def test_only_one_receipt_s_goods_go_towards_a_cart() -> None:
    cart = cart_with(brought_back())
    assert carts.set_credit(cart, brought_back()) == cart
    with pytest.raises(LapakError, match="exchange_begun"):
        carts.set_credit(cart, brought_back(back_id="b2"))
    assert carts.set_credit(cart, None).credit is None


def test_nothing_is_brought_back_in_practice() -> None:
    with pytest.raises(LapakError, match="exchange_in_training"):
        carts.set_credit(Cart("c1", training=True), brought_back())


def test_an_exchange_stays_when_the_last_line_goes() -> None:
    cart = cart_with(brought_back())
    without = carts.remove(cart, 1)
    assert without.credit == cart.credit
    assert not without.is_empty
    assert carts.set_credit(without, None).is_empty


def test_merged_carts_keep_an_exchange_but_never_two() -> None:
    with_credit, other = cart_with(brought_back()), carts.add(Cart("c2"), KOPI)
    assert carts.merge(other, with_credit).credit == with_credit.credit
    assert carts.merge(with_credit, other).credit == with_credit.credit
    with pytest.raises(LapakError, match="exchange_begun"):
        carts.merge(cart_with(brought_back(back_id="b2"), "c2"), with_credit)


def test_a_cart_without_goods_yet_is_called_as_the_receipt() -> None:
    cart = carts.set_credit(Cart("c1"), brought_back())
    assert cart_name(cart, "") == brought_back().number
    assert proposed_name(cart, [brought_back().number]) == f"{brought_back().number} 2"


def test_a_cart_of_an_older_lapak_is_read_without_one() -> None:
    cart = carts.add(Cart("c1"), KOPI)
    older = msgspec.json.decode(msgspec.json.encode(cart))
    del older["credit"]
    assert msgspec.json.decode(msgspec.json.encode(older), type=Cart) == cart
    kept = cart_with(brought_back())
    assert msgspec.json.decode(msgspec.json.encode(kept), type=Cart) == kept
