"""Settings take effect at once and are still there after a restart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.settings import PrinterSetup, SettingsFile
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from ui.pages.machine.settings_page import SettingsPage
from ui.presenters.printers import PrintersPresenter
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
        }

    def wait_stored(self, **wanted: str) -> None:
        self.page.wait_for(lambda: self.stored() == {**self.stored(), **wanted})


def _page(desk: Desk, look: Look) -> SettingsPage:
    presenter = SettingsPresenter(desk.counter, desk.background)
    return SettingsPage(presenter, PrintersPresenter(desk.counter, presenter), look)


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
    assert settings.look_changes == 0
    assert not (settings.file).exists()


def test_a_machine_without_a_printer_says_so(settings: SettingsDriver) -> None:
    assert "PDF" in settings.page.text("settings_no_printer")
    assert settings.page.words("settings_printers_button") == "Set up a printer …"


def test_each_printer_is_told_with_what_it_prints_and_how_it_is(settings: SettingsDriver) -> None:
    desk = settings.page.desk
    desk.spooler.several = (
        PrinterState(Shown.READY, printer="a"),
        PrinterState(Shown.PAPER_OUT, 2, printer="b"),
    )
    counter = PrinterSetup(id="a", name="Counter", address="tcp://192.168.1.50:9100")
    kitchen = PrinterSetup(id="b", address="tcp://192.168.1.51:9100", roles=("order",))
    desk.counter.settings_file.change(printers=(counter, kitchen))
    settings.page.page.enter()
    settings.page.wait_for(lambda: settings.page.shows("settings_printer_1"))
    assert settings.page.text("settings_printer_0_name") == "Counter · Receipts, Labels"
    assert settings.page.text("settings_printer_0") == "Printer ready"
    assert settings.page.text("settings_printer_1_name") == "192.168.1.51 · Order copies"
    assert settings.page.text("settings_printer_1") == "Paper out · 2"


def test_the_card_leads_to_the_page_of_the_printers(settings: SettingsDriver) -> None:
    with settings.page.qtbot.waitSignal(settings.page.page.page_asked) as asked:
        settings.page.press("settings_printers_button")
    assert asked.args == ["printers"]
