"""Letters on the screen: for a finger, into the field that was touched, and for nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.drivers.hands.only_fingers import OnlyFingers, one_tap_at_a_time
from tests.drivers.till_driver import TillDriver, open_till_window

KOPI = "8991002101234"


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with one_tap_at_a_time(), open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


@pytest.fixture
def fingers(till: TillDriver) -> OnlyFingers:
    return OnlyFingers(till)


def shown(till: TillDriver) -> bool:
    return till.has("letter_done_button")


def test_a_touched_field_gets_letters_and_what_is_written_is_looked_for(
    till: TillDriver, fingers: OnlyFingers
) -> None:
    fingers.tap("search_field")
    fingers.tap_each("letter_key_k", "letter_key_e", "letter_key_r")
    assert till.search_text() == "Ker"
    till.wait_for(lambda: till.shown_products() == ["Keripik Singkong Balado"])
    fingers.tap_each("letter_back_button", "letter_done_button")
    assert till.search_text() == "Ke"
    assert not shown(till)


def test_a_mouse_and_a_key_bring_no_letters(till: TillDriver) -> None:
    QTest.mouseClick(till.find(QLineEdit, "search_field"), Qt.MouseButton.LeftButton)
    till.key(Qt.Key.Key_F2)
    till.type_text("ker")
    assert not shown(till)


def test_every_word_of_a_name_begins_with_a_capital(till: TillDriver, fingers: OnlyFingers) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    fingers.tap_each("hold_button", "name_field")
    field = till.find(QLineEdit, "name_field")
    while field.text():
        fingers.tap("letter_back_button")
    fingers.tap_each("letter_key_b", "letter_key_u", "letter_space_button", "letter_key_a")
    fingers.tap_each("letter_shift_button", "letter_key_n")
    assert field.text() == "Bu AN"


def test_the_letters_go_with_their_field(till: TillDriver, fingers: OnlyFingers) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    fingers.tap_each("hold_button", "name_field")
    assert shown(till)
    till.key(Qt.Key.Key_Escape)
    till.wait_for(lambda: not shown(till))


def test_where_keys_for_numbers_are_a_number_needs_no_letters(
    till: TillDriver, fingers: OnlyFingers
) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    fingers.tap_each("quantity_button", "line_field")
    assert not shown(till)
    fingers.tap_each("ask_note_button", "line_field", "letter_key_x")
    assert till.find(QLineEdit, "line_field").text() == "X"


def test_the_letters_leave_the_field_in_sight_at_1024_by_768(
    till: TillDriver, fingers: OnlyFingers
) -> None:
    till.window.resize(1024, 768)
    fingers.tap("rail_orders")
    till.wait_for_page("orders")
    fingers.tap("new_order_button")
    for name in ("order_buyer_field", "order_text_field", "order_note_field"):
        fingers.tap(name)
        till.wait_for(lambda: shown(till))
        field = till.find(QLineEdit, name)
        top = till.window.childAt(field.mapTo(till.window, field.rect().center()))
        assert top is field
        fingers.tap("letter_done_button")
