"""Every field for an amount but the pay page's: what is no amount is told, and not handed over."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pos_app.domain.cash import CashWay
from pos_app.domain.order import Buyer, Order, OrderState
from resources.translations import Catalog
from ui.pages.orders.order_form import OrderForm
from ui.pages.orders.order_money import OrderAmount
from ui.pages.selling.free_amount import FreeAmount
from ui.pages.shift.shift_cash_move import CashMoveView
from ui.pages.shift.shift_hand_over import HandOverView
from ui.pages.shift.shift_open import ShiftOpenView
from ui.theme import Look


class Form(NamedTuple):
    page: QWidget
    field: str
    button: str
    submitted: SignalInstance
    amount: Callable[..., object]


def _cash_move(look: Look) -> Form:
    view = CashMoveView(look)
    view.retranslate(Catalog("en"))
    view.begin(CashWay.OUT)
    view.reason.field.setText("Supplies")
    amount: Callable[..., object] = lambda _way, amount, _why: amount  # noqa: E731 - one of many
    return Form(view, "cash_move_amount_field", "save_cash_move_button", view.submitted, amount)


def _open(look: Look) -> Form:
    view = ShiftOpenView(look)
    view.retranslate(Catalog("en"))
    view.cashier.field.setText("Sari")
    amount: Callable[..., object] = lambda _name, amount, _notes: amount  # noqa: E731
    return Form(view, "float_field", "open_shift_button", view.submitted, amount)


def _hand_over(look: Look) -> Form:
    view = HandOverView(look)
    view.retranslate(Catalog("en"))
    view.cashier.field.setText("Budi")
    amount: Callable[..., object] = lambda _name, amount: amount or 0  # noqa: E731
    return Form(view, "hand_over_counted_field", "hand_over_button", view.submitted, amount)


def _order(look: Look) -> Form:
    view = OrderForm(look)
    view.retranslate(Catalog("en"))
    view.show_order(Order("o", "", Buyer("Bu Wati"), text="20 kaos"), "", date(2026, 11, 21))
    amount: Callable[..., object] = lambda order, _phone: order.value  # noqa: E731
    return Form(view, "order_value_field", "keep_order_button", view.kept, amount)


class _Page(QWidget):
    def enter(self) -> None:
        pass


def _free_amount(look: Look) -> Form:
    page = _Page()
    page.resize(1000, 700)
    panel = FreeAmount(look, page)
    panel.retranslate(Catalog("en"))
    panel.ask(())
    amount: Callable[..., object] = lambda amount, _name, _brand: amount  # noqa: E731
    return Form(page, "free_amount_field", "free_add_button", panel.entered, amount)


def _order_payment(look: Look) -> Form:
    view = OrderAmount(look)
    view.retranslate(Catalog("en"))
    order = Order("o", "A12-P-1", Buyer("Bu Wati"), value=0)
    view.ask(OrderState(order, datetime(2026, 11, 21, 7, tzinfo=UTC)))
    view.field.set_amount(None)
    amount: Callable[..., object] = lambda amount: amount  # noqa: E731
    return Form(view, "order_amount_field", "order_amount_go_button", view.chosen, amount)


FORMS = [_cash_move, _open, _hand_over, _order, _order_payment, _free_amount]


@pytest.fixture(params=FORMS, ids=lambda make: make.__name__)
def form(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Form]:
    made: Form = request.param(Look())
    around = QWidget()
    QVBoxLayout(around).addWidget(made.page)
    around.setMinimumSize(1000, 760)
    qtbot.addWidget(around)
    around.show()
    qtbot.waitExposed(around)
    yield made
    around.close()


def _typed(form: Form, text: str) -> list[object]:
    """What is handed over when a text is typed and the button pressed."""
    field = form.page.findChild(QLineEdit, form.field)
    button = form.page.findChild(QPushButton, form.button)
    assert isinstance(field, QLineEdit)
    assert isinstance(button, QPushButton)
    handed: list[object] = []

    def take(*values: object) -> None:
        handed.append(form.amount(*values))

    form.submitted.connect(take)
    field.setFocus()
    QTest.keyClicks(field, text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    form.submitted.disconnect(take)
    return handed


def _said(form: Form) -> str:
    error = form.page.findChild(QLabel, f"{form.field}_error")
    assert isinstance(error, QLabel)
    return error.text() if not error.isHidden() else ""


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12.500", 12_500), ("12500", 12_500), ("Rp 12.500,-", 12_500), ("12500,00", 12_500), ("", 0)],
)
def test_an_amount_as_people_write_it_is_handed_over(form: Form, text: str, amount: int) -> None:
    assert _typed(form, text) == [amount]
    assert _said(form) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12,5", "may be two amounts"),
        ("12,50", "may be two amounts"),
        ("12,500", "may be two amounts"),
        ("1234567890123456", "too large"),
        ("5000-", "is no amount"),
        ("-", "below zero"),
    ],
)
def test_what_is_no_amount_is_told_and_stays(form: Form, text: str, words: str) -> None:
    assert _typed(form, text) == []
    assert words in _said(form)


def test_a_refused_amount_can_be_mended(form: Form) -> None:
    assert _typed(form, "12,5") == []
    field = form.page.findChild(QLineEdit, form.field)
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert _said(form) == ""
    assert _typed(form, "500") == [12_500]


def test_a_pasted_price_that_may_be_two_is_told(form: Form) -> None:
    QApplication.clipboard().setText("25.00")
    field = form.page.findChild(QLineEdit, form.field)
    assert isinstance(field, QLineEdit)
    field.paste()
    assert _typed(form, "") == []
    assert "two amounts" in _said(form)
