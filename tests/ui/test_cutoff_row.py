"""When the day ends, in the settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos_app.domain.register import Booth, Expo
from pos_app.services import shifts
from pos_app.services.booth import current_register, join_booth
from pos_app.services.outbox import SyncLink
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from ui.guarded import Guarded
from ui.pages.machine.cutoff_row import CutoffRow
from ui.pages.machine.settings_page import SettingsPage
from ui.presenters.cutoff import CutoffPresenter
from ui.presenters.printers import PrintersPresenter
from ui.presenters.settings import SettingsPresenter
from ui.theme import Look


def _page(desk: Desk, look: Look) -> SettingsPage:
    settings = SettingsPresenter(desk.counter, desk.background)
    page = SettingsPage(settings, PrintersPresenter(desk.counter, settings), look)
    guarded = Guarded(desk.till, desk.background)
    page.add_to_booth(CutoffRow(CutoffPresenter(desk.counter, desk.background, guarded), look))
    return page


def _expo_page(desk: Desk, look: Look) -> SettingsPage:
    desk.till.write(shifts.close_shift, 300_000).result()
    link = SyncLink(desk.till.new_id(), "http://127.0.0.1:1", "token", "server", "00" * 32)
    expo, booth = Expo("expo", "Expo Semarang", cutoff_minutes=210), Booth("b", "A12", "Batik")
    desk.till.write(join_booth, desk.till.install, link, booth, expo, "K2").result()
    return _page(desk, look)


@pytest.fixture
def settings(qtbot: QtBot, tmp_path: Path) -> Iterator[PageDriver[SettingsPage]]:
    """The settings of a booth of its own."""
    with on_page(qtbot, tmp_path, _page, language="en") as page:
        yield page


def test_a_booth_of_its_own_chooses_when_its_day_ends(settings: PageDriver[SettingsPage]) -> None:
    settings.wait_for(lambda: settings.button("cutoff_0_button").isChecked())
    settings.press("cutoff_180_button")

    def stored() -> bool:
        register = settings.desk.till.read(current_register).result()
        return register is not None and register.cutoff_minutes == 180

    settings.wait_for(stored)
    assert settings.button("cutoff_180_button").isChecked()


def test_at_an_expo_the_organizers_hour_is_only_told(qtbot: QtBot, tmp_path: Path) -> None:
    with on_page(qtbot, tmp_path, _expo_page, language="en") as page:
        page.wait_for(lambda: not page.shows("cutoff_180_button"))
        said = "03.30, as the organizer of Expo Semarang has set it."
        assert page.text("settings_cutoff_hint") == said
