"""F8: why the drawer is opened, who may, and what is said if it stays shut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pos_app.domain.drawer import DrawerOpened
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.services.printing.printer_state import PrinterState, Shown
from tests.drivers.entries import bodies
from tests.drivers.staffed_window import (
    KOPI,
    enter,
    is_asked,
    locked_window,
    sell_kopi,
    tap_pin,
)
from tests.drivers.till_driver import TillDriver, open_till_window


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


def reasons(till: TillDriver) -> list[str]:
    """Why the drawer was opened, each time."""
    opened = bodies(till.counter.till, Kind.DRAWER_OPENED)
    return [one.reason for one in opened if isinstance(one, DrawerOpened)]


def pulses(till: TillDriver) -> int:
    return till.spooler.asked.count(("open drawer", None))


def test_one_press_on_a_usual_reason_opens_it(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F8)
    till.press("drawer_reason_0_button")
    till.wait_for(lambda: till.said() == "Laci dibuka: Tukar uang.")
    assert reasons(till) == ["Tukar uang"]
    assert pulses(till) == 1
    till.wait_for(lambda: not till.has("drawer_open_button"))


def test_another_reason_is_typed_and_the_cart_stays(till: TillDriver) -> None:
    sell_kopi(till)
    till.key(Qt.Key.Key_F8)
    till.type_text("Uang kembalian kurang\r")
    till.wait_for(lambda: reasons(till) == ["Uang kembalian kurang"])
    assert len(till.cart.lines) == 1
    till.wait_for(lambda: not till.has("drawer_open_button"))
    till.type_text("kop")
    till.wait_for(lambda: till.search_text() == "kop")  # the keys go where they went before


def test_without_a_reason_it_stays_shut(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F8)
    till.press("drawer_open_button")
    till.wait_for(lambda: "alasan" in till.text_of("drawer_reason_field_error"))
    assert pulses(till) == 0
    till.key(Qt.Key.Key_Escape)
    till.wait_for(lambda: not till.has("drawer_open_button"))
    assert reasons(till) == []


def test_pressing_twice_opens_it_once(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F8)
    button = till.find(QPushButton, "drawer_reason_1_button")
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    till.wait_for(lambda: bool(reasons(till)))
    till.wait_for(lambda: till.said().startswith("Laci dibuka"))
    assert len(reasons(till)) == pulses(till) == 1


def test_without_a_printer_that_is_said_and_nothing_is_recorded(till: TillDriver) -> None:
    till.spooler.now(PrinterState(Shown.NONE))
    till.key(Qt.Key.Key_F8)
    till.wait_for(lambda: "Tidak ada printer" in till.said())
    assert not till.has("drawer_open_button")
    assert reasons(till) == []


def test_a_printer_that_does_not_answer_is_told(till: TillDriver) -> None:
    till.spooler.drawer_fails = LapakError("printer_unreachable", address="x", reason="y")
    till.key(Qt.Key.Key_F8)
    till.press("drawer_reason_0_button")
    till.wait_for(lambda: "Laci tidak terbuka" in till.said())
    assert reasons(till) == ["Tukar uang"]
    till.press("show_printer_button")
    till.wait_for_page("printer")


def test_a_scan_waits_for_nothing_here(till: TillDriver) -> None:
    till.key(Qt.Key.Key_F8)
    till.scan(KOPI)
    till.wait_for(lambda: till.said().startswith(KOPI))
    assert till.cart.lines == ()


def test_a_cashier_calls_a_supervisor(qtbot: QtBot, tmp_path: Path) -> None:
    with locked_window(qtbot, tmp_path) as till:
        till.key(Qt.Key.Key_F8)
        assert not till.has("drawer_open_button")  # nobody is at the till
        enter(till)
        till.wait_for_page("sell")
        till.key(Qt.Key.Key_F8)
        till.press("drawer_reason_0_button")
        till.wait_for(lambda: is_asked(till))
        till.key(Qt.Key.Key_Escape)
        till.wait_for(lambda: "Tidak disetujui" in till.text_of("drawer_reason_field_error"))
        till.press("drawer_reason_0_button")
        till.wait_for(lambda: is_asked(till))
        tap_pin(till, "Pak Danu")
        till.wait_for(lambda: reasons(till) == ["Tukar uang"])
        till.wait_for(lambda: pulses(till) == 1)
