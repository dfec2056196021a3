"""Larger text: chosen in the menu or the settings, it takes effect at once and hides nothing."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pos_app.services.organizer import SyncKind, SyncState
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.settings import TEXT_SIZES, SettingsFile
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.theme import Look, load_fonts
from ui.widgets.text_lines import fitted

KOPI = "8991002101234"

SCREENS = pytest.mark.parametrize(
    ("width", "height", "text_size"),
    [(1366, 768, 110), (1366, 768, 125), (1366, 768, 150), (1024, 768, 125)],
)


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


def enlarge(till: TillDriver, text_size: int) -> None:
    till.counter.settings_file.change(text_size=text_size)
    till.flow.restyle()


def seen_whole(widget: QWidget) -> bool:
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def cut_off(part: QWidget) -> list[str]:
    """The words of labels and buttons that have less room than they need."""
    words: list[QLabel | QPushButton] = [
        *part.findChildren(QLabel),
        *part.findChildren(QPushButton),
    ]
    return [
        word.text()
        for word in words
        if word.isVisible() and word.text() and word.width() < word.minimumSizeHint().width()
    ]


def nothing_cut_off(part: QWidget) -> bool:
    return cut_off(part) == []


@pytest.mark.qt_log_ignore("does not support")  # menus grab keys; the offscreen platform cannot
def test_it_is_chosen_in_the_menu_and_takes_effect_at_once(
    till: TillDriver, tmp_path: Path
) -> None:
    total = till.find(QLabel, "total")
    before = total.font().pixelSize()
    till.press("menu_button")
    action = till.window.findChild(QAction, "menu_text_size_150")
    assert isinstance(action, QAction)
    action.trigger()
    till.wait_for(lambda: total.font().pixelSize() == before * 3 // 2)
    assert SettingsFile(tmp_path / "settings.json").settings.text_size == 150


def test_a_page_to_read_is_wider_then(till: TillDriver) -> None:
    till.press("rail_settings")
    till.wait_for_page("settings")
    card = till.find(QWidget, "settings_look_card")
    till.wait_for(lambda: card.width() == 760)
    enlarge(till, 150)
    till.wait_for(lambda: card.width() == 1140)


def test_on_a_narrow_window_the_largest_text_waits_for_room(till: TillDriver) -> None:
    enlarge(till, 150)
    assert till.window.look.text_size == 150
    till.window.resize(1024, 768)
    till.wait_for(lambda: till.window.look.text_size == 125)
    assert "150 %" in till.said()
    till.wait_for(lambda: nothing_cut_off(till.sell.cart))
    till.window.resize(1366, 768)
    till.wait_for(lambda: till.window.look.text_size == 150)
    till.window.resize(1024, 768)
    till.wait_for(lambda: till.window.look.text_size == 125)
    enlarge(till, 110)
    assert till.window.look.text_size == 110
    enlarge(till, 150)
    assert till.window.look.text_size == 125
    assert till.said().startswith("Jendela ini cukup untuk huruf 125 %")


def test_every_length_is_itself_at_the_usual_size() -> None:
    look = Look()
    assert [look.px(length) for length in range(2000)] == list(range(2000))


def test_a_size_that_nobody_offers_is_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"text_size": 400, "theme": "dark"}', "utf-8")
    settings = SettingsFile(tmp_path / "settings.json").settings
    assert (settings.text_size, settings.theme) == (100, "dark")
    assert all(size >= 100 for size in TEXT_SIZES)


@SCREENS
def test_what_a_sale_needs_is_in_sight(
    till: TillDriver, width: int, height: int, text_size: int
) -> None:
    till.window.resize(width, height)
    enlarge(till, text_size)
    till.organizer.now(SyncState(SyncKind.OFFLINE, waiting=12))
    till.spooler.now(PrinterState(Shown.PAPER_OUT, 2))
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.wait_for(lambda: bool(till.said()))
    assert (till.window.width(), till.window.height()) == (width, height)
    assert till.window.minimumSizeHint().width() <= width
    for name in ("total", "message_text"):
        assert seen_whole(till.find(QLabel, name)), name
    for name in ("pay_button", "menu_button", "rail_sell", "rail_help", "sync_chip"):
        assert seen_whole(till.find(QPushButton, name)), name
    for part in (till.window.rail, till.window.top_bar, till.sell.cart, till.window.messages):
        till.wait_for(partial(nothing_cut_off, part))


@SCREENS
def test_the_panel_that_edits_a_line_fits(
    till: TillDriver, width: int, height: int, text_size: int
) -> None:
    till.window.resize(width, height)
    enlarge(till, text_size)
    till.scan(KOPI)
    till.wait_for_cart(1)
    for key in (Qt.Key.Key_F3, Qt.Key.Key_F4):
        till.key(key)
        pad = till.find(QWidget, "line_pad")
        till.wait_for(pad.isVisible)
        assert till.sell.rect().contains(pad.geometry())
        assert cut_off(pad) == []


def test_an_amount_too_long_for_its_place_is_written_smaller(qtbot: QtBot) -> None:
    load_fonts()
    font = Look().font("amount", "semibold")
    assert fitted(font, "125.000", 88) == font
    small = fitted(font, "999.999.999", 88)
    assert QFontMetrics(small).horizontalAdvance("999.999.999") <= 88
