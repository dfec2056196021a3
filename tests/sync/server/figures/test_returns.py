"""Voids and refunds at the server: taken off once, at their own day and hour, in any order."""

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations
from typing import Any

import msgspec
import pytest

from pos_app.domain.kinds import Kind
from pos_app.domain.payment import NO_ROUNDING
from pos_app.domain.pricing import Terms
from pos_app.domain.rules import Rules, Tax
from pos_app.domain.sale import Sale
from pos_app.domain.tender import Method, Tender
from sync.server.figures import projection
from sync.server.store.rows import AwaitedSaleRow, HourRollupRow, OverReturnRow, ProductRollupRow
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair
from tests.sync.server.figures.test_projection import projected, rows


def paid_in_two_ways(till: PaperTill) -> Sale:
    sold = till.make_sale()
    tenders = (Tender(Method.QRIS, 1000), Tender(Method.CASH, sold.total - 1000))
    made = msgspec.structs.replace(sold, tenders=tenders, change=0)
    till.add_sale(made)
    return made


def by_hour(fair: Fair) -> dict[tuple[str, int, str], tuple[int, ...]]:
    return {(row[2], row[3], row[4]): row[6:] for row in rows(fair, HourRollupRow)}


def test_a_void_takes_its_sale_off_at_the_hour_it_was_made(fair: Fair) -> None:
    till = fair.till()
    sold = paid_in_two_ways(till)
    till.now += timedelta(hours=3)
    back = till.void(sold)
    fair.push(till)
    day, hours = sold.business_date.isoformat(), (sold.at.hour + 7, back.at.hour + 7)
    assert by_hour(fair) == {
        (day, hours[0], "qris"): (1, 0, 0, 1000),
        (day, hours[0], "cash"): (0, 0, 0, sold.total - 1000),
        (day, hours[1], "qris"): (-1, 1, 0, -1000),
        (day, hours[1], "cash"): (0, 0, 0, 1000 - sold.total),
    }
    booth = fair.booth()
    assert (booth.sales, booth.voids, booth.refunds, booth.total) == (0, 1, 0, 0)


def test_a_refund_on_the_next_day_is_taken_off_that_day_and_its_sale_stays(fair: Fair) -> None:
    till = fair.till(sales=2)
    sold = till.sales[0]
    till.now += timedelta(days=1)
    back = till.refund(sold)
    fair.push(till)
    assert back.business_date > sold.business_date
    of_the_day = [row for (day, *_), row in by_hour(fair).items() if day == str(back.business_date)]
    assert of_the_day == [(0, 0, 1, back.total)]
    booth = fair.booth()
    assert (booth.sales, booth.refunds, booth.total) == (2, 1, till.total)


def test_products_add_up_to_what_stayed(fair: Fair) -> None:
    till = fair.till(sales=5)
    till.void(till.sales[0])
    till.refund(till.sales[1])
    fair.push(till)
    assert sum(row[-1] for row in rows(fair, ProductRollupRow)) == till.total


def test_products_add_up_to_what_was_paid_with_taxes_and_service_on_top(fair: Fair) -> None:
    till = fair.till()
    taxed = Rules((Tax("PB1", 1_000),), service_points=250, cash_rounding=NO_ROUNDING)
    till.terms = Terms(taxed)
    first, second, _ = till.sell(3)
    till.void(first)
    till.refund(second)
    fair.push(till)
    summed = rows(fair, ProductRollupRow)
    assert sum(row[-1] for row in summed) == till.total
    assert {row[-1] for row in summed if not row[-2]} <= {0}


def test_a_void_that_two_registers_carry_is_taken_off_once(fair: Fair) -> None:
    first, second = fair.till(seed=1, sales=2), fair.till(seed=2, sales=1)
    body = first.void(first.sales[0])
    second.add_sale(first.sales[0])
    second.add_return(body)
    for till in (second, first):
        fair.push(till)
    booth = fair.booth()
    assert (booth.sales, booth.voids, booth.quarantined) == (2, 1, 0)
    assert booth.total == first.sales[1].total + second.sales[0].total


def test_an_entry_that_does_not_add_up_is_kept_and_told(fair: Fair) -> None:
    till = fair.till(sales=1)
    body = till.void(till.sales[0])
    till.entries.pop()
    till.hashes.pop()
    till.append(Kind.SALE_VOIDED, msgspec.structs.replace(body, total=body.total - 1))
    fair.push(till)
    assert (fair.booth().quarantined, fair.booth().total) == (1, till.sales[0].total)


def in_every_order(fair: Fair, tills: list[PaperTill]) -> list[dict[str, list[tuple[Any, ...]]]]:
    """What is projected when the tills' journals come in each order, and when it is made anew."""
    found = []
    for order in permutations(tills):
        projection.reproject(fair.office.database, fair.expo.id)
        with fair.office.database.write() as connection:
            for table in ("journal", "projection_mark"):
                connection.exec_driver_sql(f"DELETE FROM {table}")
        projection.reproject(fair.office.database, fair.expo.id)
        _forget_acks(fair)
        for till in order:
            fair.push(till)
        found.append(projected(fair))
        projection.reproject(fair.office.database, fair.expo.id)
        found.append(projected(fair))
    return found


def _forget_acks(fair: Fair) -> None:
    with fair.office.database.write() as connection:
        zero = "?" if fair.office.database.is_sqlite else "%s"
        connection.exec_driver_sql(
            f"UPDATE register SET acked_seq = 0, acked_hash = {zero}",
            (bytes(32),),
        )


def one_too_many(first: PaperTill, second: PaperTill, third: PaperTill) -> None:
    sold = first.sales[0]
    for till in (second, third):
        till.refund(sold)


def voided_and_refunded(first: PaperTill, second: PaperTill, _third: PaperTill) -> None:
    second.refund(first.sales[0], {1: 1_000})
    first.void(first.sales[0])


def a_part_each(first: PaperTill, second: PaperTill, third: PaperTill) -> None:
    sold = next(one for one in first.sales if one.lines[0].qty_milli == 2_000)
    for till in (second, third):
        till.refund(sold, {1: 1_000})


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (one_too_many, "more_than_sold"),
        (voided_and_refunded, "voided_and_refunded"),
        (a_part_each, ""),
    ],
)
def test_what_came_back_too_often_is_flagged_whatever_the_order(
    fair: Fair, happens: Callable[[PaperTill, PaperTill, PaperTill], None], reason: str
) -> None:
    tills = [fair.till("A1", 1, sales=6), fair.till("A1", 2), fair.till("B2", 3)]
    happens(*tills)
    found = in_every_order(fair, tills)
    assert all(one == found[0] for one in found)
    flagged = rows(fair, OverReturnRow)
    assert [row[-1] for row in flagged] == ([reason] if reason else [])
    assert fair.booth().over_returned == tuple(row[3] for row in flagged)
    assert fair.totals().total == sum(till.total for till in tills)
    assert not rows(fair, AwaitedSaleRow)


def test_a_refund_before_its_sale_waits_for_it(fair: Fair) -> None:
    first, second = fair.till(seed=1, sales=1), fair.till(seed=2)
    for _ in range(2):
        second.refund(first.sales[0])
    fair.push(second)
    assert fair.booth().over_returned == ()
    assert [row[-1] for row in rows(fair, AwaitedSaleRow)] == [first.sales[0].id]
    fair.push(first)
    assert fair.booth().over_returned == (first.sales[0].receipt_number,)
    assert rows(fair, AwaitedSaleRow) == []
