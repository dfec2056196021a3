"""Scenes of the reports: a day with several owners' goods, the whole expo, nothing yet.

A scene's function begins with `reports`, by which the rail is marked.
"""

from collections.abc import Sequence

from pos_app.domain.order import Buyer, Order
from pos_app.domain.pricing import price
from pos_app.domain.refund import Return
from pos_app.domain.sales_report import Asked, Reach
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import order_payments, orders, returns
from pos_app.services.checkout import Completed, checkout
from tests.drivers.people import by_of, staffed
from tests.drivers.scenes.page_stage import Scene, Stage
from tests.drivers.tills import cart_of, cash
from ui.guarded import Guarded
from ui.models.report_rows import Parted, parted_name
from ui.pages.reports.reports_page import ReportsPage
from ui.presenters.sales_report import SalesReportPresenter

_MORNING = (
    ("Kain", "Kain", "Gantungan"),
    ("Kopi",),
    ("Jamu", "Jamu", "Kopi", "Keripik"),
    ("Gantungan", "Keripik"),
    ("Kain", "Jamu", "Kopi", "Kopi"),
)


def reports_today(stage: Stage) -> None:
    _shown(stage, busy(stage))


def reports_methods(stage: Stage) -> None:
    _parted(stage, Parted.METHOD)


def reports_brands(stage: Stage) -> None:
    _parted(stage, Parted.BRAND)


def reports_orders(stage: Stage) -> None:
    _parted(stage, Parted.ORDER)


def reports_whole(stage: Stage) -> None:
    page = _shown(stage, busy(stage))
    page._presenter.choose(Asked(Reach.WHOLE))
    stage.until(lambda: _reach(page) is Reach.WHOLE)


def reports_empty(stage: Stage) -> None:
    _shown(stage, Guarded(stage.desk.till, stage.desk.background))


def reports_refused(stage: Stage) -> None:
    guarded = busy(stage)
    guarded.by = by_of(staffed(stage.desk.till)["Siti"])
    page = _page(stage, guarded)
    stage.until(page.next_button.isVisible)


def busy(stage: Stage) -> Guarded:
    """Two days of sales; some were taken back, an order was paid in part."""
    till = stage.desk.till
    sold = [_sell(stage, place, names) for place, names in enumerate(_MORNING)]
    stage.desk.clock.move(hours=20)
    for place, names in enumerate(_MORNING * 4):
        sold.append(_sell(stage, place, names))
    till.write(returns.void_sale, sold[-1].sale.id, "Salah ketik").result()
    original = till.read(returns.original_sale, sold[7].sale.id).result()
    back = Return(till.new_id(), {1: 1_000}, reason="Rusak")
    till.write(returns.refund_sale, original, back).result()
    wanted = Order(till.new_id(), "", Buyer("Bu Ani"), text="Parsel", value=1_500_000)
    till.write(orders.place, wanted, "").result()
    paid = wanted.id, till.new_id(), 500_000, cash(500_000)
    till.write(order_payments.pay, *paid).result()
    return Guarded(till, stage.desk.background)


def _sell(stage: Stage, place: int, names: Sequence[str]) -> Completed:
    stage.desk.clock.move(minutes=23)
    till = stage.desk.till
    priced = price(cart_of(till, *names))
    by_qris = Tender(Method.QRIS, priced.total, "1234", basis=Basis.NOTIFICATION)
    tenders = (by_qris,) if place % 3 == 1 else cash(priced.total)
    return till.write(checkout, priced, tenders).result()


def _parted(stage: Stage, parted: Parted) -> None:
    page = _shown(stage, busy(stage))
    words = parted_name(parted, stage.tr)
    [chip] = [one for one in page.parts.chips.buttons() if one.text() == words]
    chip.setFocus()
    chip.click()
    stage.settle()


def _shown(stage: Stage, guarded: Guarded) -> ReportsPage:
    page = _page(stage, guarded)
    stage.until(lambda: page._presenter.overview is not None)
    return page


def _page(stage: Stage, guarded: Guarded) -> ReportsPage:
    presenter = SalesReportPresenter(stage.desk.counter, stage.desk.background, guarded)
    return stage.show(ReportsPage(presenter, stage.look))


def _reach(page: ReportsPage) -> Reach | None:
    overview = page._presenter.overview
    return None if overview is None else overview.report.asked.reach


PAGES: list[tuple[str, Scene]] = [
    ("laporan", reports_today),
    ("laporan-metode", reports_methods),
    ("laporan-merek", reports_brands),
    ("laporan-pesanan", reports_orders),
    ("laporan-semua", reports_whole),
    ("laporan-kosong", reports_empty),
    ("laporan-izin", reports_refused),
]
