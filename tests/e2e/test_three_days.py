"""Three days of an expo at one booth: whatever happens, every shift closes to the rupiah."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

from pos_app.domain.cash import CashWay
from pos_app.domain.promotion import BuyGet, Hours, PercentOff, Promotion, QuantityPrice, Scope
from pos_app.domain.rules import Rules, Tax
from pos_app.domain.sales_report import Asked, Reach
from pos_app.domain.shift import ShiftClosed
from pos_app.services import product_import
from pos_app.services.sales_reports import sales_report
from pos_app.services.terms import change_rules, save_promotion
from pos_app.store.verification import verify
from sync.client.join import join
from tests.drivers.lines import push
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.stand import Stand
from tests.drivers.tills import MORNING, SHELF, Clock, database_in

FLOAT = 300_000


def set_terms(stand: Stand) -> None:
    """Promotions for three days; from the second day on a regional tax is added."""
    for promotion in (
        Promotion("", "Beli 2 gratis 1", BuyGet(2, 1), Scope(categories=("Minuman",))),
        Promotion("", "Jam sore", PercentOff(1_500), hours=Hours(from_minute=900, to_minute=1020)),
        Promotion("", "Grosir", QuantityPrice(((3_000, 11_777),)), Scope(categories=("Makanan",))),
    ):
        stand.do(save_promotion, promotion)
    second = stand.clock().date() + timedelta(days=1)
    stand.do(change_rules, second, Rules((Tax("PB1", 1_000),), service_points=250))


def live_through_a_day(stand: Stand, day: int) -> ShiftClosed:
    stand.open_shift("Siti", FLOAT)
    for _ in range(12):
        stand.clock.move(minutes=11)
        stand.sell()
    stand.void_last()
    stand.move_cash(CashWay.IN, 150_000, "uang receh")
    stand.sell_from_hold()
    stand.crash(sales=3)
    stand.enter("Siti")
    stand.refund()
    stand.hand_over("Rina")
    for _ in range(12):
        stand.clock.move(minutes=13)
        stand.sell()
    stand.exchange()
    stand.restart()
    stand.enter("Rina")
    stand.move_cash(CashWay.OUT, 75_000, "makan siang")
    stand.refund()
    stand.void_last()
    stand.take_order(cancelled=day == 1)
    return stand.close_shift()


def test_three_days_close_to_the_rupiah_and_add_up_at_the_organizer(tmp_path: Path) -> None:
    clock = Clock(MORNING)
    with RealOrganizer(tmp_path) as organizer:
        stand = Stand(tmp_path, clock, Random(11))
        join(stand.till, organizer.address, organizer.join_code())
        stand.till.write(product_import.import_products, SHELF).result()
        stand.staff()
        stand.enter("Bu Tini")
        set_terms(stand)
        closed = []
        for day in range(3):
            clock.at = MORNING + timedelta(days=day)
            closed.append(live_through_a_day(stand, day))
            push(stand.till)
        ledger, told = stand.ledger, organizer.booth()
        whole = stand.till.read_aside(sales_report, Asked(Reach.WHOLE)).result().report
        stand.till.close()

    assert [one.difference for one in closed] == [0, 0, 0]
    assert [one.number for one in closed] == [1, 2, 3]
    reports = [one.report for one in closed if one.report]
    assert len(reports) == 3
    assert sum(report.totals.sales for report in reports) == ledger.sales
    assert sum(report.totals.turnover for report in reports) == ledger.turnover
    assert sum(report.totals.voids for report in reports) == ledger.voids == 6
    assert sum(report.totals.voided for report in reports) == ledger.voided
    assert sum(report.totals.refunded for report in reports) == ledger.refunded
    taken = {one.method: 0 for report in reports for one in report.totals.taken}
    for report in reports:
        for one in report.totals.taken:
            taken[one.method] += one.net
    assert {method: net for method, net in taken.items() if net} == {
        method: net for method, net in ledger.methods.items() if net
    }
    net = sum(report.totals.net_turnover for report in reports)
    assert net == ledger.turnover - ledger.voided - ledger.refunded
    assert (whole.turnover, whole.net) == (ledger.turnover - ledger.voided, net)
    assert (whole.sales, whole.voids) == (ledger.sales - ledger.voids, ledger.voids)
    brands: Counter[str] = Counter()
    for report in reports:
        brands.update({one.brand: one.net for one in report.totals.brands})
    assert {part.key: part.net for part in whole.brands} == dict(brands)
    assert (told.total, told.status, told.missing) == (net, "complete", 0)
    verified = verify(database_in(tmp_path))
    assert (verified.sales, verified.total) == (ledger.sales - ledger.voids, net)
