"""What comes back stands on the tiles at once, unless it cannot be sold again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos_app.domain.quantity import ONE
from pos_app.domain.stock import MoveKind
from pos_app.services.checkout import Completed
from pos_app.services.stock import MoveRow, NewMove, move_stock
from tests.drivers.hands.exchanging import JAMU, KOPI, bring_back, history_of, opened
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import sell, shelf


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """Five coffees and five herbal drinks are in stock."""
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        till = driver.counter.till
        ids = [one.id for one in shelf(till) if one.name.startswith(("Kopi", "Jamu"))]
        rows = tuple(MoveRow(one, 5 * ONE) for one in ids)
        till.write(move_stock, NewMove(till.new_id(), MoveKind.OPENING, rows)).result()
        driver.flow.presenters.shelf.load()
        driver.wait_for(lambda: left(driver, "Kopi") == 5)
        yield driver


def left(till: TillDriver, name: str) -> float | None:
    """What the tile of a product knows of its stock; nothing while the shelf is read anew."""
    grid = till.flow.presenters.shelf.grid
    shown = map(grid.shown_at, range(grid.count))
    named = (one for one in shown if one is not None and one.name.startswith(name))
    found = next(named, None)
    return None if found is None or found.left_milli is None else found.left_milli / ONE


def sold(till: TillDriver, *names: str) -> Completed:
    done = sell(till.counter.till, *names)
    till.flow.presenters.shelf.read_stock(done.taken)
    till.wait_for(lambda: left(till, names[0]) == 4)
    return done


def open_newest(till: TillDriver, sale: Completed) -> None:
    till.press("rail_history")
    till.wait_for_page("history")
    till.wait_for(lambda: opened(till) == sale.sale.receipt_number)


def test_a_void_puts_everything_back(till: TillDriver) -> None:
    open_newest(till, sold(till, "Kopi", "Jamu"))
    till.press("void_button")
    till.press("void_reason_0")
    till.press("confirm_void_button")
    till.wait_for(lambda: (left(till, "Kopi"), left(till, "Jamu")) == (5, 5))


def test_a_refund_puts_back_what_can_be_sold_again(till: TillDriver) -> None:
    open_newest(till, sold(till, "Kopi", "Jamu"))
    till.press("refund_button")
    assert not till.find_button("unsellable_1_button").isEnabled()
    till.press("return_all_button")
    till.press("unsellable_1_button")
    till.press("refund_reason_0")
    till.press("confirm_refund_button")
    till.wait_for(lambda: (left(till, "Kopi"), left(till, "Jamu")) == (4, 5))
    assert not history_of(till).refund.isVisible()


def test_an_exchange_takes_and_puts_back_at_once(till: TillDriver) -> None:
    bring_back(till, sold(till, "Kopi"))
    assert left(till, "Kopi") == 4
    till.scan(JAMU)
    till.wait_for_cart(1)
    till.press("pay_button")
    till.wait_for_page("pay")
    till.press("pay_accept_button")
    till.wait_for_page("done")
    till.wait_for(lambda: (left(till, "Kopi"), left(till, "Jamu")) == (5, 4))


def test_goods_that_go_into_no_stock_are_not_asked_about(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for_cart(1)
    done = sell(till.counter.till, "Kain")
    open_newest(till, done)
    till.press("refund_button")
    assert not till.has("unsellable_1_button")
