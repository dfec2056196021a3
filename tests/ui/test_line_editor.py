"""Discounts, agreed prices and notes: by key, by finger, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.drivers.till_driver import TillDriver, open_till_window

KOPI, KERIPIK = "8991002101234", "8991002105678"


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """A till with coffee (Rp18.000) and crisps (Rp12.500) in its cart."""
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        driver.scan(KOPI)
        driver.scan(KERIPIK)
        driver.wait_for_cart(2)
        yield driver


def field(till: TillDriver) -> QLineEdit:
    return till.find(QLineEdit, "line_field")


def typed(till: TillDriver, text: str) -> None:
    till.wait_for(field(till).hasFocus)
    till.type_text(text)
    till.keyboard.stroke("\r")


def test_a_percentage_is_typed_with_f4(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F4)
    assert till.text_of("line_title") == "Keripik Singkong Balado"
    typed(till, "10%")
    assert till.text_of("total") == "Rp29.250"
    assert till.text_of("discount") == "-1.250"
    assert till.find(QLineEdit, "search_field").hasFocus()
    till.key(Qt.Key.Key_F4)
    assert field(till).text() == "10%"
    field(till).clear()
    till.keyboard.stroke("\r")
    assert till.text_of("total") == "Rp30.500"


def test_a_discount_on_everything_is_tapped(till: TillDriver) -> None:
    till.press("discount_button")
    till.press("ask_cart_discount_button")
    assert till.text_of("line_title") == "Seluruh keranjang"
    for key in (8, 10, 10, 10, 11, 9):  # 3, 0, 0, 0, back, %
        till.press(f"line_key_{key}")
    assert field(till).text() == "300%"
    till.press("line_apply_button")
    assert "100%" in till.text_of("line_error")
    field(till).clear()
    typed(till, "3000")
    assert till.text_of("total") == "Rp27.500"
    assert [line.shared for line in till.flow.presenters.sell.priced.lines] == [1_770, 1_230]


def test_a_discount_above_the_price_is_refused_and_nothing_changes(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F4)
    typed(till, "12.501")
    assert "Keripik Singkong Balado" in till.text_of("line_error")
    till.key(Qt.Key.Key_Escape)
    assert not till.sell._editor.is_open
    assert till.text_of("total") == "Rp30.500"


def test_an_agreed_price_wants_its_reason(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F4)
    till.press("ask_price_button")
    typed(till, "10.000")
    assert till.text_of("line_error")
    assert till.find(QLineEdit, "line_reason_field").hasFocus()
    till.press("line_reason_0_button")
    till.press("line_apply_button")
    assert till.text_of("total") == "Rp28.000"
    assert till.cart.lines[1].reason == "Nego"


def test_a_note_is_written_on_a_tapped_line(till: TillDriver) -> None:
    till.tap_line(0, "name")
    assert till.text_of("line_title") == "Kopi Susu Gula Aren"
    till.press("ask_note_button")
    typed(till, "tanpa es")
    assert till.cart.lines[0].note == "tanpa es"
    assert till.cart.touched == 1


def test_the_panel_goes_with_its_line(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F4)
    till.flow.presenters.sell.remove()
    assert not till.sell._editor.is_open


def test_f3_in_the_panel_asks_for_the_quantity(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F4)
    till.key(Qt.Key.Key_F3)
    assert field(till).text() == "1"
    typed(till, "4")
    assert till.cart.lines[1].qty_milli == 4000
