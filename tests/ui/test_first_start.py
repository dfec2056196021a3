"""The whole way through the window on a machine that was never used, and on to a closed shift."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pos_app.services import shifts
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.pages.shift.shift_page import ShiftPage


def _wait_shown(till: TillDriver, name: str) -> None:
    till.wait_for(lambda: till.find(QWidget, name).isVisible())


def test_a_first_start_leads_to_the_sell_page(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path, language="en", ready=False) as till:
        till.wait_for_page("welcome")
        till.press("language_en_button")
        till.press("start_alone_button")
        till.type_text("Kopi Lereng")
        till.key(Qt.Key.Key_Return)
        till.type_text("B7")
        till.key(Qt.Key.Key_Return)
        _wait_shown(till, "products_samples_button")
        till.press("products_samples_button")
        till.wait_for_page("shift")
        assert till.said().startswith("Imported: ")
        _wait_shown(till, "cashier_field")
        till.type_text("Budi")
        till.key(Qt.Key.Key_Return)
        till.key(Qt.Key.Key_Return)
        till.wait_for_page("sell")
        till.wait_for_products()


def test_a_welcome_in_english_turns_the_whole_window_english(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path, language="id", ready=False) as till:
        till.wait_for_page("welcome")
        till.press("language_en_button")
        till.wait_for(lambda: till.text_of("welcome_way_title") == "How do you start?")


def test_what_was_said_of_a_scan_goes_with_the_next_step(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path, language="en", ready=False) as till:
        till.wait_for_page("welcome")
        till.scan("8991002101234")
        till.wait_for(lambda: "8991002101234" in till.said())
        till.press("language_en_button")
        till.wait_for(lambda: till.said() == "")


def test_help_before_the_set_up_has_a_way_back_to_the_same_step(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_till_window(qtbot, tmp_path, language="en", ready=False) as till:
        till.wait_for_page("welcome")
        assert not till.has("back_button")
        till.press("language_en_button")
        till.press("start_alone_button")
        till.press("printer_chip")
        till.press("back_button")
        till.wait_for_page("welcome")
        assert till.find(QWidget, "booth_name_field").isVisible()
        till.press("printer_chip")
        till.press("printer_settings_button")
        till.wait_for_page("printers")
        till.press("back_button")
        till.wait_for_page("printer")
        till.press("back_button")
        till.wait_for_page("welcome")
        assert till.find(QWidget, "booth_name_field").isVisible()


def test_the_scan_after_a_sale_starts_the_next_one(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path, language="en") as till:
        till.wait_for_page("sell")
        till.scan("8991002101234")
        till.wait_for_cart(1)
        till.key(Qt.Key.Key_F12)
        till.wait_for_page("pay")
        till.press("cash_exact_button")
        till.press("pay_accept_button")
        till.wait_for_page("done")
        till.scan("8991002105678")
        till.wait_for_page("sell")
        till.wait_for_cart(1)
        assert till.cart.lines[0].product.name == "Keripik Singkong Balado"


def test_a_shift_is_closed_and_the_next_one_opened(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path, language="en") as till:
        till.wait_for_page("sell")
        till.flow.go("shift")
        _wait_shown(till, "count_cash_button")
        till.press("count_cash_button")
        till.type_text("3")
        till.press("close_shift_button")
        _wait_shown(till, "close_expected")
        till.press("close_shift_button")
        _wait_shown(till, "leave_report_button")
        page = till.window.page("shift")
        assert isinstance(page, ShiftPage)
        till.wait_for(lambda: page.views.report.settling.is_over)
        till.press("leave_report_button")
        _wait_shown(till, "cashier_field")
        assert till.counter.till.read(shifts.current_shift).result() is None
        till.press("cashier_chip_0")
        till.press("open_shift_button")
        till.wait_for_page("sell")
