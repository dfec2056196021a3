"""Practising: the same pages under a striped band, and nothing of it counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from pos_app.services import booth, shifts
from pos_app.services.counter import Counter
from tests.drivers.counters import still_counter
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import Clock, make_till, set_up

KOPI, JAMU = "8991002101234", "8991002109999"

# menus grab keys; the offscreen platform cannot
pytestmark = pytest.mark.qt_log_ignore("does not support")


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


def choose_training(till: TillDriver) -> None:
    """Press the menu's entry, as with F10, the arrows and Enter."""
    till.key(Qt.Key.Key_F10)
    action = till.window.findChild(QAction, "menu_training")
    assert action is not None
    action.trigger()
    till.flow.menu.menu.close()
    till.window.activateWindow()


def pay(till: TillDriver, typed: str) -> None:
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.type_text(typed)
    till.keyboard.stroke("\r")
    till.wait_for_page("done")


def band(till: TillDriver) -> bool:
    return till.window.training_band.isVisible()


def turnover(till: TillDriver) -> tuple[int, int]:
    summary = till.counter.till.read(shifts.shift_summary).result()
    assert summary is not None
    return summary.totals.sales, summary.totals.turnover


def test_a_band_over_the_window_says_that_nothing_counts(till: TillDriver) -> None:
    assert not band(till)
    choose_training(till)
    assert band(till)
    assert till.window.training_band.words == "LATIHAN – tidak dihitung"
    assert till.window.training_band.width() == till.window.width()
    choose_training(till)
    assert not band(till)
    assert till.said() == "Latihan selesai. Penjualan dihitung lagi."


def test_a_practised_sale_goes_through_the_same_pages_and_counts_nowhere(till: TillDriver) -> None:
    choose_training(till)
    till.scan(KOPI)
    till.wait_for_cart(1)
    pay(till, "20000")
    sale = till.flow.presenters.done.sale
    assert sale is not None
    assert sale.receipt_number == "A12-K1-LATIHAN-0001"
    assert band(till)
    till.scan(JAMU)
    till.wait_for_page("sell")
    till.wait_for_cart(1)
    assert till.cart.training
    assert turnover(till) == (0, 0)


def test_the_real_cart_waits_for_the_end_and_the_practised_one_is_gone(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    real = till.cart
    choose_training(till)
    assert till.cart.lines == ()
    till.scan(JAMU)
    till.wait_for_cart(1)
    till.press("empty_button")
    assert till.cart.training
    till.scan(JAMU)
    till.wait_for_cart(1)
    choose_training(till)
    assert till.cart == real
    choose_training(till)
    assert till.cart.lines == ()
    choose_training(till)
    pay(till, "20000")
    assert turnover(till) == (1, 18_000)


def test_a_held_cart_of_training_stays_training(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F5)
    till.keyboard.stroke("\r")
    till.wait_for(lambda: till.flow.presenters.held.number == 1)
    choose_training(till)
    till.wait_for(lambda: till.flow.presenters.held.number == 0)
    till.scan(JAMU)
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F5)
    till.keyboard.stroke("\r")
    till.wait_for(lambda: till.flow.presenters.held.number == 1)
    assert till.flow.presenters.held._waiting[0].cart.training
    choose_training(till)
    till.wait_for(lambda: till.flow.presenters.held._waiting[:1] != ())
    till.wait_for(lambda: not till.flow.presenters.held._waiting[0].cart.training)


def test_pages_whose_acts_count_are_kept_from_somebody_who_practises(till: TillDriver) -> None:
    choose_training(till)
    for page in ("shift", "products"):
        till.press(f"rail_{page}")
        assert till.page == "sell"
        assert "Akhiri latihan dulu" in till.said()
    till.press("rail_help")
    assert till.page == "help"
    till.press("rail_shift")
    till.press("end_training_button")
    assert not band(till)
    till.press("rail_shift")
    assert till.page == "shift"


def test_practising_needs_no_open_shift(qtbot: QtBot, tmp_path: Path) -> None:
    def without_shift() -> Counter:
        till = make_till(tmp_path, Clock())
        set_up(till)
        till.write(shifts.close_shift, 300_000).result()
        return still_counter(till, tmp_path)

    with open_till_window(qtbot, tmp_path, start=without_shift) as till:
        till.wait_for_page("shift")
        choose_training(till)
        assert till.page == "sell"
        till.wait_for_products()
        till.scan(KOPI)
        till.wait_for_cart(1)
        pay(till, "18000")
        till.key(Qt.Key.Key_Escape)
        choose_training(till)
        assert till.page == "shift"


def test_a_booth_that_is_not_set_up_has_nothing_to_practise_with(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_till_window(qtbot, tmp_path, ready=False) as till:
        till.wait_for_page("welcome")
        assert till.counter.till.read(booth.current_register).result() is None
        till.key(Qt.Key.Key_F10)
        assert till.window.findChild(QAction, "menu_training") is None
        till.flow.menu.menu.close()
    till.window.activateWindow()


def test_a_restart_ends_the_training_and_its_cart(qtbot: QtBot, tmp_path: Path) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_products()
        till.scan(KOPI)
        till.wait_for_cart(1)
        choose_training(till)
        till.scan(JAMU)
        till.wait_for_cart(1)
        till.window.close()
        assert not till.window.isVisible()
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_cart(1)
        assert not band(till)
        assert till.cart.lines[0].product.name.startswith("Kopi")
