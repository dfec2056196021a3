"""A shift: what must be in the drawer, and a close that always succeeds."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.payment import settle
from pos_app.domain.shift import (
    MAX_CASHIER_NAME,
    Shift,
    ShiftTotals,
    cashier_name,
    close,
    counted_cash,
    expected_cash,
)
from pos_app.domain.tender import Method, Tender
from tests.domain.strategies import amounts

SHIFT = Shift(
    id="shift-1",
    cashier="Sari",
    opened_at=datetime(2026, 11, 22, 1, tzinfo=UTC),
    business_date=date(2026, 11, 22),
    float_amount=200_000,
)


def totals(cash: int = 0, change: int = 0, qris: int = 0) -> ShiftTotals:
    return ShiftTotals(
        sales=1,
        turnover=cash + qris - change,
        tendered={Method.CASH: cash, Method.QRIS: qris},
        change=change,
    )


@given(
    st.lists(
        st.tuples(
            st.integers(min_value=1, max_value=10**6), st.integers(min_value=0, max_value=10**5)
        )
    )
)
def test_expected_cash_is_what_a_drawer_holds_that_was_counted_note_by_note(
    sales: list[tuple[int, int]],
) -> None:
    drawer, tendered, change = SHIFT.float_amount, 0, 0
    for total, over in sales:
        back = settle(total, [Tender(Method.CASH, total + over)]).change
        drawer += total + over - back
        tendered += total + over
        change += back
    assert expected_cash(SHIFT.float_amount, totals(cash=tendered, change=change)) == drawer


def test_change_is_not_counted_as_cash_held_and_other_methods_are_no_cash() -> None:
    assert expected_cash(200_000, totals(cash=100_000, change=15_000, qris=80_000)) == 285_000
    assert (
        expected_cash(200_000, ShiftTotals(sales=0, turnover=0, tendered={}, change=0)) == 200_000
    )


@given(amounts)
def test_any_count_closes_the_shift_and_its_difference_is_recorded(counted: int) -> None:
    closed = close(SHIFT, totals(cash=50_000), counted, "  salah hitung ")
    assert closed.expected == 250_000
    assert closed.difference == counted - 250_000
    assert (closed.shift_id, closed.cashier) == ("shift-1", "Sari")
    assert (closed.sales, closed.turnover, closed.reason) == (1, 50_000, "salah hitung")


@pytest.mark.parametrize(
    ("amount", "code"), [(-1, "amount_negative"), (MAX_AMOUNT + 1, "amount_too_large")]
)
def test_a_count_that_no_drawer_holds_is_refused(amount: int, code: str) -> None:
    for count in (lambda: counted_cash(amount), lambda: close(SHIFT, totals(), amount, "")):
        with pytest.raises(LapakError) as caught:
            count()
        assert caught.value.code == code


def test_an_empty_drawer_can_be_counted() -> None:
    assert counted_cash(0) == 0


def test_a_cashier_is_called_by_a_name_with_single_spaces() -> None:
    assert cashier_name("  Bu   Sari \n") == "Bu Sari"
    assert cashier_name("x" * MAX_CASHIER_NAME) == "x" * MAX_CASHIER_NAME


@pytest.mark.parametrize("text", ["", " \t", "x" * (MAX_CASHIER_NAME + 1)])
def test_a_cashier_without_a_name_or_with_an_endless_one_is_refused(text: str) -> None:
    with pytest.raises(LapakError) as caught:
        cashier_name(text)
    assert caught.value.code == "cashier_name_not_usable"
