"""Orders: what may follow what, and money that is never more than the order is worth."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.discount import Discount
from pos_app.domain.errors import LapakError
from pos_app.domain.order import (
    NEXT,
    Buyer,
    Order,
    OrderState,
    OrderStatus,
    checked,
    edited,
    lines_of,
    moved,
)
from pos_app.domain.order_payment import OrderPaid, give_back, pay
from pos_app.domain.payment import CashRounding, settle
from pos_app.domain.pricing import price
from pos_app.domain.product import Product
from pos_app.domain.sale import Occasion
from pos_app.domain.tender import Method, Tender

AT = datetime(2026, 11, 22, 2, 5, tzinfo=UTC)
OCCASION = Occasion("", "shift-1", "Siti", AT, "Asia/Jakarta", date(2026, 11, 22))
ORDER = Order("o1", "A12-K1-P000001", Buyer("Bu Ani"), text="Kopi 40 bungkus", value=1_000_000)


def state(order: Order = ORDER, paid: int = 0) -> OrderState:
    return OrderState(order, AT, paid)


def code_of(act: object, *args: object, **named: object) -> str:
    assert callable(act)
    with pytest.raises(LapakError) as caught:
        act(*args, **named)
    return caught.value.code


def test_an_order_goes_from_promised_over_confirmed_to_delivered_or_is_cancelled() -> None:
    confirmed = moved(ORDER, OrderStatus.CONFIRMED)
    delivered = moved(confirmed, OrderStatus.DELIVERED)
    assert (confirmed.is_open, delivered.is_open) == (True, False)
    assert moved(confirmed, OrderStatus.CANCELLED).status is OrderStatus.CANCELLED


@pytest.mark.parametrize("before", OrderStatus)
@pytest.mark.parametrize("after", OrderStatus)
def test_no_other_step_is_taken(before: OrderStatus, after: OrderStatus) -> None:
    order = msgspec.structs.replace(ORDER, status=before)
    if after in NEXT[before]:
        assert moved(order, after).status is after
    else:
        assert code_of(moved, order, after) == "order_step_not_allowed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"buyer": Buyer(" \n ")}, "buyer_missing"),
        ({"buyer": Buyer("x" * 61)}, "text_too_long"),
        ({"text": " "}, "order_empty"),
        ({"text": "x" * 401}, "text_too_long"),
        ({"value": 0}, "order_value_missing"),
        ({"value": -5}, "order_value_missing"),
        ({"value": 10**12}, "amount_too_large"),
    ],
)
def test_an_order_says_who_and_what_and_how_much(changes: dict[str, object], code: str) -> None:
    assert code_of(checked, msgspec.structs.replace(ORDER, **changes)) == code


def test_an_orders_words_stand_on_one_line() -> None:
    order = checked(
        msgspec.structs.replace(ORDER, buyer=Buyer(" Bu\tAni ", " Koperasi  Maju"), text="a\nb")
    )
    assert (order.buyer, order.text) == (Buyer("Bu Ani", "Koperasi Maju"), "a b")


def test_a_cart_is_ordered_with_what_its_lines_come_to() -> None:
    cart = carts.add(Cart("c"), Product(id="p", name="Kopi", price=18_000), 3_000)
    cart = carts.set_note(cart, 1, "giling halus")
    priced = price(carts.set_cart_discount(cart, Discount(amount=4_000)))
    [line] = lines_of(priced)
    assert (line.name, line.qty_milli, line.total, line.note) == (
        "Kopi",
        3_000,
        50_000,
        "giling halus",
    )


def test_what_was_agreed_changes_while_the_order_is_open_only() -> None:
    wanted = msgspec.structs.replace(ORDER, id="other", number="other", value=900_000)
    after = edited(state(), wanted)
    assert (after.id, after.number, after.value) == (ORDER.id, ORDER.number, 900_000)
    delivered = msgspec.structs.replace(ORDER, status=OrderStatus.DELIVERED)
    assert code_of(edited, state(delivered), wanted) == "order_closed"
    assert code_of(edited, state(paid=900_001), wanted) == "order_value_below_paid"


def test_not_more_is_taken_than_is_left_to_pay() -> None:
    cash = (Tender(Method.CASH, 600_000),)
    assert code_of(pay, state(paid=400_001), "b", 600_000, cash, OCCASION) == "order_paid_too_much"
    assert code_of(pay, state(), "b", 0, (), OCCASION) == "amount_not_positive"
    assert code_of(pay, state(), "b", 700_000, cash, OCCASION) == "paid_too_little"
    cancelled = msgspec.structs.replace(ORDER, status=OrderStatus.CANCELLED)
    assert code_of(pay, state(cancelled), "b", 1_000, cash, OCCASION) == "order_cancelled"
    assert state(cancelled).left == 0


def test_money_is_given_back_for_a_cancelled_order_only_and_with_a_reason() -> None:
    taken = {Method.CASH: 5_000}
    assert (
        code_of(give_back, state(paid=5_000), "b", taken, OCCASION, "batal")
        == "order_not_cancelled"
    )
    cancelled = state(msgspec.structs.replace(ORDER, status=OrderStatus.CANCELLED), 5_000)
    assert code_of(give_back, cancelled, "b", taken, OCCASION, " ") == "reason_missing"
    nothing = state(cancelled.order)
    assert code_of(give_back, nothing, "b", {}, OCCASION, "batal") == "nothing_returned"


amounts = st.integers(1, 400_000)


@st.composite
def payments(draw: st.DrawFn) -> list[tuple[int, tuple[Tender, ...]]]:
    """Payments for an order of a million, each with what was handed over for it."""
    left, paid = ORDER.value, []
    for amount in draw(st.lists(amounts, min_size=1, max_size=5)):
        if amount > left:
            break
        left -= amount
        other = draw(st.integers(0, amount))
        rest = settle(amount - other, (), CashRounding()).cash_due
        tenders = [Tender(Method.QRIS, other)] if other else []
        if amount - other:
            tenders.append(Tender(Method.CASH, rest + draw(st.integers(0, 90_000))))
        paid.append((amount, tuple(tenders)))
    return paid


@given(payments(), st.booleans())
def test_whatever_came_in_goes_back_to_the_rupiah(
    parts: list[tuple[int, tuple[Tender, ...]]], in_cash: bool
) -> None:
    now, drawer, written = state(), dict.fromkeys(Method, 0), []
    for number, (amount, tenders) in enumerate(parts):
        body = pay(now, f"b{number}", amount, tenders, OCCASION, CashRounding())
        assert body.amount + body.rounding == sum(one.amount for one in tenders) - body.change
        assert sum(one.amount for one in body.payments) == body.amount + body.rounding
        assert all(one.amount >= 0 for one in body.payments)
        for one in body.payments:
            drawer[one.method] += one.amount
        now = state(paid=body.paid)
        written.append(body)
    assert now.paid == sum(body.amount for body in written) <= ORDER.value
    cancelled = state(msgspec.structs.replace(ORDER, status=OrderStatus.CANCELLED), now.paid)
    taken = {method: amount for method, amount in drawer.items() if amount}
    back: OrderPaid = give_back(cancelled, "back", taken, OCCASION, "batal", in_cash=in_cash)
    for one in back.payments:
        drawer[one.method] += one.amount
    assert sum(drawer.values()) == 0
    assert back.amount + sum(body.amount for body in written) == 0
    assert back.rounding + sum(body.rounding for body in written) == 0
    assert back.paid == 0
    if not in_cash:
        assert set(drawer.values()) == {0}
