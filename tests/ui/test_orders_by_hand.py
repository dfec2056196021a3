"""Orders by touch alone, and what was paid for a cancelled one is given back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from pos_app.domain.kinds import Kind
from pos_app.domain.order import OrderState, OrderStatus
from pos_app.services import orders
from tests.drivers.entries import kinds
from tests.drivers.hands.exchanging import drawer
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.pages.orders.orders_page import OrdersPage


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


def page(till: TillDriver) -> OrdersPage:
    found = till.window.page("orders")
    assert isinstance(found, OrdersPage)
    return found


def the_order(till: TillDriver) -> OrderState:
    [state] = till.counter.till.read(orders.listed).result()
    return state


def write_into(till: TillDriver, name: str, text: str) -> None:
    """Tap a field and write into it, as with the keyboard on a touch screen."""
    field = till.find(QLineEdit, name)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    till.type_text(text)


def order_by_touch(till: TillDriver) -> None:
    """Bu Ani orders a cloth, noted down on the orders page."""
    till.tap_product("Kain Batik per Meter")
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F7)
    till.wait_for_page("orders")
    write_into(till, "order_buyer_field", "Bu Ani")
    till.press("keep_order_button")
    till.wait_for(lambda: page(till)._current is page(till).order)
    till.wait_for(lambda: page(till)._detail is not None)


def pay_half_by_touch(till: TillDriver) -> None:
    till.press("order_pay_button")
    till.wait_for(till.find(QLineEdit, "order_amount_field").isVisible)
    till.press("order_part_50_button")
    till.press("order_amount_go_button")
    till.wait_for_page("order_pay")
    till.press("cash_exact_button")
    till.press("pay_accept_button")
    till.wait_for_page("orders")


def test_an_order_is_found_opened_and_taken_on_by_touch(till: TillDriver) -> None:
    order_by_touch(till)
    till.press("order_back_button")
    till.wait_for(lambda: page(till)._current is page(till).list)
    till.press("order_status_promised_button")
    table = page(till).list.table
    till.wait_for(lambda: table.model().rowCount() == 1)
    at = table.visualRect(table.model().index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    till.press("open_order_button")
    till.wait_for(lambda: page(till)._current is page(till).order)
    till.press("order_step_button")
    till.wait_for(lambda: till.text_of("order_status") == "Dikonfirmasi")
    till.press("order_step_button")
    till.wait_for(lambda: the_order(till).order.status is OrderStatus.DELIVERED)


def test_what_was_rung_up_while_the_order_was_written_stays_in_the_cart(till: TillDriver) -> None:
    till.tap_product("Kain Batik per Meter")
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F7)
    till.wait_for_page("orders")
    write_into(till, "order_buyer_field", "Bu Ani")
    till.press("rail_sell")
    till.tap_product("Jamu Beras Kencur")
    till.wait_for_cart(2)
    till.press("rail_orders")
    till.press("keep_order_button")
    till.wait_for(lambda: "berubah" in till.said())
    assert [line.name for line in the_order(till).order.lines] == ["Kain Batik per Meter"]
    assert len(till.cart.lines) == 2


def test_a_cart_for_which_money_was_taken_is_not_ordered(till: TillDriver) -> None:
    till.tap_product("Kain Batik per Meter")
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.type_text("10000+")
    till.wait_for(lambda: till.flow.presenters.money.total == 10_000)
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page("sell")
    till.key(Qt.Key.Key_F7)
    assert till.page == "sell"
    assert till.said().startswith("Rp10.000 sudah diterima")
    assert len(till.cart.lines) == 1


def test_what_was_paid_for_a_cancelled_order_is_given_back_once(till: TillDriver) -> None:
    order_by_touch(till)
    pay_half_by_touch(till)
    till.press("order_paid_button")
    till.wait_for(lambda: till.text_of("order_paid") == "Rp39.000")
    assert drawer(till) == 39_000
    till.press("order_cancel_button")
    write_into(till, "name_field", "Tidak jadi")
    till.press("name_apply_button")
    till.wait_for(lambda: the_order(till).order.status is OrderStatus.CANCELLED)
    till.wait_for(lambda: till.has("order_cash_back_button"))
    back = page(till).order.cash_back_button
    assert back.words() == "Kembalikan Rp39.000 tunai"
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)  # a double click asks only
    assert drawer(till) == 39_000
    till.wait_for(lambda: back._settling.is_over)
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    till.wait_for(lambda: drawer(till) == 0)
    till.wait_for(lambda: not till.has("order_cash_back_button"))
    assert the_order(till).paid == 0
    assert kinds(till.counter.till).count(Kind.ORDER_PAID) == 2  # taken, and given back
