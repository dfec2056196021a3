"""The cart at hand is kept while it is rung up, and is back after a restart."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos_app.domain import cart as rules
from pos_app.domain.cart import Cart
from pos_app.services import carts
from pos_app.services.till import Till
from tests.drivers.desk import Desk, open_desk
from tests.drivers.till_driver import open_till_window
from tests.drivers.tills import as_kept, make_till, shelf
from ui.presenters.cart_keeper import CartKeeper
from ui.presenters.sell import SellPresenter

KOPI, JAMU = "8991002101234", "8991002109999"
TOP = Path(__file__).parents[2]


def kept(till: Till) -> Cart | None:
    return till.read(carts.at_hand).result()


def test_an_unpaid_cart_is_back_after_a_restart_and_it_is_said(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_products()
        till.scan(KOPI)
        till.scan(JAMU)
        till.wait_for_cart(2)
        before = till.cart
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_cart(2)
        assert till.cart == as_kept(before)
        assert till.said() == "Keranjang yang belum dibayar dipulihkan."
        assert till.text_of("total") == "Rp26.000"


def test_a_cart_that_was_begun_before_the_kept_one_is_read_stays_apart(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_products()
        till.scan(KOPI)
        till.wait_for_cart(1)
    with open_desk(tmp_path, ready=False) as desk:
        sell = SellPresenter(desk.counter, desk.background)
        keeper = CartKeeper(desk.till, desk.background, sell)
        sell.add(next(one for one in shelf(desk.till) if one.name.startswith("Jamu")))
        with qtbot.waitSignal(keeper.put_aside):
            keeper.begin()
        keeper.keep_now()
        [held] = desk.till.read(carts.held).result()
        assert held.cart.lines[0].product.name.startswith("Kopi")
        assert kept(desk.till) == as_kept(sell.cart)


class Counting(SellPresenter):
    """A presenter whose look-ups take as long as a test wants."""

    looking = False

    @property
    def busy(self) -> bool:
        return self.looking


def keeper_of(desk: Desk, qtbot: QtBot) -> tuple[Counting, CartKeeper]:
    sell = Counting(desk.counter, desk.background)
    keeper = CartKeeper(desk.till, desk.background, sell)
    keeper.begin()
    qtbot.waitUntil(lambda: desk.till.read(carts.at_hand).done() or True)
    desk.till.read(carts.at_hand).result()
    qtbot.wait(20)
    return sell, keeper


def test_many_changes_are_stored_at_once_and_a_second_later_at_the_latest(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_desk(tmp_path) as desk:
        sell, _keeper = keeper_of(desk, qtbot)
        product = shelf(desk.till)[0]
        begun = time.monotonic()
        stored_after = 0.0
        while not stored_after:  # a change every 50 ms: the pause of 200 ms never comes
            sell.add(product)
            qtbot.wait(50)
            if kept(desk.till) is not None:
                stored_after = time.monotonic() - begun
        assert 0.5 < stored_after < 3
        qtbot.waitUntil(lambda: kept(desk.till) == as_kept(sell.cart), timeout=3000)


def test_a_scan_that_is_looked_up_goes_first(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        sell, keeper = keeper_of(desk, qtbot)
        sell.looking = True
        sell.add(shelf(desk.till)[0])
        keeper._on_soon()
        assert kept(desk.till) is None
        sell.looking = False
        keeper._on_soon()
        assert kept(desk.till) == as_kept(sell.cart)


def test_choosing_a_line_writes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        sell, keeper = keeper_of(desk, qtbot)
        for product in shelf(desk.till)[:2]:
            sell.add(product)
        keeper.keep_now()
        before = kept(desk.till)
        sell.touch(1)
        keeper.keep_now()
        assert kept(desk.till) == before
        assert not keeper._soon.isActive()


def test_an_emptied_cart_is_not_kept(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        sell, keeper = keeper_of(desk, qtbot)
        sell.add(shelf(desk.till)[0])
        keeper.keep_now()
        sell.empty()
        keeper.keep_now()
        assert kept(desk.till) is None


def test_storing_a_large_cart_takes_little_of_the_databases_time(till: Till) -> None:
    cart = Cart(till.new_id())
    for product in shelf(till):
        for price in range(1, 21):
            cart = rules.add(cart, product)
            cart = rules.set_price(cart, cart.touched or 0, price, "nego")
    assert len(cart.lines) == 100
    till.write(carts.keep, cart).result()
    taken = []
    for qty_milli in range(2000, 12_000, 1000):
        cart = rules.set_quantity(cart, 1, qty_milli)
        begun = time.perf_counter()
        till.write(carts.keep, cart).result()
        taken.append(time.perf_counter() - begun)
    assert min(taken) < 0.02


@pytest.mark.parametrize("seed", range(2))
def test_a_till_that_is_killed_loses_the_last_second_of_a_cart_at_most(
    tmp_path: Path, seed: int
) -> None:
    command = [sys.executable, "-m", "tests.drivers.ringer", str(tmp_path)]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as ringer:
        assert ringer.stdout is not None
        rung: list[tuple[int, float]] = []
        while len(rung) < 30 + 17 * seed:
            number, at = ringer.stdout.readline().split()
            rung.append((int(number), float(at)))
        killed_at = time.monotonic()
        ringer.send_signal(signal.SIGKILL)
    till = make_till(tmp_path)
    try:
        cart = kept(till)
    finally:
        till.close()
    # A second, and what a busy machine adds to it.
    safe = max((number for number, at in rung if at < killed_at - 1.6), default=0)
    assert cart is not None
    assert sum(line.qty_milli for line in cart.lines) >= safe * 1000
    assert safe > 0
