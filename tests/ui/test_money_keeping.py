"""Money that was taken for a cart or an order is told after a restart, and after a crash."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.domain.kinds import Kind
from pos_app.domain.sale import Sale
from pos_app.domain.tender import Method
from pos_app.services import taken_money
from tests.drivers.entries import bodies
from tests.drivers.till_driver import TillDriver, open_till_window

TOP = Path(__file__).parents[2]
KOPI = "8991002101234"


def take_a_part(till: TillDriver) -> None:
    """Ten thousand in cash for a coffee, and the rest is owed."""
    till.wait_for_products()
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.type_text("10000+")
    till.wait_for(lambda: till.flow.presenters.money.amount_of(till.cart.id) == 10_000)


def pay_the_rest(till: TillDriver) -> Sale:
    till.wait_for_page("pay")
    till.press("cash_exact_button")
    till.press("pay_accept_button")
    till.wait_for_page("done")
    [sale] = bodies(till.counter.till, Kind.SALE_COMPLETED)
    assert isinstance(sale, Sale)
    return sale


def test_what_was_taken_before_a_crash_is_told_and_counts(qtbot: QtBot, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.drivers.payer", str(tmp_path)]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as payer:
        assert payer.stdout is not None
        assert payer.stdout.readline() == "10000\n"
        payer.kill()
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for(lambda: till.has("go_on_paying_button"))
        assert till.said().startswith("Rp10.000 sudah diterima untuk keranjang ini")
        till.press("go_on_paying_button")
        till.wait_for(lambda: till.text_of("pay_owed") == "Rp20.500")
        sale = pay_the_rest(till)
        methods = [(one.method, one.amount, one.reference) for one in sale.tenders]
        assert methods == [(Method.QRIS, 10_000, "4417"), (Method.CASH, 20_500, "")]
        assert till.flow.presenters.money.total == 0


def test_closing_says_that_money_is_not_booked_and_the_next_start_says_it_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        take_a_part(till)
        till.window.close()
        assert till.said().startswith("Rp10.000 sudah diterima dan belum dibukukan.")
        till.press("close_button")
        assert not till.window.isVisible()
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for(lambda: till.has("go_on_paying_button"))


def test_money_for_a_cart_that_is_gone_is_told_until_it_was_given_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        take_a_part(till)
        till.key(Qt.Key.Key_Escape)
        till.wait_for_page("sell")
        till.press("empty_button")
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for(lambda: till.has("given_back_button"))
        assert "Rp10.000" in till.said()
        till.press("given_back_button")
        assert till.flow.presenters.money.total == 0
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for(lambda: till.window.page("pay") is not None)
        till.wait_for(lambda: till.flow.presenters.held.zone != "")
        assert not till.has("given_back_button")


def test_a_pressed_pay_key_does_not_outrun_what_was_taken_before(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        take_a_part(till)
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_cart(1)
        till.key(Qt.Key.Key_F12)
        till.wait_for_page("pay")
        till.wait_for(lambda: till.text_of("pay_owed") == "Rp8.000")
        assert sum(tender.amount for tender in pay_the_rest(till).tenders) == 18_000


def test_a_part_of_a_down_payment_is_there_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_products()
        till.scan(KOPI)
        till.wait_for_cart(1)
        till.key(Qt.Key.Key_F7)
        till.wait_for_page("orders")
        till.type_text("Pak Hadi")
        till.keyboard.stroke("\r")
        till.wait_for(lambda: till.text_of("order_number") != "")
        till.key(Qt.Key.Key_F12)
        till.keyboard.stroke("\r")
        till.wait_for_page("order_pay")
        till.type_text("5000+")
        till.wait_for(lambda: till.flow.presenters.money.total == 5_000)
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for(lambda: "Rp5.000" in till.said())
        till.press("show_orders_button")
        till.wait_for_page("orders")
        till.wait_for(lambda: till.find_button("open_order_button").isEnabled())
        till.press("open_order_button")
        till.wait_for(lambda: till.find_button("order_pay_button").isVisible())
        till.wait_for(lambda: till.text_of("order_number") != "")
        till.key(Qt.Key.Key_F12)
        till.keyboard.stroke("\r")
        till.wait_for_page("order_pay")
        till.wait_for(lambda: till.text_of("pay_owed") == "Rp13.000")


def test_what_is_practised_is_no_money(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_products()
        till.flow.menu.train(on=True)
        till.wait_for(lambda: till.cart.training)
        take_a_part(till)
        till.key(Qt.Key.Key_Escape)
        till.wait_for_page("sell")
        assert till.flow.presenters.money.amount_of(till.cart.id) == 10_000
        assert till.flow.presenters.money.total == 0
        assert till.counter.till.read(taken_money.kept).result() == ()
