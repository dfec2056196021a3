"""Payments are a cashier's word until the bank shows them; every state is on record."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pos_app.domain import cart as carts
from pos_app.domain.awaited import (
    AwaitedPayment,
    PaymentSettled,
    PaymentsSettled,
    PaymentState,
    SettledBy,
)
from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import NOBODY, Action, By, Need
from pos_app.domain.pricing import price
from pos_app.domain.reconciliation import MatchedBy, StatementRow
from pos_app.domain.shift import Count
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import reconciliation, shifts
from pos_app.services.checkout import checkout
from pos_app.services.reconciliation import Comparison, Settled, StateSum
from pos_app.services.returns import void_sale
from pos_app.services.statement_file import StatementFile
from pos_app.services.till import Till
from pos_app.store import verification
from tests.drivers.entries import bodies
from tests.drivers.people import approves, by_of, staffed
from tests.drivers.tills import MORNING, Clock, cart_of, selling_till

CONFIRMED, FOUND, NOT_FOUND = PaymentState
DAY = date(2026, 11, 21)


def qris(amount: int, digits: str = "") -> Tender:
    return Tender(Method.QRIS, amount, digits, basis=Basis.NOTIFICATION)


def pay(till: Till, *tenders: Tender, clock: Clock | None = None, minutes: int = 0) -> str:
    """A sale for which some tenders are just enough; its receipt number."""
    if clock is not None:
        clock.at = MORNING + timedelta(minutes=minutes)
    total = sum(tender.amount for tender in tenders)
    line = cart_of(till, "Kain").lines[0]
    cart = carts.set_price(carts.add(Cart(till.new_id()), line.product), 1, total, "Paket")
    return till.write(checkout, price(cart), tenders).result().sale.receipt_number


def waiting(till: Till) -> tuple[AwaitedPayment, ...]:
    return till.read(reconciliation.open_payments).result().payments


def settle(
    till: Till, one: AwaitedPayment, state: PaymentState, reason: str = "", by: By = NOBODY
) -> AwaitedPayment:
    asked = (one.source, one.number, state, reason)
    return till.write(reconciliation.settle, *asked, by=by).result()


def shown(*rows: tuple[int, int, str]) -> StatementFile:
    """A statement of (minutes after nine, amount, reference)."""
    start = MORNING.astimezone(ZoneInfo("Asia/Jakarta"))
    made = [
        StatementRow(line, amount, start + timedelta(minutes=minutes), DAY, reference)
        for line, (minutes, amount, reference) in enumerate(rows, 2)
    ]
    return StatementFile("mutasi.csv", tuple(made))


def recorded(till: Till) -> list[PaymentSettled]:
    entries = bodies(till, Kind.PAYMENT_SETTLED)
    return [one for body in entries if isinstance(body, PaymentsSettled) for one in body.payments]


def compare(till: Till, statement: StatementFile) -> Comparison:
    return till.read(reconciliation.compare, statement).result()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop(tmp_path: Path, clock: Clock) -> Iterator[Till]:
    with selling_till(tmp_path, clock) as till:
        yield till


def test_only_what_no_till_can_confirm_waits(shop: Till) -> None:
    number = pay(
        shop,
        qris(20_000, "4711"),
        Tender(Method.CARD, 5_000, "1234", approval="A1"),
        Tender(Method.TRANSFER, 7_000, "BCA Budi"),
        Tender(Method.CASH, 3_000),
    )
    first, second = waiting(shop)
    assert first == AwaitedPayment(
        source=first.source,
        number=1,
        title=number,
        shift_id=first.shift_id,
        cashier="Siti",
        at=MORNING,
        method=Method.QRIS,
        amount=20_000,
        reference="4711",
        basis=Basis.NOTIFICATION,
    )
    assert (second.number, second.method, second.reference) == (3, Method.TRANSFER, "BCA Budi")


def test_sums_by_state_stand_apart_for_a_shift_and_for_all(shop: Till) -> None:
    for amount in (10_000, 20_000, 30_000):
        pay(shop, qris(amount))
    one, two, _ = waiting(shop)
    settle(shop, one, FOUND)
    settle(shop, two, NOT_FOUND, "Tidak masuk")
    expected = (
        StateSum(Method.QRIS, CONFIRMED, 1, 30_000),
        StateSum(Method.QRIS, FOUND, 1, 10_000),
        StateSum(Method.QRIS, NOT_FOUND, 1, 20_000),
    )
    assert shop.read(reconciliation.sums).result() == expected
    assert shop.read(reconciliation.sums, one.shift_id).result() == expected
    assert shop.read(reconciliation.sums, "another").result() == ()
    found = shop.read(reconciliation.open_payments).result()
    assert found.amount(CONFIRMED) == found.amount(CONFIRMED, Method.QRIS) == 30_000
    assert found.amount(CONFIRMED, Method.TRANSFER) == 0
    summary = shop.read(shifts.shift_summary).result()
    assert summary is not None
    assert summary.totals.unreconciled == 50_000


def test_a_payment_is_settled_once_and_each_change_is_on_record(shop: Till) -> None:
    pay(shop, qris(25_000))
    [payment] = waiting(shop)
    settle(shop, payment, NOT_FOUND, "Tidak masuk")
    settle(shop, payment, NOT_FOUND, "Tidak masuk")  # a finger that bounced
    [disputed] = waiting(shop)
    assert (disputed.state, disputed.reason) == (NOT_FOUND, "Tidak masuk")
    settle(shop, payment, FOUND, "Masuk besoknya")
    settle(shop, payment, FOUND)
    assert waiting(shop) == ()
    assert [(one.before, one.state) for one in recorded(shop)] == [
        (CONFIRMED, NOT_FOUND),
        (NOT_FOUND, FOUND),
    ]


def test_taking_back_what_was_found_counts_it_open_again(shop: Till) -> None:
    pay(shop, qris(25_000))
    [payment] = waiting(shop)
    settle(shop, payment, FOUND)
    settle(shop, payment, NOT_FOUND, "Salah tekan")
    summary = shop.read(shifts.shift_summary).result()
    assert summary is not None
    assert summary.totals.unreconciled == 25_000


def test_a_payment_that_is_not_here_cannot_be_settled(shop: Till) -> None:
    with pytest.raises(LapakError, match="payment_unknown"):
        shop.write(reconciliation.settle, "nothing", 1, FOUND).result()


def test_a_statement_is_settled_in_one_step(shop: Till, clock: Clock) -> None:
    pay(shop, qris(25_000), clock=clock)
    lost = pay(shop, qris(40_000), clock=clock, minutes=5)
    pay(shop, qris(25_000, "4711"), clock=clock, minutes=10)
    statement = shown((0, 25_000, "RRN 1"), (9, 25_000, "RRN 554711"), (20, 99_000, "RRN 3"))
    told = compare(shop, statement)
    assert [(one.payment.amount, one.row.line, one.by) for one in told.found] == [
        (25_000, 2, MatchedBy.TIME),
        (25_000, 3, MatchedBy.REFERENCE),
    ]
    assert [one.title for one in told.missing] == [lost]
    assert [row.amount for row in told.surplus] == [99_000]
    assert shop.write(reconciliation.settle_found, told.found).result() == Settled(2, 50_000)
    assert [one.title for one in waiting(shop)] == [lost]
    [entry] = bodies(shop, Kind.PAYMENT_SETTLED)
    assert isinstance(entry, PaymentsSettled)
    assert (entry.how, len(entry.payments)) == (SettledBy.STATEMENT, 2)


def test_the_same_statement_again_settles_nothing_and_finds_nothing_too_much(
    shop: Till, clock: Clock
) -> None:
    pay(shop, qris(25_000), clock=clock)
    first = shown((1, 25_000, "RRN 632610001"))
    told = compare(shop, first)
    shop.write(reconciliation.settle_found, told.found).result()
    assert shop.write(reconciliation.settle_found, told.found).result() == Settled(0, 0)
    pay(shop, qris(25_000), clock=clock, minutes=2)
    longer = shown((1, 25_000, "RRN 632610001"), (3, 25_000, "RRN 632610002"))
    again = compare(shop, longer)
    assert (again.known, again.surplus, again.missing) == (1, (), ())
    assert [one.row.line for one in again.found] == [3]
    assert len(bodies(shop, Kind.PAYMENT_SETTLED)) == 1


def test_a_long_statement_is_a_few_entries_and_counts_in_each_shift(
    shop: Till, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconciliation, "_PAYMENTS_AN_ENTRY", 2)
    for minute in range(3):
        pay(shop, qris(10_000), clock=clock, minutes=minute)
    shop.write(shifts.close_shift, Count(300_000)).result()
    shop.write(shifts.open_shift, "Rina", 0).result()
    pay(shop, qris(10_000), Tender(Method.TRANSFER, 5_000), clock=clock, minutes=30)
    told = compare(
        shop,
        shown(*((minute, 10_000, "") for minute in range(3)), (31, 10_000, ""), (31, 5_000, "")),
    )
    assert shop.write(reconciliation.settle_found, told.found).result() == Settled(5, 45_000)
    assert len(bodies(shop, Kind.PAYMENT_SETTLED)) == 3
    summary = shop.read(shifts.shift_summary).result()
    assert summary is not None
    assert summary.totals.unreconciled == 0
    assert [(one.method, one.reconciled) for one in summary.totals.taken] == [
        (Method.QRIS, 10_000),
        (Method.TRANSFER, 5_000),
    ]
    assert verification.verify(shop.path).sales == 4


def test_what_was_disputed_may_still_come(shop: Till, clock: Clock) -> None:
    pay(shop, qris(25_000), clock=clock)
    [payment] = waiting(shop)
    settle(shop, payment, NOT_FOUND, "Belum masuk")
    told = compare(shop, shown((1, 25_000, "RRN 1")))
    assert shop.write(reconciliation.settle_found, told.found).result() == Settled(1, 25_000)
    assert waiting(shop) == ()


def test_payments_of_other_days_are_not_missing_from_a_statement(shop: Till, clock: Clock) -> None:
    pay(shop, qris(25_000), clock=clock)
    pay(shop, qris(25_000), clock=clock, minutes=3 * 24 * 60)
    told = compare(shop, shown((1, 25_000, "RRN 1")))
    assert len(told.found) == 1
    assert told.missing == ()


def test_a_statement_without_days_is_held_against_everything(shop: Till, clock: Clock) -> None:
    pay(shop, qris(25_000), clock=clock)
    pay(shop, qris(30_000), clock=clock, minutes=3 * 24 * 60)
    told = compare(shop, StatementFile("a.csv", (StatementRow(2, 25_000),)))
    assert [one.by for one in told.found] == [MatchedBy.AMOUNT]
    assert [one.amount for one in told.missing] == [30_000]


def test_a_list_of_qris_payments_misses_no_transfers(shop: Till, clock: Clock) -> None:
    pay(shop, qris(25_000), clock=clock)
    pay(shop, Tender(Method.TRANSFER, 40_000), clock=clock, minutes=2)
    pay(shop, qris(30_000), clock=clock, minutes=4)
    told = compare(shop, shown((1, 25_000, "RRN 1")))
    assert [one.amount for one in told.missing] == [30_000]


def test_money_of_a_voided_sale_may_have_come_in_and_stays_in_sight(shop: Till) -> None:
    pay(shop, qris(25_000))
    [payment] = waiting(shop)
    shop.write(void_sale, payment.source, "Salah pesan").result()
    [after] = waiting(shop)
    assert after.voided
    settle(shop, after, FOUND)
    summary = shop.read(shifts.shift_summary).result()
    assert summary is not None
    assert summary.totals.unreconciled == 0


def test_reconciling_needs_permission(shop: Till) -> None:
    pay(shop, qris(25_000))
    [payment] = waiting(shop)
    people = staffed(shop)
    siti = people["Siti"]
    with pytest.raises(LapakError, match="permission_needed"):
        settle(shop, payment, FOUND, by=by_of(siti))
    told = compare(shop, shown((1, 25_000, "RRN 1")))
    with pytest.raises(LapakError, match="permission_needed"):
        shop.write(reconciliation.settle_found, told.found, by=by_of(siti)).result()
    word = approves(shop, people["Pak Danu"], Need(Action.RECONCILE), siti)
    settle(shop, payment, FOUND, by=by_of(siti, word))
    assert waiting(shop) == ()
