"""Shifts: opened with a float, kept count of, closed with a difference that is never refused."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec import UNSET

from pos_app.domain.cash import CashWay
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.pricing import price
from pos_app.domain.register import Booth, Expo
from pos_app.domain.shift import ShiftOpened
from pos_app.domain.tender import Method, Tender
from pos_app.services import carts, shifts
from pos_app.services.booth import current_register, join_booth
from pos_app.services.checkout import checkout
from pos_app.services.cutoff import set_cutoff
from pos_app.services.outbox import SyncLink
from pos_app.services.shifts import OpenCarts
from pos_app.services.till import Till, Work
from pos_app.store import journal, registers
from tests.drivers.entries import bodies
from tests.drivers.tills import Clock, cart_of, cash, make_till, sell, selling_till

TillAt = tuple[Till, Clock]


@pytest.fixture
def till_at(tmp_path: Path) -> Iterator[TillAt]:
    """A till that is ready to sell, and its clock."""
    clock = Clock()
    with selling_till(tmp_path, clock) as till:
        yield till, clock


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


def test_a_float_that_was_counted_is_what_its_notes_make(till: Till) -> None:
    till.write(shifts.close_shift, 300_000).result()
    shift = till.write(shifts.open_shift, "Budi", 1, ((50_000, 3), (2_000, 5))).result()
    assert shift.float_amount == 160_000
    [_, opened] = bodies(till, Kind.SHIFT_OPENED)
    assert isinstance(opened, ShiftOpened)
    assert opened.notes == ((50_000, 3), (2_000, 5))


def test_cash_moves_change_what_must_be_in_the_drawer_and_are_told_apart(till: Till) -> None:
    till.write(shifts.move_cash, CashWay.OUT, 100_000, " Setoran  pagi ").result()
    till.write(shifts.move_cash, CashWay.IN, 25_000, "Tukar uang kecil").result()
    summary = till.read(shifts.shift_summary).result()
    assert summary is not None
    assert summary.expected == 225_000
    assert (summary.report.moved_in, summary.report.moved_out) == (25_000, 100_000)
    assert [move.reason for move in summary.report.moves] == ["Setoran pagi", "Tukar uang kecil"]


@pytest.mark.parametrize(
    ("amount", "reason", "told"),
    [
        (0, "Setoran", "amount_not_positive"),
        (-5_000, "Setoran", "amount_not_positive"),
        (10**15, "Setoran", "amount_too_large"),
        (5_000, " \t", "reason_missing"),
        (5_000, "x" * 121, "text_too_long"),
    ],
)
def test_a_cash_move_that_cannot_be_is_refused(
    till: Till, amount: int, reason: str, told: str
) -> None:
    with pytest.raises(LapakError, match=told):
        till.write(shifts.move_cash, CashWay.OUT, amount, reason).result()
    summary = till.read(shifts.shift_summary).result()
    assert summary is not None
    assert summary.expected == 300_000


def test_without_a_shift_no_cash_is_moved_and_nothing_handed_over(till: Till) -> None:
    till.write(shifts.close_shift, 300_000).result()
    for future in (
        till.write(shifts.move_cash, CashWay.IN, 5_000, "Setoran"),
        till.write(shifts.hand_over, "Budi"),
    ):
        with pytest.raises(LapakError, match="no_shift_open"):
            future.result()


def test_another_cashier_goes_on_with_the_same_drawer(till: Till) -> None:
    sell(till, "Kopi")
    handed = till.write(shifts.hand_over, "Budi", 317_000).result()
    assert (handed.before, handed.expected, handed.counted) == ("Siti", 318_000, 317_000)
    assert sell(till, "Kain").sale.cashier == "Budi"
    summary = till.read(shifts.shift_summary).result()
    assert summary is not None
    assert (summary.shift.opened_by, summary.shift.cashier) == ("Siti", "Budi")
    assert summary.expected == 396_000
    by_name = {one.cashier: one.turnover for one in summary.totals.cashiers}
    assert by_name == {"Siti": 18_000, "Budi": 78_000}


def test_a_cashier_does_not_hand_over_to_themselves(till: Till) -> None:
    with pytest.raises(LapakError, match="cashier_the_same"):
        till.write(shifts.hand_over, " Siti ").result()


def test_z_numbers_go_on_from_shift_to_shift(till: Till) -> None:
    numbers = []
    for _ in range(3):
        numbers.append(till.write(shifts.close_shift, 0, "kurang").result().number)
        till.write(shifts.open_shift, "Siti", 0).result()
    assert numbers == [1, 2, 3]
    assert [one.number for one in till.read(shifts.past_shifts).result()] == [3, 2, 1]


def test_a_close_that_fails_takes_no_number(till: Till) -> None:
    with pytest.raises(LapakError):
        till.write(shifts.close_shift, -1).result()
    assert till.write(shifts.close_shift, 300_000).result().number == 1


def test_open_carts_are_carried_over_to_the_next_shift(till: Till) -> None:
    till.write(carts.hold, cart_of(till, "Kopi"), "Meja 3").result()
    till.write(carts.keep, cart_of(till, "Kain")).result()
    summary = till.read(shifts.shift_summary).result()
    assert summary is not None
    assert summary.open_carts == ("Meja 3", "Kain Batik per Meter")
    closed = till.write(shifts.close_shift, 300_000).result()
    assert closed.report is not UNSET
    assert (closed.report.held, closed.report.discarded) == (2, 0)
    assert [one.name for one in till.read(carts.held).result()] == ["Meja 3"]
    assert till.read(carts.at_hand).result() is not None


def test_open_carts_are_thrown_away_if_that_is_chosen(till: Till) -> None:
    till.write(carts.hold, cart_of(till, "Kopi"), "Meja 3").result()
    practised = msgspec.structs.replace(cart_of(till, "Jamu"), training=True)
    till.write(carts.hold, practised, "Latihan").result()
    closed = till.write(shifts.close_shift, 300_000, "", OpenCarts.THROW_AWAY).result()
    assert closed.report is not UNSET
    assert (closed.report.held, closed.report.discarded) == (0, 1)
    assert till.read(carts.held).result() == ()
    assert len(till.read(carts.held, training=True).result()) == 1


def test_a_shift_over_midnight_keeps_its_day_and_each_sale_has_its_own(till_at: TillAt) -> None:
    till, clock = till_at
    assert sell(till).sale.business_date == date(2026, 11, 21)
    clock.move(hours=16)  # 01.00 of the next day
    assert sell(till).sale.business_date == date(2026, 11, 22)
    closed = till.write(shifts.close_shift, 0, "kurang").result()
    assert closed.report is not UNSET
    assert (closed.sales, closed.report.business_date) == (2, date(2026, 11, 21))


def test_with_a_cut_off_the_night_belongs_to_the_day_before(till_at: TillAt) -> None:
    till, clock = till_at
    assert till.write(set_cutoff, 180).result().cutoff_minutes == 180
    clock.move(hours=16)  # 01.00
    assert sell(till).sale.business_date == date(2026, 11, 21)
    moved = till.write(shifts.move_cash, CashWay.IN, 5_000, "Setoran").result()
    assert moved.business_date == date(2026, 11, 21)
    clock.move(hours=2)  # 03.00
    assert sell(till).sale.business_date == date(2026, 11, 22)


@pytest.mark.parametrize("minutes", [-1, 24 * 60])
def test_a_cut_off_lies_within_the_day(till: Till, minutes: int) -> None:
    with pytest.raises(LapakError, match="cutoff_out_of_range"):
        till.write(set_cutoff, minutes).result()


def test_the_cut_off_of_an_expo_is_its_organizers(till: Till) -> None:
    till.write(shifts.close_shift, 300_000).result()
    link = SyncLink(till.new_id(), "http://127.0.0.1:1", "token", "server", "00" * 32)
    expo = Expo("expo", "Expo Kab. Semarang", cutoff_minutes=120)
    till.write(join_booth, till.install, link, Booth("b", "A12", "Batik"), expo, "K2").result()
    with pytest.raises(LapakError, match="cutoff_of_expo"):
        till.write(set_cutoff, 180).result()
    register = till.read(current_register).result()
    assert register is not None
    assert register.cutoff_minutes == 120


def test_a_late_sale_belongs_to_its_own_shift_and_is_told_beside_its_z(till: Till) -> None:
    sold = sell(till, "Kopi").sale
    till.write(shifts.close_shift, 318_000).result()
    till.write(shifts.open_shift, "Budi", 0).result()
    # An entry of the register before this one, carried over after its shift was closed.
    late = msgspec.structs.replace(sold, id=till.new_id(), receipt_number="A12-K9-000001")
    till.write(append, Kind.SALE_COMPLETED, late).result()
    [past] = till.read(shifts.past_shifts).result()
    assert (past.sales, past.turnover, past.difference) == (1, 18_000, 0)
    assert (past.late, past.late_turnover) == (1, 18_000)
    summary = till.read(shifts.shift_summary).result()
    assert summary is not None
    assert (summary.totals.sales, summary.expected) == (0, 0)


def append(work: Work, kind: Kind, body: msgspec.Struct) -> None:
    """Write an entry that no service of this version writes."""
    register = registers.current_register(work.db)
    assert register is not None
    journal.append(work.db, register.head, kind, body, work.at)


def test_the_first_count_of_a_shift_outlives_a_restart(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        assert till.write(shifts.compare_count, 100_000).result().expected == 300_000
    till = make_till(tmp_path)
    try:
        till.write(shifts.compare_count, 300_000).result()
        closed = till.write(shifts.close_shift, 300_000).result()
        assert (closed.first_counted, closed.counted) == (100_000, 300_000)
        till.write(shifts.open_shift, "Budi", 0).result()
        assert till.write(shifts.close_shift, 0).result().first_counted is UNSET
    finally:
        till.close()


def test_a_count_that_cannot_be_is_not_kept(till: Till) -> None:
    with pytest.raises(LapakError, match="amount_negative"):
        till.write(shifts.compare_count, -1).result()
    assert till.write(shifts.close_shift, 300_000).result().first_counted is UNSET
