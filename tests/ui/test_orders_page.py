"""Orders in the window: noted down from the cart, paid on the pay page, taken step by step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from pos_app.domain.order import OrderState, OrderStatus
from pos_app.services import orders, shifts
from tests.drivers.staffed_window import enter, is_asked, locked_window, sell_kopi, tap_pin
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.pages.orders.orders_page import OrdersPage

KOPI, JAMU = "8991002101234", "8991002109999"


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


def all_orders(till: TillDriver) -> tuple[OrderState, ...]:
    return till.counter.till.read(orders.listed).result()


def fill(till: TillDriver, name: str, text: str) -> None:
    field = till.find(QLineEdit, name)
    field.setFocus()
    field.selectAll()
    till.type_text(text)


def order_from_cart(till: TillDriver, *codes: str, buyer: str = "Bu Ani") -> OrderState:
    """Note an order down by keyboard alone."""
    for code in codes:
        till.scan(code)
    till.wait_for_cart(len(codes))
    till.key(Qt.Key.Key_F7)
    till.wait_for(till.find(QLineEdit, "order_buyer_field").hasFocus)
    till.type_text(buyer)
    till.keyboard.stroke("\r")
    till.wait_for(lambda: page(till)._current is page(till).order)
    till.wait_for(lambda: page(till)._detail is not None)
    return all_orders(till)[-1]


def test_f7_takes_the_carts_goods_into_an_order_and_empties_the_cart(till: TillDriver) -> None:
    state = order_from_cart(till, KOPI, JAMU)
    assert state.order.buyer.name == "Bu Ani"
    assert state.order.value == 26_000
    assert len(state.order.lines) == 2
    assert till.cart.lines == ()
    assert till.text_of("order_number") == "A12-K1-P000001"


def test_a_form_that_is_left_keeps_the_cart(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    cart = till.cart
    till.key(Qt.Key.Key_F7)
    till.wait_for(till.find(QLineEdit, "order_buyer_field").hasFocus)
    till.key(Qt.Key.Key_Escape)
    till.key(Qt.Key.Key_Escape)
    till.wait_for_page("sell")
    assert till.cart == cart
    assert all_orders(till) == ()


def test_what_is_missing_is_said_beside_its_field(till: TillDriver) -> None:
    till.press("rail_orders")
    till.press("new_order_button")
    till.press("keep_order_button")
    till.wait_for(lambda: "nama pembeli" in till.text_of("order_buyer_field_error").lower())
    fill(till, "order_buyer_field", "Pak Budi")
    till.press("keep_order_button")
    till.wait_for(lambda: "F7" in till.text_of("order_text_field_error"))
    fill(till, "order_text_field", "Parsel 40 buah")
    till.press("keep_order_button")
    till.wait_for(lambda: "perkiraan" in till.text_of("order_value_field_error"))
    assert all_orders(till) == ()


def test_a_phone_needs_consent_and_is_shown_masked(till: TillDriver) -> None:
    till.press("rail_orders")
    till.press("new_order_button")
    for name, text in (
        ("order_buyer_field", "Pak Budi"),
        ("order_text_field", "Parsel"),
        ("order_value_field", "500000"),
        ("order_phone_field", "0812-3456-7890"),
    ):
        fill(till, name, text)
    till.press("keep_order_button")
    assert "centang" in till.text_of("order_phone_field_error")
    till.find(QCheckBox, "order_consent_box").setChecked(True)
    till.press("keep_order_button")
    till.wait_for(lambda: till.text_of("order_phone") == "0812-****-7890")
    till.press("order_reveal_button")
    till.wait_for(lambda: till.text_of("order_phone") == "081234567890")


def test_a_down_payment_is_taken_on_the_pay_page_by_keyboard_alone(till: TillDriver) -> None:
    order_from_cart(till, KOPI, JAMU)
    till.key(Qt.Key.Key_F12)
    till.wait_for(till.find(QLineEdit, "order_amount_field").hasFocus)
    till.type_text("10000")
    till.keyboard.stroke("\r")
    till.wait_for_page("order_pay")
    till.type_text("20000")
    till.keyboard.stroke("\r")
    till.wait_for_page("orders")
    assert till.text_of("order_change") == "Rp10.000"
    till.keyboard.stroke("\r")
    till.wait_for(lambda: till.text_of("order_paid") == "Rp10.000")
    summary = till.counter.till.read(shifts.shift_summary).result()
    assert summary is not None
    assert (summary.totals.turnover, summary.expected) == (0, 310_000)


def test_a_press_is_never_for_the_order_that_was_open_before(till: TillDriver) -> None:
    order_from_cart(till, KOPI)
    till.press("rail_sell")
    order_from_cart(till, JAMU, buyer="Pak Budi")
    orders_of = {one.order.buyer.name: one for one in all_orders(till)}
    first, second = orders_of["Bu Ani"], orders_of["Pak Budi"]
    till.wait_for(lambda: till.text_of("order_number") == second.order.number)
    page(till)._open(first.order.id)
    till.key(Qt.Key.Key_F12)
    assert page(till)._current is page(till).order
    till.wait_for(lambda: till.text_of("order_number") == first.order.number)
    till.key(Qt.Key.Key_F12)
    till.wait_for(lambda: page(till)._current is page(till).amount)


def test_an_order_goes_its_steps_and_a_cancelled_one_gives_its_money_back(
    till: TillDriver,
) -> None:
    order_from_cart(till, KOPI)
    till.press("order_step_button")
    till.wait_for(lambda: all_orders(till)[0].order.status is OrderStatus.CONFIRMED)
    till.wait_for(lambda: till.text_of("order_status") == "Dikonfirmasi")
    till.press("order_cancel_button")
    till.wait_for(till.find(QLineEdit, "name_field").hasFocus)
    till.type_text("Tidak jadi")
    till.keyboard.stroke("\r")
    till.wait_for(lambda: all_orders(till)[0].order.status is OrderStatus.CANCELLED)


def test_saving_twice_places_one_order(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F7)
    till.wait_for(till.find(QLineEdit, "order_buyer_field").hasFocus)
    till.type_text("Bu Ani")
    keep = till.find_button("keep_order_button")
    for _ in range(3):
        keep.click()
    till.wait_for(lambda: len(all_orders(till)) > 0)
    till.wait_for(lambda: page(till)._current is page(till).order)
    assert len(all_orders(till)) == 1


def test_an_order_below_what_its_goods_cost_is_asked_about_with_the_amounts(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with locked_window(qtbot, tmp_path) as till:
        enter(till)
        till.wait_for_page("sell")
        sell_kopi(till)
        till.key(Qt.Key.Key_F7)
        till.wait_for(till.find(QLineEdit, "order_buyer_field").hasFocus)
        till.type_text("Teman")
        fill(till, "order_value_field", "9000")
        till.keyboard.stroke("\r")
        till.wait_for(lambda: is_asked(till))
        assert till.text_of("approval_title") == "Diskon 50% · Rp9.000"
        assert till.text_of("approval_subject") == "Teman · Rp18.000 → Rp9.000"
        tap_pin(till, "Pak Danu")
        till.wait_for(lambda: bool(all_orders(till)))
        for status in (OrderStatus.PROMISED, OrderStatus.CONFIRMED):
            _wait_for_status(till, status)
            till.press("order_step_button")
        till.wait_for(lambda: is_asked(till))
        assert till.text_of("approval_subject") == "A12-K1-P000001 · Rp9.000 belum dibayar"
        till.press("approval_cancel_button")
        assert _status(till) is OrderStatus.CONFIRMED


def _status(till: TillDriver) -> OrderStatus:
    return all_orders(till)[-1].order.status


def _wait_for_status(till: TillDriver, status: OrderStatus) -> None:
    def shown() -> bool:
        detail = page(till)._detail
        return detail is not None and detail.state.order.status is status

    till.wait_for(shown)
