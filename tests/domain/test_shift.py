"""A shift: what must be in the drawer, and a close that always succeeds."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, UnsetType

from pos_app.domain.cash import counted_cash
from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.payment import settle
from pos_app.domain.shift import MAX_CASHIER_NAME, Count, Shift, cashier_name, close
from pos_app.domain.shift_totals import ShiftReport, ShiftTotals, Taken, expected_cash
from pos_app.domain.tender import Method, Tender
from pos_app.domain.words import MAX_REASON
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
        taken=(Taken(Method.CASH, cash, change), Taken(Method.QRIS, qris)),
    )


def report(totals: ShiftTotals) -> ShiftReport:
    return ShiftReport(
        opened_at=SHIFT.opened_at,
        until=datetime(2026, 11, 22, 10, tzinfo=UTC),
        opened_by="Sari",
        cashier="Sari",
        zone="Asia/Jakarta",
        business_date=SHIFT.business_date,
        float_amount=SHIFT.float_amount,
        totals=totals,
        first_seq=3,
        last_seq=4,
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
    assert expected_cash(200_000, ShiftTotals()) == 200_000


@given(amounts)
def test_any_count_closes_the_shift_and_its_difference_is_recorded(counted: int) -> None:
    closed = close(SHIFT, 7, report(totals(cash=50_000)), Count(counted), "  salah hitung ")
    assert closed.expected == 250_000
    assert closed.difference == counted - 250_000
    assert (closed.shift_id, closed.cashier) == ("shift-1", "Sari")
    assert (closed.sales, closed.turnover, closed.reason) == (1, 50_000, "salah hitung")
    assert closed.number == 7


def test_a_reason_that_is_too_long_does_not_keep_a_shift_from_being_closed() -> None:
    closed = close(SHIFT, 1, report(totals()), Count(0), "x" * 500)
    assert closed.reason == "x" * MAX_REASON


@pytest.mark.parametrize(("first", "told"), [(None, UNSET), (5_000, UNSET), (4_000, 4_000)])
def test_a_count_that_was_changed_after_the_comparison_says_so(
    first: int | None, told: int | UnsetType
) -> None:
    closed = close(SHIFT, 1, report(totals()), Count(5_000, ((5_000, 1),), first))
    assert (closed.first_counted, closed.notes) == (told, ((5_000, 1),))


@pytest.mark.parametrize(
    ("amount", "code"), [(-1, "amount_negative"), (MAX_AMOUNT + 1, "amount_too_large")]
)
def test_a_count_that_no_drawer_holds_is_refused(amount: int, code: str) -> None:
    for count in (
        lambda: counted_cash(amount),
        lambda: close(SHIFT, 7, report(totals()), Count(amount)),
    ):
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
