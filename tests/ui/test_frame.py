"""What stands around every page: top bar, rail, menu, message line."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from pos_app.domain.slips import Slip
from pos_app.services.organizer import SyncKind, SyncState
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.store.print_jobs import PrintJob
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.notices import Notice

KOPI = "8991002101234"


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        yield driver


def job(state: str) -> PrintJob:
    return PrintJob("j1", Slip.SALE, "s1", "A12-K1-000007", state=state, tries=1)


def test_the_top_bar_says_whose_till_this_is_and_who_sells(till: TillDriver) -> None:
    assert till.text_of("booth_label") == "A12 · Batik Polokarto"
    assert till.chip("cashier") == "Siti · buka 09.00"
    assert till.window.windowTitle().startswith("A12 · Batik Polokarto")


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (PrinterState(Shown.READY), "Printer siap"),
        (PrinterState(Shown.UNKNOWN), "Printer: tanpa kabar"),
        (PrinterState(Shown.NONE), "Tanpa printer"),
        (PrinterState(Shown.PAPER_OUT), "Kertas habis"),
        (PrinterState(Shown.PAPER_OUT, 2), "Kertas habis · 2"),
        (PrinterState(Shown.UNKNOWN, 2), "2 menunggu"),
        (PrinterState(Shown.UNCERTAIN, 0, job("uncertain")), "Struk keluar?"),
        (PrinterState(Shown.COVER_OPEN), "Tutup printer terbuka"),
        (PrinterState(Shown.FAILED, 1, job("failed")), "Gagal mencetak · 1"),
        (PrinterState(Shown.PAPER_NEAR_END), "Kertas hampir habis"),
        (PrinterState(Shown.PRINTING), "Mencetak"),
        (PrinterState(Shown.OFFERED, 0, None, 3), "3 dari tadi"),
        (PrinterState(Shown.PAPER_OUT, 2, None, 3), "Kertas habis · 5"),
    ],
)
def test_the_printer_chip_says_what_is_known(
    till: TillDriver, state: PrinterState, told: str
) -> None:
    till.spooler.now(state)
    till.wait_for(lambda: till.chip("printer") == told)


def test_of_several_printers_the_chip_names_the_one_that_needs_somebody(till: TillDriver) -> None:
    till.spooler.now(
        PrinterState(Shown.READY, printer="p1", name="Kasir"),
        PrinterState(Shown.PAPER_OUT, 2, printer="p2", name="Dapur"),
    )
    till.wait_for(lambda: till.chip("printer") == "Dapur: Kertas habis")
    till.spooler.now(
        PrinterState(Shown.READY, printer="p1", name="Kasir"),
        PrinterState(Shown.OFFLINE, 2, printer="p2", name="Dapur"),
    )
    till.wait_for(lambda: till.chip("printer") == "Dapur: tidak menjawab")
    till.spooler.now(
        PrinterState(Shown.READY, printer="p1", name="Kasir"),
        PrinterState(Shown.UNKNOWN, printer="p2", name="Dapur"),
    )
    till.wait_for(lambda: till.chip("printer") == "Printer: tanpa kabar")


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (SyncState(SyncKind.STANDALONE), "Berjualan sendiri"),
        (
            SyncState(SyncKind.SYNCED, at=datetime(2026, 11, 21, 7, 2, tzinfo=UTC)),
            "Tersinkron 14.02",
        ),
        (SyncState(SyncKind.SENDING, waiting=12), "Mengirim 12"),
        (SyncState(SyncKind.OFFLINE, waiting=12), "Luring, 12 aman di sini"),
        (SyncState(SyncKind.OFFLINE), "Luring"),
        (SyncState(SyncKind.WAITING, waiting=3, retry_s=12), "Menunggu 12 dtk"),
        (SyncState(SyncKind.ATTENTION, code="fork"), "Perlu perhatian"),
    ],
)
def test_the_sync_chip_says_where_the_sales_are(
    till: TillDriver, state: SyncState, told: str
) -> None:
    till.organizer.now(state)
    till.wait_for(lambda: till.chip("sync") == told)


def test_a_chip_opens_its_page_and_escape_leads_back(till: TillDriver) -> None:
    for chip, page in (("cashier", "shift"), ("printer", "printer"), ("sync", "sync")):
        till.press(f"{chip}_chip")
        assert till.page == page
        till.key(Qt.Key.Key_Escape)
        till.wait_for_page("sell")


def test_the_rail_shows_the_pages_that_there_are(till: TillDriver) -> None:
    shown = [
        button.accessibleName()
        for button in till.window.rail.findChildren(QPushButton)
        if button.isVisible()
    ]
    pages = ["Jual", "Riwayat", "Kasir", "Produk", "Pesanan", "Laporan"]
    pages += ["Pengaturan", "Bantuan"]
    assert shown == pages
    for page in ("shift", "products", "reports", "settings", "help", "sell"):
        till.press(f"rail_{page}")
        till.wait_for_page(page)


@pytest.mark.parametrize("whence", ["shift", "settings", "reports"])
def test_from_a_page_behind_the_settings_one_goes_back_to_where_one_came_from(
    till: TillDriver, whence: str
) -> None:
    till.flow.go(whence)
    till.wait_for_page(whence)
    till.flow.go("reconcile")
    till.wait_for_page("reconcile")
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page(whence)


def test_whoever_imports_a_code_in_the_middle_of_a_payment_goes_on_with_it(
    till: TillDriver,
) -> None:
    till.wait_for_products()
    till.scan("8991002101234")
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.flow.go("qris")
    till.wait_for_page("qris")
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page("pay")
    assert len(till.cart.lines) == 1


def test_a_receipt_that_did_not_come_out_is_told_with_what_to_do(till: TillDriver) -> None:
    till.spooler.now(PrinterState(Shown.PAPER_OUT, 1, job("failed")))
    till.wait_for(lambda: "kertas habis" in till.said())
    assert "Penjualan sudah tersimpan" in till.said()
    till.press("print_retry_button")
    assert ("retry", "j1") in till.spooler.asked


@pytest.mark.parametrize(
    ("button", "asked"),
    [("came_out_button", "came out"), ("print_again_button", "print again")],
)
def test_a_receipt_nobody_is_sure_about_is_asked_for(
    till: TillDriver, button: str, asked: str
) -> None:
    till.spooler.now(PrinterState(Shown.UNCERTAIN, 0, job("uncertain")))
    till.wait_for(lambda: till.has(button))
    till.press(button)
    assert (asked, "j1") in till.spooler.asked


def test_trouble_that_is_over_is_no_more_told(till: TillDriver) -> None:
    till.spooler.now(PrinterState(Shown.PAPER_OUT, 1, job("failed")))
    till.wait_for(lambda: "kertas habis" in till.said())
    assert "A12-K1-000007" in till.said()
    till.spooler.now(PrinterState(Shown.READY))
    till.wait_for(lambda: till.said() == "")


def test_a_try_that_fails_as_before_is_told_once(till: TillDriver) -> None:
    till.spooler.now(PrinterState(Shown.PAPER_OUT, 1, job("failed")))
    till.wait_for(lambda: "kertas habis" in till.said())
    told = till.window.messages.notice
    for state in (
        PrinterState(Shown.PRINTING, 1),
        PrinterState(Shown.PAPER_OUT, 1, job("failed")),
    ):
        till.spooler.now(state)
        QApplication.processEvents()
        assert till.window.messages.notice is told


@pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform, for any dialog
def test_a_scan_while_a_dialog_is_open_changes_nothing_behind_it(till: TillDriver) -> None:
    dialog = QDialog(till.window)
    dialog.open()
    till.flow.take_scan(KOPI)
    assert till.cart.lines == ()
    assert KOPI in till.said()
    dialog.reject()


@pytest.mark.qt_log_ignore("does not support")  # menus grab keys; the offscreen platform cannot
def test_the_language_changes_everywhere_without_a_restart(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    choose(till, "menu_language_en")
    till.wait_for(lambda: till.chip("printer") == "Printer ready")
    assert till.chip("cashier") == "Siti · since 09.00"
    assert till.find(QPushButton, "rail_sell").accessibleName() == "Sell"
    assert till.sell.search.placeholderText().startswith("Search")
    assert till.sell.cart.pay_button.told() == "PAY Rp18.000"
    assert till.counter.settings_file.settings.language == "en"
    assert len(till.cart.lines) == 1


@pytest.mark.qt_log_ignore("does not support")  # as above
def test_the_theme_changes_without_a_restart(till: TillDriver) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    light = app.palette().window().color()
    choose(till, "menu_theme_dark")
    till.wait_for(lambda: till.window.look.theme == "dark")
    assert app.palette().window().color().lightness() < light.lightness()
    choose(till, "menu_theme_contrast")
    till.wait_for(lambda: till.window.look.line_width == 2)


def test_a_scan_elsewhere_is_kept_and_can_be_sold(till: TillDriver) -> None:
    till.press("rail_settings")
    till.scan(KOPI)
    till.wait_for(lambda: till.said().startswith(KOPI))
    assert till.cart.lines == ()
    till.press("sell_scan_button")
    till.wait_for_page("sell")
    till.wait_for_cart(1)


def test_a_message_that_only_reports_goes_with_its_page(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.press("rail_products")
    assert till.said() == ""


def test_a_long_sentence_is_shown_in_full(till: TillDriver) -> None:
    height = till.window.messages.height()
    till.window.say(Notice("Penjualan sudah tersimpan di komputer ini. " * 6, "error"))
    till.wait_for(lambda: till.window.messages.height() > height)
    assert till.window.width() == 1366


def test_a_bug_is_logged_and_told_without_its_traceback(
    till: TillDriver, caplog: pytest.LogCaptureFixture
) -> None:
    till.flow._background.report(ZeroDivisionError("a bug"))
    assert "Traceback" not in till.said()
    assert till.said()
    assert "ZeroDivisionError: a bug" in caplog.text


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (1920, 1080)])
def test_the_window_is_never_wider_than_it_was_made(
    till: TillDriver, size: tuple[int, int]
) -> None:
    till.organizer.now(SyncState(SyncKind.OFFLINE, waiting=1200))
    till.spooler.now(
        PrinterState(Shown.READY, printer="p1", name="Kasir"),
        PrinterState(Shown.COVER_OPEN, 120, printer="p2", name="Dapur-belakang"),
    )
    till.window.resize(*size)
    till.scan(KOPI)
    till.wait_for_cart(1)
    assert (till.window.width(), till.window.height()) == size
    assert till.window.minimumSizeHint().width() <= 1024
    assert till.sell.cart.pay_button.height() >= 64


@pytest.mark.parametrize("size", [(1024, 600), (960, 540)])
def test_on_a_low_screen_what_takes_one_on_is_in_sight(
    till: TillDriver, size: tuple[int, int]
) -> None:
    till.window.resize(*size)
    till.press("rail_shift")
    till.press("count_cash_button")
    till.wait_for(lambda: seen_whole(till, "close_shift_button"))
    till.press("rail_products")
    assert seen_whole(till, "import_csv_button")
    assert till.window.size().toTuple() == size


def test_on_the_lowest_screen_the_cart_and_the_message_line_are_in_sight(till: TillDriver) -> None:
    till.window.resize(910, 472)  # 1366x768 at 150 %, less a task bar
    till.scan(KOPI)
    till.wait_for_cart(1)
    assert seen_whole(till, "pay_button")
    assert till.sell.cart.lines.row_rect(till.cart.touched).height() > 0
    said = till.find(QLabel, "message_text")
    assert said.visibleRegion().boundingRect().height() == said.height()
    assert till.window.size().toTuple() == (910, 472)


def test_counting_down_the_drawer_keeps_the_counted_row_in_sight(till: TillDriver) -> None:
    till.window.resize(1024, 600)
    till.press("rail_shift")
    till.press("count_cash_button")
    for _ in range(9):
        till.key(Qt.Key.Key_Down)
    field = till.find(QLineEdit, "count_100")
    assert field.hasFocus()
    assert field.visibleRegion().boundingRect().height() == field.height()


def seen_whole(till: TillDriver, name: str) -> bool:
    button = till.find(QPushButton, name)
    return button.visibleRegion().boundingRect() == button.rect()


def choose(till: TillDriver, action: str) -> None:
    till.press("menu_button")
    found = till.window.findChild(QAction, action)
    assert isinstance(found, QAction)
    found.trigger()
