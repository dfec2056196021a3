"""Whatever a day brings: the expected cash is in the drawer, Z numbers have no gaps, sums agree."""

import tempfile
from collections import defaultdict
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET

from pos_app.domain.kinds import Kind
from pos_app.domain.refund import SaleRefunded
from pos_app.domain.sale import Sale
from pos_app.domain.shift import ShiftClosed, ShiftHandedOver
from pos_app.domain.void import SaleVoided
from pos_app.services import shifts
from pos_app.services.till import Till, Work
from pos_app.store import registers, verification
from tests.drivers.entries import bodies
from tests.drivers.histories.histories import Step, steps
from tests.drivers.histories.shift_histories import shift_steps
from tests.drivers.stand.drawer import counts
from tests.drivers.tills import Clock, make_till, set_up


@settings(max_examples=25)
@given(st.lists(shift_steps | shift_steps | steps, min_size=1, max_size=20))
def test_every_history_keeps_its_drawer_and_its_sums(history: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        till = make_till(Path(folder), clock)
        try:
            set_up(till)
            for step in history:
                step(till, clock)
            expected_is_counted(till)
            z_numbers_have_no_gaps(till)
            z_reports_add_up(till)
        finally:
            till.close()
        verification.verify(till.path)


def expected_is_counted(till: Till) -> None:
    held = 0
    for body, counted in counts(till):
        if isinstance(body, ShiftClosed | ShiftHandedOver):
            assert body.expected == counted
        if isinstance(body, ShiftClosed):
            assert body.report is not UNSET
            assert body.report.expected == counted
            assert body.difference == body.counted - counted
        held = counted
    summary = till.read(shifts.shift_summary).result()
    assert summary is None or summary.expected == held


def z_numbers_have_no_gaps(till: Till) -> None:
    numbers = defaultdict(list)
    for past in reversed(till.read(shifts.past_shifts).result()):
        numbers[till.read(codes, past.register).result()].append(past.number)
    for found in numbers.values():
        assert found == list(range(1, len(found) + 1))


def codes(work: Work, register: str) -> tuple[str, str]:
    """What a Z number begins with: registers that bear the same codes count on."""
    found = registers.register_by_id(work.db, register)
    return found.booth.code, found.code


def z_reports_add_up(till: Till) -> None:
    sold = [body for body in bodies(till, Kind.SALE_COMPLETED) if isinstance(body, Sale)]
    closed = [body for body in bodies(till, Kind.SHIFT_CLOSED) if isinstance(body, ShiftClosed)]
    summary = till.read(shifts.shift_summary).result()
    turnover = sum(one.turnover for one in closed) + (summary.totals.turnover if summary else 0)
    assert turnover == sum(sale.total for sale in sold)
    for report in [one.report for one in closed if one.report is not UNSET]:
        totals = report.totals
        parts = totals.gross - totals.discount + totals.service + totals.tax + totals.rounding
        assert parts == totals.turnover
        assert sum(one.turnover for one in totals.cashiers) == totals.turnover
        assert sum(one.tendered - one.change for one in totals.taken) == totals.turnover
    for body in closed:
        assert body.report is not UNSET
        assert {one.brand: one.net for one in body.report.totals.brands} == brands_of(
            till, body.shift_id
        )


def brands_of(till: Till, shift_id: str) -> dict[str, int]:
    """What each brand brought as the journal's own lines tell it; nothing if no line has one.

    What has no brand is told where anything was paid for it or given back.
    """
    sums: dict[str, int] = defaultdict(int)
    loose = 0
    for sale in bodies(till, Kind.SALE_COMPLETED):
        if isinstance(sale, Sale) and sale.shift_id == shift_id:
            for line in sale.lines:
                paid = line.total + line.tax + (line.service or 0)
                sums[line.brand] += paid
                loose += 0 if line.brand else paid
    for kind in (Kind.SALE_VOIDED, Kind.SALE_REFUNDED):
        for back in bodies(till, kind):
            if isinstance(back, SaleVoided | SaleRefunded) and back.shift_id == shift_id:
                for returned in back.lines:
                    sums[returned.brand] += returned.amount
                    loose -= 0 if returned.brand else returned.amount
    if not loose:
        sums.pop("", None)
    return dict(sums) if any(sums) else {}
