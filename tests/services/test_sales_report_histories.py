"""Whatever a booth lives through, every part of its reports comes to the same money."""

import tempfile
from collections import defaultdict
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.kinds import Kind
from pos_app.domain.refund import SaleRefunded
from pos_app.domain.report_sums import report_of
from pos_app.domain.sale import Sale
from pos_app.domain.sales_report import Asked, Reach, SalesReport
from pos_app.domain.shift_totals import ShiftTotals
from pos_app.domain.void import SaleVoided
from pos_app.services.sales_reports import Overview, sales_report
from pos_app.services.till import Till, Work
from pos_app.store import report_sums, shift_sums
from pos_app.store.report_span import Within
from pos_app.store.tables.shifts import SHIFT
from tests.drivers.entries import bodies
from tests.drivers.histories.histories import Step, steps
from tests.drivers.histories.return_histories import return_steps
from tests.drivers.histories.shift_histories import shift_steps
from tests.drivers.tills import Clock, make_till, set_up


@settings(max_examples=20)
@given(st.lists(steps | shift_steps | return_steps, min_size=1, max_size=20))
def test_every_history_has_reports_whose_parts_agree(history: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        till = make_till(Path(folder), clock)
        try:
            set_up(till)
            for step in history:
                step(till, clock)
            days = [overview(till, Asked(Reach.DAY, day)) for day in overview(till).days]
            for one in days:
                parts_agree(one.report)
            days_are_the_journal(till, [one.report for one in days])
            for shift_id in till.read(shift_ids).result():
                is_the_shift(*till.read(of_shift, shift_id).result())
        finally:
            till.close()


def overview(till: Till, asked: Asked = Asked()) -> Overview:  # noqa: B008 - frozen
    return till.read_aside(sales_report, asked).result()


def parts_agree(report: SalesReport) -> None:
    added = report.gross - report.discount + report.service + report.tax + report.rounding
    assert added == report.turnover
    for parts in (report.hours, report.methods, report.cashiers):
        assert sum(part.turnover for part in parts) == report.turnover
        assert sum(part.refunded for part in parts) == report.refunded
    for parts in (report.products, report.categories, report.brands):
        assert sum(part.turnover for part in parts) == report.turnover - report.rounding
        assert sum(part.refunded for part in parts) == report.refunded + report.rounding_back
        assert sum(part.net for part in parts) + report.rounding_left == report.net
    quantities = {
        sum(part.qty_milli for part in parts)
        for parts in (report.products, report.categories, report.brands)
    }
    assert len(quantities) == 1
    for parts in (report.hours, report.cashiers):
        assert sum(part.count for part in parts) == report.sales


def days_are_the_journal(till: Till, reports: list[SalesReport]) -> None:
    sold = [body.total for body in bodies(till, Kind.SALE_COMPLETED) if isinstance(body, Sale)]
    voided = [one.total for one in bodies(till, Kind.SALE_VOIDED) if isinstance(one, SaleVoided)]
    back = [one.total for one in bodies(till, Kind.SALE_REFUNDED) if isinstance(one, SaleRefunded)]
    assert sum(one.turnover for one in reports) == sum(sold) + sum(voided)
    assert sum(one.refunded for one in reports) == -sum(back)
    included = sum(report.tax_included for report in reports)
    assert included == included_tax(till)
    assert sum(one.sales for one in reports) == len(sold) - len(voided)
    assert sum(one.voided for one in reports) == -sum(voided)


def included_tax(till: Till) -> int:
    """What the sales that stand held of taxes in their prices."""
    voided = {one.sale_id for one in bodies(till, Kind.SALE_VOIDED) if isinstance(one, SaleVoided)}
    sold = [body for body in bodies(till, Kind.SALE_COMPLETED) if isinstance(body, Sale)]
    return sum(sale.tax_included for sale in sold if sale.id not in voided)


def shift_ids(work: Work) -> list[str]:
    return [row.shift_id for row in work.db.execute(SHIFT.select())]


def of_shift(work: Work, shift_id: str) -> tuple[SalesReport, ShiftTotals]:
    taken = report_sums.taken(work.db, Within(shift_id=shift_id))
    return report_of(Asked(Reach.SHIFT), taken), shift_sums.shift_totals(work.db, shift_id)


def is_the_shift(report: SalesReport, totals: ShiftTotals) -> None:
    parts_agree(report)
    assert report.turnover == totals.turnover - totals.voided
    assert report.sales == totals.sales - totals.voids
    assert (report.voids, report.voided) == (totals.voids, totals.voided)
    assert (report.refunds, report.refunded) == (totals.refunds, totals.refunded)
    assert report.net == totals.net_turnover
    assert report.tax_owed == totals.tax_owed
    assert report.unreconciled.amount == totals.unreconciled
    money: dict[str, int] = defaultdict(int)
    for part in report.methods:
        money[part.key] += part.net
    for method, amount in report.ordered.received:
        money[method] += amount
    kept = {one.method: one.net for one in totals.taken if one.net}
    assert {method: amount for method, amount in money.items() if amount} == kept
    if totals.brands:
        assert {part.key: part.net for part in report.brands if part.net} == {
            one.brand: one.net for one in totals.brands if one.net
        }
