"""Sales reports: what counts, in which day, and that nobody waits for them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from pos_app.domain.awaited import PaymentState
from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.order import Buyer, Order, OrderStatus
from pos_app.domain.permission import Action, Need
from pos_app.domain.pricing import Terms, price
from pos_app.domain.product import ProductChange
from pos_app.domain.refund import Return
from pos_app.domain.rules import Rules, Tax
from pos_app.domain.sales_report import Asked, Part, Reach, SalesReport, Unreconciled
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import order_payments, orders, reconciliation, returns, shifts
from pos_app.services.checkout import Completed, checkout
from pos_app.services.product_editing import change_product
from pos_app.services.sales_reports import Overview, open_reports, sales_report
from pos_app.services.terms import change_rules
from pos_app.services.till import Till, Work
from tests.drivers.people import approves, by_of, staffed
from tests.drivers.tills import Clock, cart_of, cash, make_till, sell, selling_till

DAY = date(2026, 11, 21)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def till(tmp_path: Path, clock: Clock) -> Iterator[Till]:
    with selling_till(tmp_path, clock) as ready:
        yield ready


def report(till: Till, reach: Reach = Reach.TODAY, day: date | None = None) -> SalesReport:
    return overview(till, reach, day).report


def overview(till: Till, reach: Reach = Reach.TODAY, day: date | None = None) -> Overview:
    return till.read_aside(sales_report, Asked(reach, day)).result()


def by_qris(till: Till, *names: str) -> Completed:
    priced = price(cart_of(till, *names))
    tender = Tender(Method.QRIS, priced.total, "1234", basis=Basis.NOTIFICATION)
    return till.write(checkout, priced, (tender,)).result()


def net(parts: tuple[Part, ...]) -> dict[str, int]:
    return {part.name: part.net for part in parts}


def test_a_day_is_told_by_hour_product_category_brand_method_and_cashier(
    till: Till, clock: Clock
) -> None:
    sell(till, "Kopi", "Kopi", "Keripik")
    clock.move(hours=2)
    by_qris(till, "Jamu", "Kopi")
    told = report(till)
    assert (told.turnover, told.sales, told.average, told.items) == (74_500, 2, 37_250, 5)
    assert [(part.key, part.turnover, part.count) for part in told.hours] == [
        ("09", 48_500, 1),
        ("10", 0, 0),
        ("11", 26_000, 1),
    ]
    assert net(told.products) == {
        "Kopi Susu Gula Aren": 54_000,
        "Keripik Singkong Balado": 12_500,
        "Jamu Beras Kencur": 8_000,
    }
    assert net(told.categories) == {"Minuman": 62_000, "Makanan": 12_500}
    assert net(told.brands) == {"Kopi Lereng": 54_000, "Bu Tini": 12_500, "Mbah Karto": 8_000}
    assert net(told.methods) == {"cash": 48_500, "qris": 26_000}
    assert net(told.cashiers) == {"Siti": 74_500}


def test_qris_that_nobody_found_at_the_bank_stands_apart(till: Till) -> None:
    sold = by_qris(till, "Kopi")
    by_qris(till, "Jamu")
    assert report(till).unreconciled == Unreconciled(2, 26_000)
    found = sold.sale.id, 1, PaymentState.RECONCILED
    till.write(reconciliation.settle, *found).result()
    assert report(till).unreconciled == Unreconciled(1, 8_000)
    assert report(till).turnover == 26_000


def test_a_voided_sale_is_taken_off_and_told_apart(till: Till) -> None:
    sell(till, "Kopi")
    voided = sell(till, "Kain")
    till.write(returns.void_sale, voided.sale.id, "Salah ketik").result()
    told = report(till)
    assert (told.turnover, told.net, told.sales) == (18_000, 18_000, 1)
    assert (told.voids, told.voided) == (1, 78_000)
    assert net(told.products) == {"Kopi Susu Gula Aren": 18_000}


def test_a_refund_stands_beside_the_turnover_on_its_own_day(till: Till, clock: Clock) -> None:
    sold = sell(till, "Kopi", "Kopi")
    clock.move(days=1)
    original = till.read(returns.original_sale, sold.sale.id).result()
    back = Return(till.new_id(), {1: 1_000}, reason="Rusak")
    till.write(returns.refund_sale, original, back).result()
    today = report(till)
    assert (today.turnover, today.refunded, today.net, today.refunds) == (0, 18_000, -18_000, 1)
    assert report(till, Reach.DAY, DAY).net == 36_000
    whole = report(till, Reach.WHOLE)
    assert (whole.turnover, whole.refunded, whole.net) == (36_000, 18_000, 18_000)
    assert [(part.qty_milli, part.turnover, part.refunded) for part in whole.products] == [
        (1_000, 36_000, 18_000)
    ]


def test_the_tax_in_what_came_back_is_owed_no_more(till: Till) -> None:
    rules = Rules((Tax("PPN", 1_100, included=True), Tax("PB1", 1_000)))
    till.write(change_rules, DAY, rules).result()
    priced = price(cart_of(till, "Kain", "Kopi"), Terms(rules))
    sale = till.write(checkout, priced, cash(200_000)).result().sale
    told = report(till)
    assert told.tax_owed == told.tax + told.tax_included == sale.tax + sale.tax_included
    original = till.read(returns.original_sale, sale.id).result()
    back = Return(till.new_id(), {1: 1_000}, reason="rusak")
    till.write(returns.refund_sale, original, back).result()
    cloth, coffee = sale.lines
    told = report(till)
    assert told.tax_back == cloth.tax + cloth.tax_included
    assert told.tax_owed == coffee.tax + coffee.tax_included


def test_practised_sales_count_nowhere(till: Till) -> None:
    priced = price(Cart(till.new_id(), cart_of(till, "Kopi").lines, training=True))
    till.write(checkout, priced, cash(18_000)).result()
    assert report(till).nothing
    assert overview(till).whole.turnover == 0


def test_orders_and_their_down_payments_are_no_turnover(till: Till) -> None:
    wanted = Order(till.new_id(), "", Buyer("Bu Ani"), text="Parsel", value=500_000)
    till.write(orders.place, wanted, "").result()
    paid = wanted.id, till.new_id(), 200_000, cash(200_000)
    till.write(order_payments.pay, *paid).result()
    told = report(till)
    assert (told.turnover, told.methods) == (0, ())
    assert (told.ordered.count, told.ordered.value, told.ordered.paid) == (1, 500_000, 200_000)
    till.write(orders.move, wanted.id, OrderStatus.CANCELLED, "batal").result()
    cancelled = report(till).ordered
    assert (cancelled.count, cancelled.value, cancelled.cancelled) == (0, 0, 1)


def test_a_report_of_the_open_shift_is_of_that_shift_only(till: Till) -> None:
    sell(till, "Kopi")
    till.write(shifts.close_shift, 318_000).result()
    assert not overview(till, Reach.SHIFT).has_shift
    assert report(till, Reach.SHIFT).nothing
    till.write(shifts.open_shift, "Budi", 0).result()
    sell(till, "Jamu")
    assert net(report(till, Reach.SHIFT).cashiers) == {"Budi": 8_000}
    assert report(till).turnover == 26_000


def test_a_renamed_product_stands_once_under_its_last_name(till: Till) -> None:
    first = sell(till, "Kopi")
    product = first.sale.lines[0].product_id
    till.write(change_product, ProductChange(product, name="Kopi Aren")).result()
    sell(till, "Kopi Aren")
    assert [(part.name, part.qty_milli) for part in report(till).products] == [("Kopi Aren", 2_000)]


def test_the_days_that_have_reports_are_told_the_latest_first(till: Till, clock: Clock) -> None:
    sell(till)
    clock.move(days=2)
    sell(till)
    found = overview(till, Reach.WHOLE)
    assert found.days == (date(2026, 11, 23), DAY)
    assert (found.first, found.last) == (DAY, date(2026, 11, 23))


def test_who_may_not_see_expected_cash_needs_somebodys_word_for_reports(till: Till) -> None:
    people = staffed(till)
    till.write(open_reports, by=by_of(people["Pak Danu"])).result()
    with pytest.raises(LapakError, match="permission_needed"):
        till.write(open_reports, by=by_of(people["Siti"])).result()
    word = approves(till, people["Pak Danu"], Need(Action.SEE_EXPECTED), people["Siti"])
    till.write(open_reports, by=by_of(people["Siti"], word)).result()


def test_a_booth_that_nobody_set_up_has_no_report(tmp_path: Path) -> None:
    till = make_till(tmp_path)
    try:
        with pytest.raises(LapakError, match="booth_not_set_up"):
            overview(till)
    finally:
        till.close()


def test_a_sale_does_not_wait_for_a_report_that_is_being_read(till: Till) -> None:
    reading, go_on = Event(), Event()

    def slow(work: Work) -> int:
        before = sales_report(work, Asked()).report.sales
        reading.set()
        assert go_on.wait(10)
        assert sales_report(work, Asked()).report.sales == before  # one snapshot
        return before

    asked = till.read_aside(slow)
    assert reading.wait(10)
    assert sell(till, "Kopi").sale.total == 18_000
    go_on.set()
    assert asked.result() == 0
    assert report(till).sales == 1
