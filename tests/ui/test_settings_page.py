"""Settings take effect at once and are still there after a restart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.domain.errors import LapakError
from pos_app.settings import PrinterSetup, SettingsFile
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.printing import printing_on
from ui.pages.settings_page import SettingsPage
from ui.presenters.settings import SettingsPresenter
from ui.theme import Look


class SettingsDriver:
    """The page, and how often it told the window that the look changed."""

    def __init__(self, page: PageDriver[SettingsPage], file: Path) -> None:
        self.page = page
        self.file = file
        self.look_changes = 0
        page.page._presenter.look_changed.connect(self._on_look)

    def _on_look(self) -> None:
        self.look_changes += 1

    def stored(self) -> dict[str, str]:
        """What a restart would read."""
        settings = SettingsFile(self.file).settings
        return {
            "language": settings.language,
            "theme": settings.theme,
            "printer": settings.receipt_printer.address,
            "paper": settings.receipt_printer.paper,
        }

    def wait_stored(self, **wanted: str) -> None:
        self.page.wait_for(lambda: self.stored() == {**self.stored(), **wanted})

    def used_printers(self) -> list[object]:
        asked = self.page.desk.spooler.asked
        return [printer for what, printer in asked if what == "use"]


def _page(desk: Desk, look: Look) -> SettingsPage:
    return SettingsPage(SettingsPresenter(desk.counter, desk.background), look)


@pytest.fixture
def settings(qtbot: QtBot, tmp_path: Path) -> Iterator[SettingsDriver]:
    with on_page(qtbot, tmp_path, _page, language="en") as page:
        yield SettingsDriver(page, tmp_path / "settings.json")


def test_language_and_theme_are_stored_and_told(settings: SettingsDriver) -> None:
    settings.page.press("language_en_button")
    settings.page.press("theme_dark_button")
    settings.wait_stored(language="en", theme="dark")
    settings.page.wait_for(lambda: settings.look_changes == 2)


def test_what_is_already_set_is_not_stored_again(settings: SettingsDriver) -> None:
    settings.page.press("theme_light_button")
    settings.page.press("paper_58_button")
    assert settings.look_changes == 0
    assert not (settings.file).exists()


def test_a_network_printer_is_used_from_the_next_receipt_on(settings: SettingsDriver) -> None:
    assert not settings.page.shows("printer_address_field")
    settings.page.press("printer_lan_button")
    settings.page.type_into("printer_address_field", "192.168.1.50:9100")
    settings.page.key(Qt.Key.Key_Return)
    settings.wait_stored(printer="tcp://192.168.1.50:9100")
    settings.page.wait_for(lambda: bool(settings.used_printers()))
    assert settings.used_printers() == [printing_on("tcp://192.168.1.50:9100")]


def test_a_device_file_and_wide_paper_are_stored(settings: SettingsDriver) -> None:
    settings.page.press("printer_file_button")
    settings.page.type_into("printer_address_field", "/dev/usb/lp0")
    settings.page.press("save_address_button")
    settings.page.press("paper_80_button")
    settings.wait_stored(printer="file:///dev/usb/lp0", paper="80")


def test_no_printer_is_one_press(settings: SettingsDriver) -> None:
    settings.page.desk.counter.settings_file.change(
        printers=(PrinterSetup(address="tcp://192.168.1.50:9100"),)
    )
    settings.page.page.enter()
    assert settings.page.field("printer_address_field").text() == "192.168.1.50:9100"
    settings.page.press("printer_none_button")
    settings.wait_stored(printer="none")
    assert not settings.page.shows("printer_address_field")


def test_an_empty_address_is_asked_for(settings: SettingsDriver) -> None:
    settings.page.press("printer_lan_button")
    settings.page.press("save_address_button")
    assert settings.page.text("printer_address_field_error") == "Please type the printer's address."
    assert settings.stored()["printer"] == "none"


def test_an_address_that_nobody_understands_is_not_stored(settings: SettingsDriver) -> None:
    settings.page.press("printer_lan_button")
    settings.page.type_into("printer_address_field", "http://192.168.1.50/print")
    settings.page.press("save_address_button")
    settings.page.wait_for(lambda: settings.page.shows("printer_address_field_error"))
    assert "is no printer address" in settings.page.text("printer_address_field_error")
    assert settings.stored()["printer"] == "none"


def test_a_test_page_says_how_it_went(settings: SettingsDriver) -> None:
    settings.page.desk.counter.settings_file.change(
        printers=(PrinterSetup(address="tcp://192.168.1.50:9100"),)
    )
    settings.page.page.enter()
    settings.page.press("test_print_button")
    assert not settings.page.button("test_print_button").isEnabled()
    settings.page.desk.spooler.tests[0].set_exception(LapakError("printer_unreachable"))
    settings.page.wait_for(lambda: settings.page.shows("settings_notice"))
    assert "does not answer" in settings.page.text("settings_notice_text")
    settings.page.press("test_print_button")
    settings.page.desk.spooler.tests[1].set_result(None)
    settings.page.wait_for(lambda: "Did it come out?" in settings.page.text("settings_notice_text"))
