"""Scenes of the history: past sales, one that is taken back, a receipt of another register.

A scene's function begins with `history`, by which the rail is marked.
"""

from datetime import date

import msgspec

from pos_app.domain import receipt_code
from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.pricing import price
from pos_app.domain.refund import Return
from pos_app.domain.stock import MoveKind
from pos_app.domain.tender import Method, Tender
from pos_app.services import history, returns
from pos_app.services.checkout import Completed, checkout
from pos_app.services.stock import MoveRow, NewMove, move_stock
from tests.drivers.scenes.page_stage import Scene, Stage
from tests.drivers.tills import cart_of, shelf
from ui.guarded import Guarded
from ui.pages.history.history_page import HistoryPage
from ui.presenters.history import HistoryPresenter

_MORNING = (
    ("Kain", "Kain", "Gantungan"),
    ("Kopi",),
    ("Jamu", "Jamu", "Kopi"),
    ("Gantungan",),
    ("Kain", "Jamu", "Kopi", "Kopi"),
)
_FOREIGN = Original(
    sale_id="01932f6e-8a00-7000-8000-000000000003",
    receipt_number="A12-K2-000123",
    business_date=date(2026, 11, 20),
    total=133_500,
    payments=(Payment(Method.CASH, 33_500), Payment(Method.QRIS, 100_000)),
    lines=(
        BoughtLine(1, "Kopi Susu Gula Aren", "pcs", 2_000, 36_000),
        BoughtLine(2, "Kain Batik per Meter", "m", 1_250, 97_500),
    ),
)


def history_empty(stage: Stage) -> None:
    _shown(stage)


def history_listed(stage: Stage) -> None:
    _past(stage)


def history_doubled(stage: Stage) -> None:
    """Two registers that did not meet gave the same receipt back."""
    page = _past(stage)
    listed = stage.desk.till.read(history.list_history, 50).result()
    numbers = tuple(row.title for row in listed.first if row.kind is None)[:2]
    doubled = msgspec.structs.replace(listed, over_returned=numbers)
    page.list.show_listing(doubled, None, searching=False)
    stage.settle()


def history_refund(stage: Stage) -> None:
    page = _past(stage)
    _open(stage, page, 2)
    stage.press("refund_button")
    page.refund.lines.choose_all()
    page.refund.reason.field.setText("Rusak" if stage.tr.language == "id" else "Broken")
    stage.settle()


def history_refund_doubted(stage: Stage) -> None:
    page = _past(stage)
    _open(stage, page, 2)
    stage.press("refund_button")
    for line, typed in zip(page.refund.lines._lines, ("30", "1,5"), strict=False):
        line.stepper.field.setText(typed)
    stage.settle()


def history_refund_stock(stage: Stage) -> None:
    """Some of the goods are counted: they may not be sellable any more."""
    till = stage.desk.till
    rows = tuple(MoveRow(one.id, 50_000) for one in shelf(till) if one.unit == "pcs")
    till.write(move_stock, NewMove(till.new_id(), MoveKind.OPENING, rows)).result()
    page = _past(stage)
    _open(stage, page, 2)
    stage.press("refund_button")
    page.refund.lines.choose_all()
    stage.settle()
    stage.press("unsellable_2_button")


def history_refund_unreasoned(stage: Stage) -> None:
    page = _past(stage)
    _open(stage, page, 3)
    stage.press("refund_button")
    page.refund.lines.choose_all()
    stage.press("confirm_refund_button")


def history_exchange(stage: Stage) -> None:
    page = _past(stage)
    _open(stage, page, 2)
    stage.press("exchange_button")
    page.refund.lines.choose_all()
    stage.settle()


def history_void(stage: Stage) -> None:
    page = _past(stage)
    _open(stage, page, 3)
    stage.press("void_button")


def history_voided(stage: Stage) -> None:
    _open(stage, _past(stage), 1)


def history_partly(stage: Stage) -> None:
    page = _past(stage)
    page.list.search_field.setText("000003")
    stage.until(lambda: page.list.model.rowCount() == 2)
    _open(stage, page, 1)


def history_nothing(stage: Stage) -> None:
    page = _past(stage)
    page.list.search_field.setText("xyzzy")
    stage.until(lambda: page.list.model.rowCount() == 0)


def history_foreign(stage: Stage) -> None:
    page = _past(stage)
    page.scan(receipt_code.encode(_FOREIGN))
    stage.until(lambda: _opened(page) == _FOREIGN.receipt_number)
    stage.settle()


def history_amount(stage: Stage) -> None:
    page = _past(stage)
    long = Original(
        sale_id=_FOREIGN.sale_id,
        receipt_number=_FOREIGN.receipt_number,
        business_date=_FOREIGN.business_date,
        total=1_250_000,
        payments=(Payment(Method.CASH, 1_250_000),),
    )
    page.scan(receipt_code.encode(long))
    stage.until(lambda: _opened(page) == long.receipt_number)
    stage.press("refund_button")


def _past(stage: Stage) -> HistoryPage:
    """A morning of sales; some were taken back."""
    till, sold = stage.desk.till, []
    for place, names in enumerate(_MORNING * 3):
        stage.desk.clock.move(minutes=7)
        sold.append(_sell(stage, Method.QRIS if place % 3 == 1 else Method.CASH, *names))
    till.write(returns.void_sale, sold[3].sale.id, "Salah ketik").result()
    original = till.read(returns.original_sale, sold[2].sale.id).result()
    back = Return(till.new_id(), {1: 1_000}, reason="Rusak")
    till.write(returns.refund_sale, original, back).result()
    page = _shown(stage)
    stage.until(lambda: page.list.model.rowCount() == len(sold) + 2 and _opened(page) != "")
    stage.until(lambda: bool(page.receipt.paper.paper.rows))
    return page


def _shown(stage: Stage) -> HistoryPage:
    guarded = Guarded(stage.desk.till, stage.desk.background)
    presenter = HistoryPresenter(stage.desk.counter, stage.desk.background, guarded)
    return stage.show(HistoryPage(presenter, stage.look))


def _sell(stage: Stage, method: Method, *names: str) -> Completed:
    till = stage.desk.till
    priced = price(cart_of(till, *names))
    return till.write(checkout, priced, (Tender(method, priced.total),)).result()


def _open(stage: Stage, page: HistoryPage, place: int) -> None:
    page.list.table.selectRow(place)
    row = page.list.model.row_at(place)
    assert row is not None
    number = row.title
    stage.until(lambda: _opened(page) == number)
    stage.until(lambda: any(number in line for line in page.receipt.paper.paper.rows))


def _opened(page: HistoryPage) -> str:
    opened = page._presenter.open
    return opened.number if opened is not None else ""


PAGES: list[tuple[str, Scene]] = [
    ("riwayat", history_listed),
    ("riwayat-kembali-dua-kali", history_doubled),
    ("riwayat-kosong", history_empty),
    ("riwayat-retur", history_refund),
    ("riwayat-retur-terlalu-banyak", history_refund_doubted),
    ("riwayat-retur-stok", history_refund_stock),
    ("riwayat-retur-alasan", history_refund_unreasoned),
    ("riwayat-retur-jumlah", history_amount),
    ("riwayat-retur-sebagian", history_partly),
    ("riwayat-tukar", history_exchange),
    ("riwayat-batal", history_void),
    ("riwayat-dibatalkan", history_voided),
    ("riwayat-tidak-ketemu", history_nothing),
    ("riwayat-register-lain", history_foreign),
]
