"""Scenes of the QRIS code and of payments that wait for the bank's word."""

import io
from datetime import timedelta
from pathlib import Path

import segno
from msgspec import UNSET

from pos_app.domain import cart as carts
from pos_app.domain.awaited import PaymentState
from pos_app.domain.cart import Cart
from pos_app.domain.pricing import price
from pos_app.domain.qris import ImportedFrom, read_code
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import qris
from pos_app.services.checkout import checkout
from pos_app.services.returns import void_sale
from tests.drivers.desk import Desk
from tests.drivers.qris_codes import COFFEE, TRAP
from tests.drivers.scenes.page_stage import Scene, Stage
from tests.drivers.tills import MORNING, cart_of
from ui.guarded import Guarded
from ui.pages.qris.qris_page import QrisPage
from ui.pages.qris.reconcile_page import ReconcilePage
from ui.presenters.qris import QrisPresenter
from ui.presenters.reconciliation import ReconciliationPresenter


def _qris_page(stage: Stage, in_use: str = "") -> QrisPage:
    desk = stage.desk
    if in_use:
        desk.till.write(qris.use_code, read_code(in_use), ImportedFrom.PICTURE).result()
    guarded = Guarded(desk.till, desk.background)
    page = stage.show(QrisPage(QrisPresenter(desk.counter, desk.background, guarded), stage.look))
    stage.until(lambda: not in_use or page.in_use.isVisibleTo(page))
    return page


def picture_of(folder: Path, payload: str) -> Path:
    """A picture of a code, as a phone would save it."""
    drawn = io.BytesIO()
    segno.make(payload, error="m").save(drawn, kind="png", scale=4)
    path = folder / "qris.png"
    path.write_bytes(drawn.getvalue())
    return path


def qris_empty(stage: Stage) -> None:
    _qris_page(stage)


def qris_in_use(stage: Stage) -> None:
    _qris_page(stage, COFFEE)


def qris_question(stage: Stage) -> None:
    page = _qris_page(stage)
    page.entrance.file_chosen.emit(picture_of(stage.folder, COFFEE))
    stage.until(lambda: page.question.isVisibleTo(page))


def qris_other_merchant(stage: Stage) -> None:
    page = _qris_page(stage, COFFEE)
    page.scan(TRAP)
    stage.until(lambda: page.question.isVisibleTo(page))


def qris_refused(stage: Stage) -> None:
    page = _qris_page(stage, COFFEE)
    page.scan(TRAP[:-4] + "0000")
    stage.until(lambda: page.notice.isVisibleTo(page))


STATEMENT = """Laporan Transaksi QRIS;;;
Tanggal;Waktu;Nominal;RRN;Status
21/11/2026;09:01:10;25.000;632610000471;Berhasil
21/11/2026;09:12:44;118.500;632610000812;Berhasil
21/11/2026;09:40:02;15.000;632610000944;Berhasil
21/11/2026;09:41:00;9.000;632610000945;Gagal
21/11/2026;10:05:51;dua ratus;632610000999;Berhasil
"""
PAID = (
    (25_000, Method.QRIS, "0471", Basis.NOTIFICATION, 0),
    (78_000, Method.QRIS, "", Basis.BUYER_SCREEN, 7),
    (118_500, Method.QRIS, "", Basis.NOTIFICATION, 12),
    (250_000, Method.TRANSFER, "BCA Budi", UNSET, 31),
    (42_000, Method.EWALLET, "7781", UNSET, 45),
)


def pay_in_the_morning(desk: Desk) -> None:
    """Some sales that no till can confirm."""
    till, clock = desk.till, desk.clock
    product = cart_of(till, "Kain").lines[0].product
    for amount, method, digits, basis, minutes in PAID:
        clock.at = MORNING + timedelta(minutes=minutes)
        cart = carts.set_price(carts.add(Cart(till.new_id()), product), 1, amount, "Paket")
        tender = Tender(method, amount, digits, basis=basis)
        till.write(checkout, price(cart), (tender,)).result()
    clock.at = MORNING + timedelta(minutes=60)


def _reconcile_page(stage: Stage, *, paid: bool = True) -> ReconcilePage:
    desk = stage.desk
    if paid:
        pay_in_the_morning(desk)
    guarded = Guarded(desk.till, desk.background)
    presenter = ReconciliationPresenter(desk.counter, desk.background, guarded)
    page = stage.show(ReconcilePage(presenter, stage.look))
    stage.until(lambda: page.open_view.model.rowCount() == (len(PAID) if paid else 0))
    return page


def _compared(stage: Stage, shown: str = "found") -> None:
    page = _reconcile_page(stage)
    path = stage.folder / "mutasi-qris-21-nov.csv"
    path.write_text(STATEMENT, encoding="utf-8")
    page._on_file(str(path))
    stage.until(lambda: page.comparison.isVisibleTo(page))
    page.comparison.lists.chips[shown].click()
    stage.settle()


def reconcile_open(stage: Stage) -> None:
    _reconcile_page(stage)


def reconcile_empty(stage: Stage) -> None:
    _reconcile_page(stage, paid=False)


def reconcile_reason(stage: Stage) -> None:
    page = _reconcile_page(stage)
    page.open_view.table.selectRow(1)
    page.open_view.panel.lost_button.click()
    stage.settle()


def reconcile_disputed(stage: Stage) -> None:
    page = _reconcile_page(stage)
    first, second = page.open_view._open.payments[:2]
    page._presenter.settle(second, PaymentState.DISPUTED, "Tidak ada di rekening")
    stage.until(lambda: page.notice.isVisibleTo(page))
    page._presenter.settle(first, PaymentState.RECONCILED)
    stage.until(lambda: page.open_view.model.rowCount() == len(PAID) - 1)
    page.open_view.table.selectRow(0)
    stage.settle()


def reconcile_voided(stage: Stage) -> None:
    page = _reconcile_page(stage)
    payment = page.open_view._open.payments[2]
    stage.desk.till.write(void_sale, payment.source, "Salah pesan").result()
    page._presenter.load()
    page.open_view.table.selectRow(2)
    stage.settle()


def reconcile_found(stage: Stage) -> None:
    _compared(stage)


def reconcile_missing(stage: Stage) -> None:
    _compared(stage, "missing")


def reconcile_surplus(stage: Stage) -> None:
    _compared(stage, "surplus")


def reconcile_not_read(stage: Stage) -> None:
    _compared(stage, "problems")


PAGES: list[tuple[str, Scene]] = [
    ("qris-kosong", qris_empty),
    ("qris-dipakai", qris_in_use),
    ("qris-tanya", qris_question),
    ("qris-ganti", qris_other_merchant),
    ("qris-ditolak", qris_refused),
    ("cocokkan", reconcile_open),
    ("cocokkan-kosong", reconcile_empty),
    ("cocokkan-alasan", reconcile_reason),
    ("cocokkan-sengketa", reconcile_disputed),
    ("cocokkan-batal", reconcile_voided),
    ("cocokkan-mutasi", reconcile_found),
    ("cocokkan-kurang", reconcile_missing),
    ("cocokkan-lebih", reconcile_surplus),
    ("cocokkan-tak-terbaca", reconcile_not_read),
]
