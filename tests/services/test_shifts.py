"""Shifts: opened with a float, kept count of, closed with a difference that is never refused."""

import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import price
from pos_app.domain.tender import Method, Tender
from pos_app.services import shifts
from pos_app.services.checkout import checkout
from pos_app.services.till import Till
from tests.drivers.tills import cart_of, cash, sell


def test_a_shift_knows_its_cashier_and_its_float(till: Till) -> None:
    shift = till.read(shifts.current_shift).result()
    assert shift is not None
    assert (shift.cashier, shift.float_amount) == ("Siti", 300_000)


def test_one_shift_at_a_time(till: Till) -> None:
    with pytest.raises(LapakError, match="shift_still_open"):
        till.write(shifts.open_shift, "Budi", 0).result()


@pytest.mark.parametrize(
    ("cashier", "float_amount", "told"),
    [
        ("", 0, "cashier_name_not_usable"),
        ("x" * 41, 0, "cashier_name_not_usable"),
        ("Budi", -1, "amount_negative"),
        ("Budi", 10**12, "amount_too_large"),
    ],
)
def test_a_shift_that_cannot_be_is_not_opened(
    till: Till, cashier: str, float_amount: int, told: str
) -> None:
    till.write(shifts.close_shift, 300_000).result()
    with pytest.raises(LapakError, match=told):
        till.write(shifts.open_shift, cashier, float_amount).result()
    assert till.read(shifts.current_shift).result() is None


def test_expected_cash_is_float_and_cash_taken_without_change(till: Till) -> None:
    till.write(checkout, price(cart_of(till, "Kopi")), cash(50_000)).result()
    till.write(checkout, price(cart_of(till, "Kain")), (Tender(Method.QRIS, 78_000),)).result()
    summary = till.read(shifts.shift_summary).result()
    assert summary is not None
    assert summary.totals.turnover == 96_000
    assert summary.totals.tendered == {Method.CASH: 50_000, Method.QRIS: 78_000}
    assert summary.expected == 318_000


@pytest.mark.parametrize("counted", [0, 314_999, 315_000, 315_001])
def test_a_difference_is_recorded_never_refused(till: Till, counted: int) -> None:
    sell(till)
    closed = till.write(shifts.close_shift, counted, "  salah hitung ").result()
    assert (closed.expected, closed.difference) == (315_000, counted - 315_000)
    assert (closed.sales, closed.turnover, closed.reason) == (1, 15_000, "salah hitung")
    assert till.read(shifts.shift_summary).result() is None


def test_a_closed_shift_is_not_closed_again(till: Till) -> None:
    till.write(shifts.close_shift, 300_000).result()
    with pytest.raises(LapakError, match="no_shift_open"):
        till.write(shifts.close_shift, 300_000).result()


def test_a_new_shift_starts_from_nothing_and_the_numbers_go_on(till: Till) -> None:
    sell(till)
    till.write(shifts.close_shift, 315_000).result()
    till.write(shifts.open_shift, "Budi", 0).result()
    completed = sell(till)
    summary = till.read(shifts.shift_summary).result()
    assert summary is not None
    assert (summary.totals.sales, summary.expected) == (1, 15_000)
    assert (completed.sale.receipt_number, completed.sale.cashier) == ("A12-K1-000002", "Budi")


def test_cashiers_are_remembered_the_latest_first_each_once(till: Till) -> None:
    for name in ("Budi", "Siti", "Wulan", "Budi"):
        till.write(shifts.close_shift, 0).result()
        till.write(shifts.open_shift, name, 0).result()
    assert set(till.read(shifts.recent_cashiers).result()) == {"Budi", "Siti", "Wulan"}
