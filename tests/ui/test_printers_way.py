"""The whole way through the window to a printer that is really on the wire, and a sale on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pos_app.devices.virtual_printer import VirtualPrinter
from pos_app.domain.cart import Cart, add
from pos_app.domain.pricing import price
from pos_app.services import catalogue
from pos_app.services.checkout import checkout
from pos_app.services.counter import Counter
from pos_app.services.printing.printer_finding import Listing, NetworkSearch
from pos_app.services.till import Till
from pos_app.settings import SettingsFile
from pos_app.wiring import open_counter
from tests.drivers.printers.bad_printers import answers_with, bad_printer
from tests.drivers.staffed_window import enter, is_asked, locked_window, tap_pin
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import Clock, cash, database_in, set_up
from ui.pages.printing.printers_page import PrintersPage
from ui.presenters.printer_finding import FindingPresenter

_WEB = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def real_window(
    qtbot: QtBot, folder: Path, printer: VirtualPrinter, *, ready: bool = True
) -> Iterator[TillDriver]:
    """A window on a till, a spooler and a finder that are the real ones."""

    def start() -> Counter:
        settings = SettingsFile(folder / "settings.json")
        counter = open_counter(database_in(folder), settings, Clock())
        if ready:
            set_up(counter.till)
        return counter

    with open_till_window(qtbot, folder, start=start, language="en", ready=ready) as till:
        search = partial(NetworkSearch, port=printer.port)
        till.flow.presenters.__dict__["finding"] = FindingPresenter(
            till.flow._background, listing=partial(Listing, ()), search=search
        )
        yield till


def shown(till: TillDriver, name: str) -> None:
    till.wait_for(lambda: any(one.isVisible() for one in till.window.findChildren(QWidget, name)))


def see(till: TillDriver, words: str) -> None:
    """Press the answer that says so, once the question stands long enough."""
    page = till.window.page("printers")
    assert isinstance(page, PrintersPage)
    check = page.check

    def said() -> list[str]:
        return [button._words.text() for button in check.choices.buttons]

    till.wait_for(lambda: words in said() and check._settling.is_over)
    place = said().index(words)
    till.wait_for(check.choices.buttons[place].isVisible)
    till.press(f"check_{place}_button")


def test_a_printer_is_found_set_up_tested_put_right_and_prints_the_next_sale(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with VirtualPrinter() as printer, real_window(qtbot, tmp_path, printer) as till:
        till.press("rail_settings")
        till.wait_for_page("settings")
        till.press("settings_printers_button")
        till.wait_for_page("printers")
        till.press("find_printers_button")
        shown(till, "network_range_field")
        field = till.find(QLineEdit, "network_range_field")
        field.setText("127.0.0.1")
        till.press("look_button")
        shown(till, "answered_0_button")
        till.press("answered_0_button")
        shown(till, "save_and_test_button")
        till.press("save_and_test_button")
        [test_page] = printer.wait_for_jobs(1)
        assert b"123456789012345678901234567890123456789012345678" in test_page.data
        see(till, "Yes, something is printed")
        see(till, "Yes, all of them")
        see(till, "It goes on in the next row")
        shown(till, "columns_chip_2")
        till.wait_for(lambda: till.find(QWidget, "check_columns_field").hasFocus())
        till.type_text("42")
        till.key(Qt.Key.Key_Return)
        see(till, "Print the test page again")
        _, again = printer.wait_for_jobs(2)
        assert b"\n123456789012345678901234567890123456789012\n" in again.data
        see(till, "On one row, at the right edge")
        see(till, "Yes, below the text")
        see(till, "Only A is whole")
        see(till, "No drawer hangs on it")
        see(till, "Done")
        stored = SettingsFile(tmp_path / "settings.json").settings.receipt_printer
        assert (stored.address, stored.paper) == (printer.address, "80-42")
        _sell_one(till.counter.till)
        till.counter.spooler.wake()
        receipt = printer.wait_for_jobs(3)[2]
        assert receipt.complete
        assert b"TOTAL" in receipt.data.upper()


def _type_address(till: TillDriver, place: str, address: str) -> None:
    till.flow.go("printers")
    till.wait_for_page("printers")
    till.press("find_printers_button")
    shown(till, "printer_address_field")
    till.press(f"place_{place}_button")
    till.find(QLineEdit, "printer_address_field").setText(address)
    till.press("use_address_button")
    shown(till, "save_and_test_button")
    till.press("save_and_test_button")
    till.wait_for(lambda: till.text_of("check_title") == "Nothing came out")


def test_a_web_server_gets_no_receipt_and_is_told_as_what_it_is(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with (
        bad_printer(answers_with(_WEB, then_closes=True)) as stranger,
        VirtualPrinter() as printer,
        real_window(qtbot, tmp_path, printer) as till,
    ):
        _type_address(till, "network", f"127.0.0.1:{stranger.port}")
        assert "is no printer" in till.text_of("check_notice_text")
        assert not stranger.jobs
        stored = SettingsFile(tmp_path / "settings.json").settings.receipt_printer
        assert stored.address == stranger.address


def test_a_device_that_is_gone_is_told_and_the_setup_kept(qtbot: QtBot, tmp_path: Path) -> None:
    gone = tmp_path / "lp0"
    with VirtualPrinter() as printer, real_window(qtbot, tmp_path, printer) as till:
        _type_address(till, "file", str(gone))
        assert "no printer at this place" in till.text_of("check_notice_text")
        stored = SettingsFile(tmp_path / "settings.json").settings.receipt_printer
        assert stored.address == f"file://{gone}"


def test_the_first_start_leads_to_the_printers_and_back(qtbot: QtBot, tmp_path: Path) -> None:
    with VirtualPrinter() as printer, real_window(qtbot, tmp_path, printer, ready=False) as till:
        till.wait_for_page("welcome")
        till.press("language_en_button")
        till.press("start_alone_button")
        till.type_text("Kopi Lereng")
        till.key(Qt.Key.Key_Return)
        till.type_text("B7")
        till.key(Qt.Key.Key_Return)
        shown(till, "welcome_printer_button")
        till.press("welcome_printer_button")
        till.wait_for_page("printers")
        till.key(Qt.Key.Key_Escape)
        till.wait_for_page("welcome")
        shown(till, "welcome_printer_button")


def test_who_may_not_change_settings_needs_an_approval_for_the_printers_too(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with locked_window(qtbot, tmp_path) as till:
        enter(till, "Siti")
        till.flow.go("printers")
        till.wait_for(lambda: is_asked(till))
        assert till.page != "printers"
        tap_pin(till, "Bu Tini")
        till.wait_for_page("printers")


def _sell_one(till: Till) -> None:
    [product, *_] = till.read(catalogue.products_page, None, 0, 1).result()
    cart = add(Cart(till.new_id()), product, 1000)
    till.write(checkout, price(cart), cash(1_000_000)).result()
