"""What cannot be, typed at the counter: said in words, and the cart stays as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from pos_app.domain.kinds import Kind
from tests.drivers.entries import bodies
from tests.drivers.staffed_window import enter, is_asked, locked_window, sell_kopi, tap_pin
from tests.drivers.till_driver import TillDriver, open_till_window

KOPI, KERIPIK = "8991002101234", "8991002105678"


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """A coffee and biscuits in the cart."""
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        driver.scan(KERIPIK)
        driver.scan(KOPI)
        driver.wait_for_cart(2)
        yield driver


def type_in_panel(till: TillDriver, key: Qt.Key, text: str) -> None:
    till.key(key)
    till.wait_for(till.find(QLineEdit, "line_field").hasFocus)
    till.type_text(text)
    till.keyboard.stroke("\r")


@pytest.mark.parametrize("typed", ["0", "0.0001", "0,0001", "100000", "-1", "1,5", "dua", "1.2.3"])
def test_a_quantity_that_cannot_be_is_refused(till: TillDriver, typed: str) -> None:
    before = till.cart
    type_in_panel(till, Qt.Key.Key_F3, typed)
    assert till.text_of("line_error")
    assert till.cart == before
    till.key(Qt.Key.Key_Escape)
    assert till.text_of("total") == "Rp30.500"


@pytest.mark.parametrize("typed", ["18001", "101%", "150%", "-1000", "12,5.1", "gratis"])
def test_a_discount_above_the_price_is_refused(till: TillDriver, typed: str) -> None:
    before = till.cart
    type_in_panel(till, Qt.Key.Key_F4, typed)
    assert till.text_of("line_error")
    assert till.cart == before


@pytest.mark.parametrize("typed", ["30501", "101%"])
def test_a_discount_above_the_cart_is_refused(till: TillDriver, typed: str) -> None:
    before = till.cart
    till.key(Qt.Key.Key_F4)
    till.press("ask_cart_discount_button")
    till.type_text(typed)
    till.keyboard.stroke("\r")
    assert till.text_of("line_error")
    assert till.cart == before


def test_a_discount_that_was_given_never_makes_a_smaller_line_cost_less_than_nothing(
    till: TillDriver,
) -> None:
    type_in_panel(till, Qt.Key.Key_F3, "3")
    type_in_panel(till, Qt.Key.Key_F4, "40000")
    assert till.text_of("total") == "Rp26.500"
    till.type_text("--")
    assert till.flow.presenters.sell.priced.total >= 12_500
    assert all(line.total >= 0 for line in till.flow.presenters.sell.priced.lines)


def test_while_one_thing_is_asked_for_no_other_is_begun(qtbot: QtBot, tmp_path: Path) -> None:
    """Two approvals at once: one is asked for and given, then the other."""
    with locked_window(qtbot, tmp_path) as till:
        enter(till)
        till.wait_for_page("sell")
        sell_kopi(till)
        type_in_panel(till, Qt.Key.Key_F4, "50%")
        till.wait_for(lambda: is_asked(till))
        for key in (Qt.Key.Key_F8, Qt.Key.Key_F12, Qt.Key.Key_F5, Qt.Key.Key_Delete):
            till.key(key)
        till.scan(KOPI)
        assert len(till.cart.lines) == 1
        tap_pin(till, "Pak Danu")
        till.wait_for(lambda: not is_asked(till))
        till.wait_for(lambda: till.text_of("total") == "Rp9.000")
        assert len(bodies(till.counter.till, Kind.APPROVAL_GIVEN)) == 1
        assert bodies(till.counter.till, Kind.DRAWER_OPENED) == []
        assert (till.page, till.cart.lines[0].qty_milli) == ("sell", 1000)
