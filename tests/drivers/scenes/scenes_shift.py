"""Scenes of the shift page: opened, running, cash moved, handed over, counted, closed, looked back.

A scene's function begins with `shift`, by which the rail is marked.
"""

from PySide6.QtTest import QTest

from pos_app.domain.cash import CashWay
from pos_app.domain.permission import OWNERS, Action, Grants, Permissions, Role
from pos_app.domain.pricing import price
from pos_app.domain.taken_money import TakenMoney
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import carts, shifts, taken_money
from pos_app.services.checkout import checkout
from tests.drivers.scenes.page_stage import Scene, Stage
from tests.drivers.shift_pages import shift_page
from tests.drivers.tills import cart_of, cash, sell
from ui.pages.shift.shift_page import ShiftPage

_NOTES = ((100_000, 3), (50_000, 2), (20_000, 1), (5_000, 1), (2_000, 3), (500, 1))


def shift_open(stage: Stage) -> None:
    page = _closed(stage)
    stage.desk.clock.move(seconds=2)
    stage.press("leave_report_button")
    stage.until(page.views.open.isVisible)


def shift_float(stage: Stage) -> None:
    till = stage.desk.till
    till.write(shifts.close_shift, 300_000).result()
    page = _shown(stage)
    stage.until(page.views.open.isVisible)
    stage.press("count_float_button")
    for value, count in _NOTES:
        page.views.float_count.card.grid.steppers[value].set_count(count)
    stage.settle()


def shift_running(stage: Stage) -> None:
    _sell_some(stage)
    _running(stage)


def shift_running_blind(stage: Stage) -> None:
    _sell_some(stage)
    page = shift_page(stage.desk, stage.look)
    cashier = Grants(frozenset({Action.CLOSE_SHIFT}), 0)
    page._presenter._guarded._grants = Permissions(OWNERS, cashier).of(Role.CASHIER)
    stage.show(page)
    stage.until(page.views.running.isVisible)


def shift_move(stage: Stage) -> None:
    _sell_some(stage)
    page = _running(stage)
    stage.press("cash_out_button")
    page.views.cash_move.amount_field.set_amount(150_000)
    stage.press("save_cash_move_button")
    stage.settle()


def shift_move_refused(stage: Stage) -> None:
    page = _running(stage)
    stage.press("cash_out_button")
    QTest.keyClicks(page.views.cash_move.amount_field, "12,5")
    stage.press("save_cash_move_button")


def shift_hand_over(stage: Stage) -> None:
    stage.desk.till.write(shifts.hand_over, "Budi").result()
    sell(stage.desk.till)
    stage.desk.till.write(shifts.hand_over, "Siti").result()
    _running(stage)
    stage.press("go_hand_over_button")


def shift_x(stage: Stage) -> None:
    _sell_some(stage)
    page = _running(stage)
    stage.press("x_report_button")
    stage.until(lambda: bool(page.views.report.paper.paper.rows))


def shift_count(stage: Stage) -> None:
    _counted(stage)


def shift_count_empty(stage: Stage) -> None:
    _running(stage)
    stage.press("count_cash_button")
    stage.press("close_shift_button")


def shift_compare(stage: Stage) -> None:
    page = _counted(stage)
    stage.press("close_shift_button")
    stage.until(page.views.closing.comparison.isVisible)


def shift_closed(stage: Stage) -> None:
    _closed(stage)


def shift_past(stage: Stage) -> None:
    till, clock = stage.desk.till, stage.desk.clock
    for counted in (300_000, 412_500, 318_000):
        _sell_some(stage)
        till.write(shifts.close_shift, counted, "kurang").result()
        clock.move(hours=16)
        till.write(shifts.open_shift, "Budi", 200_000).result()
    page = _running(stage)
    stage.press("past_shifts_button")
    stage.until(page.views.past.isVisible)


def _shown(stage: Stage) -> ShiftPage:
    return stage.show(shift_page(stage.desk, stage.look))


def _running(stage: Stage) -> ShiftPage:
    page = _shown(stage)
    stage.until(page.views.running.isVisible)
    return page


def _counted(stage: Stage) -> ShiftPage:
    _sell_some(stage)
    stage.desk.till.write(carts.hold, cart_of(stage.desk.till, "Kopi"), "Meja 3").result()
    stage.desk.till.write(carts.hold, cart_of(stage.desk.till, "Kain"), "Bu Ani").result()
    page = _running(stage)
    stage.press("count_cash_button")
    for value, count in _NOTES:
        page.views.closing.card.grid.steppers[value].set_count(count)
    stage.settle()
    return page


def shift_compare_unbooked(stage: Stage) -> None:
    taken = TakenMoney("cart", (Tender(Method.CASH, 20_000),))
    stage.desk.till.write(taken_money.keep, taken).result()
    page = _counted(stage)
    stage.press("close_shift_button")
    stage.until(page.views.closing.comparison.isVisible)


def _closed(stage: Stage) -> ShiftPage:
    page = _counted(stage)
    stage.press("close_shift_button")
    stage.until(page.views.closing.comparison.isVisible)
    stage.press("difference_reason_0")
    stage.press("close_shift_button")
    stage.until(
        lambda: "report" in page.views.__dict__ and bool(page.views.report.paper.paper.rows)
    )
    return page


def _sell_some(stage: Stage) -> None:
    till, clock = stage.desk.till, stage.desk.clock
    for names in (("Kopi", "Kain"), ("Keripik",), ("Kopi", "Jamu", "Gantungan"), ("Jamu",)):
        sell(till, *names)
        clock.move(minutes=40)
    priced = price(cart_of(till, "Kain", "Kopi"))
    qris = (Tender(Method.QRIS, priced.total, "1234", basis=Basis.NOTIFICATION),)
    till.write(checkout, priced, qris).result()
    till.write(checkout, price(cart_of(till, "Jamu")), cash(50_000)).result()
    words = ("Setoran", "Tukar uang kecil")
    if stage.tr.language == "en":
        words = ("To the owner", "Small notes swapped")
    till.write(shifts.move_cash, CashWay.OUT, 100_000, words[0]).result()
    till.write(shifts.move_cash, CashWay.IN, 50_000, words[1]).result()
    clock.move(hours=2)


SHIFT_PAGES: list[tuple[str, Scene]] = [
    ("kasir-buka", shift_open),
    ("kasir-modal", shift_float),
    ("kasir-jalan", shift_running),
    ("kasir-jalan-tertutup", shift_running_blind),
    ("kasir-kas-keluar", shift_move),
    ("kasir-kas-salah", shift_move_refused),
    ("kasir-serah-terima", shift_hand_over),
    ("kasir-laporan-x", shift_x),
    ("kasir-hitung", shift_count),
    ("kasir-hitung-kosong", shift_count_empty),
    ("kasir-selisih", shift_compare),
    ("kasir-selisih-belum-lunas", shift_compare_unbooked),
    ("kasir-laporan-z", shift_closed),
    ("kasir-riwayat", shift_past),
]
