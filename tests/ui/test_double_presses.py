"""A confirming button that is pressed many times, by a bouncing key or two quick taps, acts once.

Those of paying, of voids, refunds, shifts, cash moves, orders, people, rules, stock, statements and
approvals stand beside their pages; these are the rest, in the window.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from pos_app.domain.kinds import Kind
from pos_app.services.printing import print_queue
from tests.drivers.entries import kinds
from tests.drivers.till_driver import TillDriver, open_till_window
from ui.pages.terms.promotions_page import PromotionsPage
from ui.widgets.settling import SETTLE_S

KOPI = "8991002101234"
_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """A booth without people, ready to sell."""
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


def bounce(till: TillDriver, name: str) -> None:
    """A press, a double one, and Enter twice, all before anything is answered."""
    till.wait_for(lambda: till.has(name))
    button = till.find(QPushButton, name)
    till.wait_for(button.isEnabled)
    button.setFocus()
    QTest.mouseClick(button, _LEFT)
    QTest.mouseDClick(button, _LEFT)
    for _ in range(2):
        QTest.keyClick(button, Qt.Key.Key_Return)


def fill(till: TillDriver, name: str, text: str) -> None:
    till.wait_for(lambda: till.find(QLineEdit, name).isVisible())
    field = till.find(QLineEdit, name)
    field.setFocus()
    field.selectAll()
    till.type_text(text)


def hand_over(till: TillDriver) -> None:
    till.press("rail_shift")
    till.press("go_hand_over_button")
    fill(till, "next_cashier_field", "Budi")
    bounce(till, "hand_over_button")


def promote(till: TillDriver) -> None:
    till.flow.go("promotions")
    till.wait_for_page("promotions")
    page = till.window.page("promotions")
    assert isinstance(page, PromotionsPage)
    till.wait_for(lambda: page._view is not None)
    till.press("new_promotion_button")
    fill(till, "promotion_name_field", "Diskon pagi")
    fill(till, "percent_rate_field", "10")
    bounce(till, "keep_promotion_button")


def bring_products_in(till: TillDriver) -> None:
    file = till.counter.settings_file._path.with_name("barang.csv")
    file.write_text("nama,harga\nTeh Botol,5000\n", encoding="utf-8")
    till.flow.go("products")
    till.wait_for_page("products")
    till.flow.presenters.products.products.read(file)
    bounce(till, "import_button")


def place_order(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.press("order_button")
    till.wait_for(lambda: till.find(QLineEdit, "order_buyer_field").hasFocus())
    fill(till, "order_buyer_field", "Pak Hadi")
    bounce(till, "keep_order_button")
    till.wait_for(lambda: till.text_of("order_number") != "")


def take_order_on(till: TillDriver) -> None:
    place_order(till)
    bounce(till, "order_step_button")


def ask_for_down_payment(till: TillDriver) -> None:
    place_order(till)
    till.press("order_pay_button")
    bounce(till, "order_amount_go_button")
    till.wait_for_page("order_pay")


def take_down_payment(till: TillDriver) -> None:
    ask_for_down_payment(till)
    till.press("cash_exact_button")
    bounce(till, "pay_accept_button")


def give_down_payment_back(till: TillDriver) -> None:
    take_down_payment(till)
    till.wait_for(lambda: till.has("order_paid_button"))
    till.press("order_paid_button")
    till.press("order_cancel_button")
    fill(till, "name_field", "batal")
    bounce(till, "name_apply_button")
    till.wait_for(lambda: till.has("order_cash_back_button"))
    bounce(till, "order_cash_back_button")
    till.qtbot.wait(int(SETTLE_S * 1000) + 50)  # read what it asks
    bounce(till, "order_cash_back_button")


SCENES = [
    (hand_over, Kind.SHIFT_HANDED_OVER, 1),
    (promote, Kind.PROMOTION_CHANGED, 1),
    (bring_products_in, Kind.PRODUCT_CHANGED, 2),
    (place_order, Kind.ORDER_PLACED, 1),
    (take_order_on, Kind.ORDER_CHANGED, 1),
    (take_down_payment, Kind.ORDER_PAID, 1),
    (give_down_payment_back, Kind.ORDER_PAID, 2),
]


@pytest.mark.parametrize(
    ("scene", "kind", "number"), SCENES, ids=[scene.__name__ for scene, _, _ in SCENES]
)
def test_a_bouncing_button_does_it_once(
    till: TillDriver, scene: Callable[[TillDriver], None], kind: Kind, number: int
) -> None:
    scene(till)
    till.wait_for(lambda: kinds(till.counter.till).count(kind) >= number)
    till.qtbot.wait(100)  # what a second press began would be there by now
    assert kinds(till.counter.till).count(kind) == number


def test_a_bouncing_button_prints_one_x(till: TillDriver) -> None:
    till.press("rail_shift")
    till.press("x_report_button")
    bounce(till, "print_report_button")
    till.qtbot.wait(100)
    jobs = till.counter.till.read(print_queue.unfinished).result()
    assert len(jobs) == 1
