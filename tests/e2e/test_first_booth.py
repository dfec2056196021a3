"""The path in the README, walked as it stands there: from an empty folder to a booth's live total.

What the README says in *slanted* letters is what is pressed and filled in here, in that order.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from pos_app.domain.money import format_rupiah
from pos_app.domain.pricing import price
from pos_app.settings import SettingsFile
from pos_app.wiring import open_counter
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.web.browser import chromium, open_page, running_browser
from tests.drivers.web.lapak_server import LapakServer
from tests.drivers.web.organizer import PASSWORD, OrganizerAtWork

pytestmark = [
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine"),
    pytest.mark.xdist_group("chromium"),
]
README = Path(__file__).parents[2] / "README.md"
HEADING = "## To a booth's live total in five minutes"


class Guide:
    """The README's path: `take` gives what it says to press or to fill in next."""

    def __init__(self) -> None:
        section = README.read_text(encoding="utf-8").split(HEADING)[1].split("\n## ")[0]
        self._words = iter(re.findall(r"(?<![*`])\*([^*]+)\*(?!\*)", section))

    def take(self) -> str:
        return str(next(self._words))

    def is_done(self) -> bool:
        return next(self._words, None) is None


def press(till: TillDriver, words: str) -> None:
    """Press what says these words at the till, alone or before an amount or an explanation."""

    def found() -> list[QPushButton]:
        every = till.window.findChildren(QPushButton)
        shown = [one for one in every if one.isVisible() and one.isEnabled()]
        fitting = [one for one in shown if re.match(rf"{re.escape(words)}(\W|$)", _said(one))]
        return sorted(fitting, key=lambda one: len(_said(one)))

    till.wait_for(lambda: bool(found()))
    QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def fill(till: TillDriver, name: str, text: str) -> None:
    """Type into the field of a name at the till."""

    def found() -> list[QLineEdit]:
        every = till.window.findChildren(QLineEdit)
        return [one for one in every if one.isVisible() and one.accessibleName() == name]

    till.wait_for(lambda: bool(found()))
    found()[0].setFocus()
    till.type_text(text)


def _said(button: QPushButton) -> str:
    return button.accessibleName() or button.text().strip()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


def set_up(person: OrganizerAtWork, guide: Guide, server: LapakServer) -> tuple[str, str]:
    """The first link, an account, an expo, a booth; the address and the code of its till."""
    person.page.goto(server.first_link)
    for typed in ("sri", PASSWORD, PASSWORD):
        person.fill(guide.take(), typed)
    person.press(guide.take())
    person.follow(guide.take())
    person.fill(guide.take(), "Kabupaten Semarang Expo")
    person.press(guide.take())
    person.follow(guide.take())
    person.fill(guide.take(), "A1")
    person.fill(guide.take(), "Batik Polokarto")
    person.press(guide.take())
    person.follow(guide.take())
    person.press(guide.take())
    card = person.page.locator("#code-card")
    return card.locator("strong").inner_text(), card.locator(".join-code").inner_text()


def join_and_sell(till: TillDriver, guide: Guide, address: str, code: str, known: str) -> int:
    """From the first page of the till to a sale; what was paid."""
    press(till, guide.take())
    press(till, guide.take())
    fill(till, guide.take(), address)
    fill(till, guide.take(), code)
    press(till, guide.take())
    till.wait_for(lambda: till.has("join_server_0_button"))
    assert known in _said(till.find_button("join_server_0_button"))
    till.press("join_server_0_button")
    press(till, guide.take())
    fill(till, guide.take(), "Siti")
    press(till, guide.take())
    till.wait_for_page("sell")
    till.wait_for_products()
    till.tap_product(till.shown_products()[0])
    till.wait_for_cart(1)
    total = price(till.cart).total
    for _ in range(3):
        press(till, guide.take())
    till.wait_for_page("done")
    return total


def test_the_readme_leads_from_an_empty_folder_to_a_booths_live_total(
    qtbot: QtBot, browser: Browser, tmp_path: Path
) -> None:
    guide, folder = Guide(), tmp_path / "till"
    folder.mkdir()
    with LapakServer(tmp_path / "server") as server, open_page(browser) as page:
        person = OrganizerAtWork(page, server.url)
        address, code = set_up(person, guide, server)
        settings = SettingsFile(folder / "settings.json")
        with open_till_window(
            qtbot, folder, start=lambda: open_counter(folder / "lapak.db", settings), ready=False
        ) as till:
            total = join_and_sell(till, guide, address, code, server.fingerprint)
            page.locator("#code-card .good").wait_for()  # the page says by itself who joined
            person.follow(guide.take())
            row = page.locator("tr", has_text="Batik Polokarto")
            row.filter(has_text=format_rupiah(total)).wait_for()
    assert guide.is_done()
