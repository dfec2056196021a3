"""Shifts, orders and settled payments at the server: once each, in whatever order they come."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pos_app.domain.awaited import PaymentState
from pos_app.domain.order import OrderStatus
from sync.server.figures import projection
from sync.server.intake.receive import RefusalError
from sync.server.office import Office
from sync.server.store.rows import (
    DayRollupRow,
    FairHourRollupRow,
    HourRollupRow,
    OrderPaymentRow,
    OrderStateRow,
    Row,
    SettledPaymentRow,
    ShiftClosingRow,
    ShiftOpeningRow,
)
from tests.drivers.facts import (
    carry,
    change_order,
    close_shift,
    pay_order,
    place_order,
    settle_payment,
)
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair
from tests.sync.server.figures.test_projection import projected, rows


def column(fair: Fair, table: type[Row], *names: str) -> list[tuple[Any, ...]]:
    with fair.office.database.read() as connection:
        asked = select(*(table.__table__.c[name] for name in names))
        return sorted(tuple(row) for row in connection.execute(asked))


def test_a_shift_is_known_from_its_opening_to_what_was_counted(fair: Fair) -> None:
    till = fair.till(sales=2)
    close_shift(till, counted=290_000)
    fair.push(till)
    assert column(fair, ShiftOpeningRow, "cashier", "float_amount", "business_date") == [
        ("Sri", 300_000, "2026-11-21")
    ]
    assert column(fair, ShiftClosingRow, "number", "expected", "counted", "difference") == [
        (1, 300_000, 290_000, -10_000)
    ]


def test_a_shift_that_another_register_carries_too_counts_once_at_the_first_register(
    fair: Fair,
) -> None:
    first, second = fair.till(seed=1, sales=1), fair.till("B2", seed=2)
    close_shift(first)
    carry(second, first)
    fair.push(second)
    live = {table: column(fair, table, "register_id", "shift_id") for table in (ShiftClosingRow,)}
    assert live == {ShiftClosingRow: [(first.register, "shift-1")]}
    fair.push(first)
    assert len(column(fair, ShiftClosingRow, "seq")) == 1
    holder = min(first, second, key=lambda till: till.register)
    assert column(fair, ShiftClosingRow, "booth_id") == [(holder.booth.id,)]


def test_orders_never_add_to_the_turnover_and_keep_the_buyer_to_themselves(fair: Fair) -> None:
    till = fair.till(sales=1)
    order = place_order(till)
    pay_order(till, order, 1_000_000)
    fair.push(till)
    assert fair.booth().total == till.total
    assert column(fair, OrderStateRow, "status", "value") == [("promised", 5_000_000)]
    assert column(fair, OrderPaymentRow, "method", "amount") == [("qris", 1_000_000)]
    assert "Rahasia" not in str(projected(fair))


def test_the_latest_change_of_an_order_holds_whichever_register_made_it(fair: Fair) -> None:
    tills = [fair.till(seed=1), fair.till(seed=2)]
    order = place_order(tills[0])
    tills[1].now = tills[0].now + timedelta(minutes=5)
    change_order(tills[1], order, status=OrderStatus.CONFIRMED, value=7_000_000)
    for till in reversed(tills):
        fair.push(till)
    assert column(fair, OrderStateRow, "status", "value") == [("confirmed", 7_000_000)]


def test_the_latest_word_on_a_payment_holds(fair: Fair) -> None:
    till = fair.till(sales=1)
    settle_payment(till, "sale-1", 50_000, PaymentState.DISPUTED)
    settle_payment(till, "sale-1", 50_000, PaymentState.RECONCILED)
    fair.push(till)
    assert column(fair, SettledPaymentRow, "state", "amount") == [("reconciled", 50_000)]


def test_amounts_beyond_reason_are_put_aside_and_hold_nothing_up(fair: Fair) -> None:
    till = fair.till(sales=1)
    close_shift(till, counted=10**30)
    till.sell(1)
    fair.push(till)
    assert (fair.booth().quarantined, fair.booth().total) == (1, till.total)
    assert column(fair, ShiftClosingRow, "seq") == []


def test_what_sales_brought_in_stays_whatever_comes_back(fair: Fair) -> None:
    till = fair.till(sales=6)
    till.void(till.sales[0])
    till.refund(till.sales[1])
    fair.push(till)
    sums = column(fair, DayRollupRow, "taken", "amount")
    assert sum(taken for taken, _ in sums) == sum(sold.total for sold in till.sales)
    assert sum(amount for _, amount in sums) == till.total


def lively(fair: Fair) -> list[PaperTill]:
    """Three registers with all there is, of which one carries another's entries."""
    tills = [fair.till("A1", 1, sales=4), fair.till("A1", 2, sales=3), fair.till("B2", 3)]
    order = place_order(tills[0])
    pay_order(tills[0], order, 400_000)
    settle_payment(tills[0], tills[0].sales[0].id, 100, PaymentState.DISPUTED)
    tills[0].void(tills[0].sales[1])
    close_shift(tills[0])
    tills[1].now += timedelta(hours=1)
    change_order(tills[1], order, status=OrderStatus.CONFIRMED, value=6_000_000)
    settle_payment(tills[1], tills[0].sales[0].id, 100, PaymentState.RECONCILED)
    carry(tills[2], tills[0], first=3)
    tills[2].sell(2)
    close_shift(tills[2])
    return tills


ways = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 12), st.integers(1, 9)), max_size=15)


def arrive(fair: Fair, tills: Sequence[PaperTill], way: Sequence[tuple[int, int, int]]) -> None:
    for number, start, count in way:
        after = min(start, len(tills[number].entries))
        with suppress(RefusalError):
            fair.push(tills[number], tills[number].batch(after, after + count))
    for till in tills:
        fair.push(till)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(way=ways)
def test_any_way_of_arriving_gives_the_same_facts(
    office: Office, way: Sequence[tuple[int, int, int]]
) -> None:
    fair = Fair(office)
    tills = lively(fair)
    arrive(fair, tills, way)
    live = projected(fair)
    assert len(live["shift_closing"]) == 2
    assert len(live["shift_opening"]) == 3
    [order] = rows(fair, OrderStateRow)
    assert "confirmed" in order
    [settled] = rows(fair, SettledPaymentRow)
    assert "reconciled" in settled
    projection.reproject(office.database, fair.expo.id)
    assert projected(fair) == live
    check_rollups(fair)


def check_rollups(fair: Fair) -> None:
    """The rollups of days and of the fair's hours are those of the hours, summed."""
    hours = rows(fair, HourRollupRow)
    days: dict[Any, list[int]] = {}
    fair_hours: dict[Any, list[int]] = {}
    for _, booth, day, hour, method, *sums in hours:
        known = days.setdefault((booth, day, method), [0] * 5)
        days[booth, day, method] = [one + more for one, more in zip(known, sums, strict=True)]
        at = fair_hours.setdefault((day, hour), [0] * 3)
        fair_hours[day, hour] = [
            one + more for one, more in zip(at, (sums[0], sums[1], sums[4]), strict=True)
        ]
    assert days == {tuple(row[1:4]): list(row[4:9]) for row in rows(fair, DayRollupRow)}
    assert fair_hours == {tuple(row[1:3]): list(row[3:]) for row in rows(fair, FairHourRollupRow)}


def test_a_place_in_the_journal_is_told_by_content_too(fair: Fair) -> None:
    """Two copies of one laptop may both close what one of them opened."""
    till = fair.till(sales=1)
    copy, third = till.copied(seed=5), fair.till("A1", seed=6)
    close_shift(till, counted=300_000)
    close_shift(copy, counted=250_000)
    carry(third, copy, first=len(copy.entries))
    fair.push(till)
    fair.push(third)
    assert column(fair, ShiftClosingRow, "counted") == [(250_000,), (300_000,)]
