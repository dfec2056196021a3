"""Every key of the table stands in the help, and pressing it does what its button does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from resources.translations import Catalog
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.key_table import KEYS, key_of


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        yield driver


def test_the_help_lists_every_key_in_the_till_s_language(till: TillDriver) -> None:
    till.press("rail_help")
    till.wait_for_page("help")
    page = till.window.page("help")
    assert page is not None
    shown = {label.text() for label in page.findChildren(QLabel) if label.isVisible()}
    tr = Catalog("id")
    for entry in KEYS:
        assert {entry.key, tr(entry.words)} <= shown
        assert tr(entry.words) != entry.words or entry.words == "Menu"


@pytest.mark.parametrize(
    ("button", "name"),
    [
        ("quantity_button", "quantity"),
        ("discount_button", "discount"),
        ("hold_button", "hold"),
        ("held_button", "held"),
    ],
)
def test_a_button_shows_the_key_of_the_table(till: TillDriver, button: str, name: str) -> None:
    assert till.text_of(f"{button}_key") == key_of(name)


def test_no_key_stands_in_the_table_for_two_things() -> None:
    assert len({entry.key for entry in KEYS}) == len(KEYS)
    names = [entry.name for entry in KEYS if entry.name]
    assert len(set(names)) == len(names)
