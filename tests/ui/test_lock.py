"""Entering the till with a PIN, locking it, and what stays as it was behind the lock."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pos_app.domain.people import Person
from pos_app.services import shifts
from tests.drivers.people import PINS, by_of
from tests.drivers.staffed_window import (
    KOPI,
    choose,
    enter,
    locked_window,
    sell_kopi,
    set_people_up,
)
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import make_till
from ui.idle import Idle
from ui.widgets.key_button import KeyButton


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with locked_window(qtbot, tmp_path) as driver:
        yield driver


def sees(till: TillDriver, name: str) -> None:
    till.wait_for(lambda: name in till.chip("cashier"))


def test_a_till_with_people_asks_who_it_is_before_anything_else(till: TillDriver) -> None:
    till.flow.go("settings")
    till.key(Qt.Key.Key_F1)
    till.key(Qt.Key.Key_F12)
    assert till.page == "lock"
    assert not till.window.rail.isVisible()
    assert not till.has("back_button")
    enter(till)
    till.wait_for_page("sell")
    sees(till, "Siti")
    assert till.window.rail.isVisible()


def test_by_keyboard_alone(till: TillDriver) -> None:
    till.find(QPushButton, "person_0_button").setFocus()
    till.key(Qt.Key.Key_Down)
    till.key(Qt.Key.Key_Space)
    named = till.text_of("pin_title").removeprefix("PIN ")
    till.type_text(PINS[named] + "\r")
    till.wait_for_page("sell")
    sees(till, named.partition(" ")[0])


def test_a_wrong_pin_is_told_and_the_field_is_empty_again(till: TillDriver) -> None:
    choose(till, "Siti")
    till.type_text("0000\r")
    till.wait_for(lambda: till.text_of("pin_trouble") == "PIN salah. Coba lagi.")
    assert till.page == "lock"
    till.type_text(PINS["Siti"] + "\r")
    till.wait_for_page("sell")


def test_after_three_wrong_pins_one_waits_and_somebody_else_need_not(till: TillDriver) -> None:
    choose(till, "Siti")
    for _ in range(3):
        till.wait_for(lambda: not till.find(KeyButton, "pin_go_button").isEnabled())
        till.type_text("0000\r")
        till.wait_for(lambda: bool(till.text_of("pin_trouble")))
    till.wait_for(lambda: "Tunggu 5 detik" in till.text_of("pin_trouble"))
    assert not till.find(KeyButton, "pin_go_button").isEnabled()
    enter(till, "Rina")
    till.wait_for_page("sell")


def test_fewer_than_four_digits_and_letters_are_no_pin(till: TillDriver) -> None:
    choose(till, "Siti")
    till.type_text("12a3")
    assert not till.find(KeyButton, "pin_go_button").isEnabled()
    till.type_text("4567")
    assert till.find(KeyButton, "pin_go_button").isEnabled()


def test_a_scan_at_the_lock_sells_nothing_and_types_no_pin(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for(lambda: "masuk dengan PIN" in till.said())
    enter(till)
    till.wait_for_page("sell")
    assert till.cart.lines == ()


def test_locking_keeps_the_cart_and_the_next_one_sells_it(till: TillDriver) -> None:
    enter(till, "Siti")
    sell_kopi(till)
    QTest.keyClick(till.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert till.page == "lock"
    enter(till, "Rina")
    assert till.page == "sell"
    sees(till, "Rina")
    assert len(till.cart.lines) == 1


def test_locking_keeps_a_payment_and_what_was_typed_of_it(till: TillDriver) -> None:
    enter(till)
    sell_kopi(till)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.type_text("50000")
    till.flow.doorway.lock()
    assert till.page == "lock"
    enter(till)
    assert till.page == "pay"
    till.key(Qt.Key.Key_Return)
    till.wait_for_page("done")
    assert till.text_of("done_change") == "Rp32.000"


def test_a_payment_that_is_being_saved_is_saved_behind_the_lock(till: TillDriver) -> None:
    enter(till)
    sell_kopi(till)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.type_text("20000")
    pay = till.flow.presenters.pay
    pay.confirm()
    till.flow.doorway.lock()
    till.wait_for(lambda: pay.payment is None)
    assert till.page == "lock"
    enter(till)
    assert till.page == "done"


def test_pressing_twice_enters_once(till: TillDriver) -> None:
    entered: list[Person] = []
    till.flow.doorway.entered.connect(entered.append)
    choose(till, "Siti")
    till.type_text(PINS["Siti"])
    button = till.find(QPushButton, "pin_go_button")
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    till.wait_for_page("sell")
    QCoreApplication.processEvents()
    assert len(entered) == 1


def test_an_untouched_till_locks_by_itself(till: TillDriver) -> None:
    now = [0.0]
    idle = till.flow.doorway.idle
    idle.clock = lambda: now[0]
    enter(till)
    assert idle.watching
    now[0] = 299
    idle.look()
    assert till.page == "sell"
    now[0] = 300
    idle.look()
    assert till.page == "lock"
    assert not idle.watching


def test_never_is_never(till: TillDriver) -> None:
    till.counter.settings_file.change(lock_after_minutes=0)
    enter(till)
    assert not till.flow.doorway.idle.watching


def test_a_touch_begins_the_time_anew(qtbot: QtBot, till: TillDriver) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    now, over = [0.0], []
    idle = Idle(app, till.window, lambda: now[0])
    idle.over.connect(lambda: over.append(now[0]))
    idle.begin(60)
    window = till.window.windowHandle()
    idle._watch(window)
    now[0] = 50
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(5, 5),
        QPointF(5, 5),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QCoreApplication.sendEvent(window, moved)
    now[0] = 100
    idle.look()
    assert over == []
    now[0] = 110
    idle.look()
    idle.look()
    assert over == [110]


def test_a_booth_without_people_never_meets_the_lock(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        QTest.keyClick(driver.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        driver.flow.doorway.lock()
        assert driver.page == "sell"
        menu = driver.flow.menu.menu
        menu.fill(
            driver.counter.settings_file.settings,
            driver.window.catalog,
            driver.window.look,
            lockable=driver.flow.doorway.is_staffed,
        )
        assert "menu_lock" not in {one.objectName() for one in menu.actions()}


def test_a_panel_that_was_open_takes_the_keys_again(till: TillDriver) -> None:
    enter(till)
    sell_kopi(till)
    till.key(Qt.Key.Key_F4)
    till.type_text("5")
    till.flow.doorway.lock()
    enter(till)
    till.type_text("%\r")
    till.wait_for(lambda: till.cart.lines[0].discount.basis_points == 500)
    assert till.search_text() == ""


def test_without_a_shift_whoever_enters_opens_the_register(qtbot: QtBot, tmp_path: Path) -> None:
    made = set_people_up(tmp_path)
    closing = make_till(tmp_path)
    closing.write(shifts.close_shift, 300_000, by=by_of(made["Bu Tini"])).result()
    closing.close()
    with open_till_window(qtbot, tmp_path, wait=False) as till:
        till.wait_for_page("lock")
        till.wait_for(lambda: till.has("person_0_button"))
        enter(till)
        till.wait_for_page("shift")
