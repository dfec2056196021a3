"""The shift page in its window: what a close does to the cart, and what people may do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pos_app.domain.cash import CashMoved
from pos_app.domain.kinds import Kind
from pos_app.domain.shift import ShiftClosed
from pos_app.services import carts
from tests.drivers.entries import bodies
from tests.drivers.staffed_window import enter, is_asked, locked_window, sell_kopi, tap_pin
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.pages.shift.shift_page import ShiftPage


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """A booth without people, at its shift page."""
    with open_till_window(qtbot, tmp_path, language="en") as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


@pytest.fixture
def siti(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """Siti, who is a cashier, at her shift page."""
    with locked_window(qtbot, tmp_path) as driver:
        enter(driver)
        driver.wait_for_page("sell")
        go_to_shift(driver)
        yield driver


def go_to_shift(till: TillDriver) -> ShiftPage:
    till.press("rail_shift")
    till.wait_for(lambda: till.has("count_cash_button"))
    page = till.window.page("shift")
    assert isinstance(page, ShiftPage)
    return page


def count_and_compare(till: TillDriver) -> None:
    till.press("count_cash_button")
    till.type_text("3")
    till.press("close_shift_button")
    till.wait_for(lambda: till.find(QLabel, "close_expected").isVisible())


def approve(till: TillDriver, name: str = "Pak Danu") -> None:
    till.wait_for(lambda: is_asked(till))
    tap_pin(till, name)
    till.wait_for(lambda: not is_asked(till))


def test_a_cart_that_is_thrown_away_with_its_shift_is_gone_from_the_sell_page(
    till: TillDriver,
) -> None:
    sell_kopi(till)
    till.wait_for(lambda: till.counter.till.read(carts.at_hand).result() is not None)
    page = go_to_shift(till)
    count_and_compare(till)
    till.press("open_carts_throw_away_button")
    till.press("close_shift_button")
    till.wait_for(lambda: page.views.is_at("report"))
    till.wait_for_cart(0)
    till.wait_for(lambda: till.counter.till.read(carts.at_hand).result() is None)


def test_cash_of_a_cart_that_is_not_paid_is_told_before_and_after_the_close(
    till: TillDriver,
) -> None:
    sell_kopi(till)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.type_text("10000+")
    till.wait_for(lambda: till.flow.presenters.money.total == 10_000)
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page("sell")
    go_to_shift(till)
    count_and_compare(till)
    assert till.find(QLabel, "close_unbooked").isVisible()
    assert till.text_of("close_unbooked").startswith("Rp10.000 in cash was taken")
    till.press("open_carts_throw_away_button")
    till.press("close_shift_button")
    till.wait_for(lambda: "Give it back to the buyer" in till.said())
    assert till.said().startswith("Rp10.000")
    till.press("given_back_button")
    assert till.flow.presenters.money.total == 0


def test_a_cart_is_there_in_the_next_shift_if_it_is_kept(till: TillDriver) -> None:
    sell_kopi(till)
    till.wait_for(lambda: till.counter.till.read(carts.at_hand).result() is not None)
    page = go_to_shift(till)
    count_and_compare(till)
    till.press("close_shift_button")
    till.wait_for(lambda: page.views.is_at("report"))
    assert len(till.cart.lines) == 1


def test_who_goes_on_stands_in_the_top_bar(till: TillDriver) -> None:
    go_to_shift(till)
    till.press("go_hand_over_button")
    till.type_text("Budi")
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_Return)
    till.wait_for(lambda: till.chip("cashier").startswith("Budi"))


def test_where_people_have_pins_the_next_cashier_enters_with_their_own(siti: TillDriver) -> None:
    siti.press("go_hand_over_button")
    siti.wait_for(lambda: siti.has("next_cashier_chip_0"))
    siti.type_text("Rina")
    siti.press("hand_over_button")
    siti.wait_for(lambda: siti.flow.doorway.is_locked)
    enter(siti, "Rina")
    assert siti.page == "shift"


def test_taking_cash_out_needs_a_supervisors_word(siti: TillDriver) -> None:
    siti.press("cash_out_button")
    siti.type_text("50000")
    siti.press("cash_move_reason_0")
    siti.press("save_cash_move_button")
    approve(siti)
    siti.wait_for(lambda: siti.has("count_cash_button"))
    [moved] = bodies(siti.counter.till, Kind.CASH_MOVED)
    assert isinstance(moved, CashMoved)
    assert (moved.amount, moved.cashier) == (-50_000, "Siti")
    assert moved.by
    assert moved.by.approval


def test_without_that_word_nothing_is_taken_out_and_the_form_stays(siti: TillDriver) -> None:
    siti.press("cash_out_button")
    siti.type_text("50000")
    siti.press("cash_move_reason_0")
    siti.press("save_cash_move_button")
    siti.wait_for(lambda: is_asked(siti))
    siti.press("approval_cancel_button")
    siti.wait_for(siti.find(QPushButton, "save_cash_move_button").isEnabled)
    assert bodies(siti.counter.till, Kind.CASH_MOVED) == []


def test_an_x_report_needs_a_supervisors_word_for_it_tells_the_cash(siti: TillDriver) -> None:
    page = siti.window.page("shift")
    assert isinstance(page, ShiftPage)
    siti.press("x_report_button")
    approve(siti)
    siti.wait_for(lambda: page.views.is_at("report"))


def test_a_first_count_outlives_leaving_the_page(siti: TillDriver) -> None:
    page = siti.window.page("shift")
    assert isinstance(page, ShiftPage)
    siti.press("count_cash_button")
    for _ in range(2):  # a double press is one
        siti.press("close_shift_button")
    assert siti.text_of("count_empty_text") == (
        "Belum ada yang dihitung. Kalau laci memang kosong, tekan sekali lagi."
    )
    siti.wait_for(lambda: page.views.closing._settling.is_over)
    siti.press("close_shift_button")
    siti.wait_for(lambda: siti.text_of("close_expected") == "Rp300.000")
    for _ in range(2):
        siti.press("shift_close_back_button")
    count_and_compare(siti)
    siti.press("close_shift_button")
    siti.wait_for(lambda: page.views.is_at("report"))
    [closed] = bodies(siti.counter.till, Kind.SHIFT_CLOSED)
    assert isinstance(closed, ShiftClosed)
    assert (closed.first_counted, closed.counted, closed.difference) == (0, 300_000, 0)


def test_who_closes_is_told_in_the_entry(siti: TillDriver) -> None:
    page = siti.window.page("shift")
    assert isinstance(page, ShiftPage)
    count_and_compare(siti)
    siti.press("close_shift_button")
    siti.wait_for(lambda: page.views.is_at("report"))
    [closed] = bodies(siti.counter.till, Kind.SHIFT_CLOSED)
    assert isinstance(closed, ShiftClosed)
    assert closed.cashier == "Siti"
    assert closed.by
    assert closed.by.name == "Siti"
