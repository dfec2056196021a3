"""A window over a till with its line, another register of the booth, and the real server."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from pos_app.domain.product import ProductChange
from pos_app.domain.promotion import BuyGet, Promotion
from pos_app.services import carts, outbox, product_changes, siblings
from pos_app.services.counter import Counter
from pos_app.services.terms import save_promotion
from pos_app.services.till import Till
from sync.client.join import join
from sync.client.line import Line
from sync.client.pull import pull_siblings
from sync.client.way import open_way
from tests.drivers.counters import still_counter
from tests.drivers.hands.exchanging import KOPI
from tests.drivers.lines import AT_ONCE, SURE, push
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import Clock, make_till, open_shop, shelf

KOPI_NAME = "Kopi Susu Gula Aren"


@pytest.fixture
def organizer(tmp_path: Path) -> Iterator[RealOrganizer]:
    with RealOrganizer(tmp_path) as running:
        yield running


def joined_counter(folder: Path, organizer: RealOrganizer) -> Counter:
    """A till of the booth with its products and an open shift, and its line at work."""
    till = make_till(folder, Clock())
    join(till, organizer.address, organizer.join_code())
    open_shop(till)
    push(till)
    line = Line(till, pace=AT_ONCE, timeouts=SURE)
    line.start()
    return msgspec.structs.replace(still_counter(till, folder), organizer=line)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, organizer: RealOrganizer) -> Iterator[TillDriver]:
    start = partial(joined_counter, tmp_path / "first", organizer)
    with open_till_window(qtbot, tmp_path / "first", start=start) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


@pytest.fixture
def other(tmp_path: Path, organizer: RealOrganizer, window: TillDriver) -> Iterator[Till]:
    till = make_till(tmp_path / "second", Clock())
    try:
        join(till, organizer.address, organizer.join_code())
        push(till)
        now = till.read(outbox.situation).result()
        assert now.register is not None
        assert now.link is not None
        with open_way(now.link, SURE) as server:
            assert pull_siblings(till, server, now.register)
        yield till
    finally:
        till.close()


def rename(till: Till, name: str) -> None:
    kopi = next(one for one in shelf(till) if one.name.startswith("Kopi"))
    till.write(product_changes.record, [ProductChange(kopi.id, name=name)]).result()
    push(till)


def test_what_another_register_says_is_on_the_tiles_and_in_the_prices(
    window: TillDriver, other: Till
) -> None:
    other.write(save_promotion, Promotion("", "Beli dua gratis satu", BuyGet(2, 1))).result()
    rename(other, "Kopi Tubruk")
    assert KOPI_NAME in window.shown_products()
    window.counter.organizer.send_now()
    window.wait_for(lambda: "Kopi Tubruk" in window.shown_products())
    window.scan(KOPI)
    window.wait_for_cart(1)
    for _ in range(2):
        window.flow.presenters.sell.step(1)
    priced = window.flow.presenters.sell.priced
    assert priced.total == 2 * window.cart.lines[0].product.price


def test_it_waits_until_the_cart_at_hand_is_gone(window: TillDriver, other: Till) -> None:
    till, organizer = window.counter.till, window.counter.organizer
    window.scan(KOPI)
    window.wait_for_cart(1)
    window.wait_for(lambda: till.read(carts.at_hand).result() is not None)
    rename(other, "Kopi Tubruk")
    organizer.send_now()
    window.wait_for(lambda: has_come(till, other))
    assert KOPI_NAME in window.shown_products()
    window.flow.presenters.sell.empty()
    window.wait_for(lambda: till.read(carts.at_hand).result() is None)
    organizer.send_now()
    window.wait_for(lambda: "Kopi Tubruk" in window.shown_products())


def has_come(till: Till, other: Till) -> bool:
    """Whether all that the other register said is at a till, whether it counts or not."""
    register = other.read(outbox.situation).result().register
    assert register is not None
    return till.read(siblings.known).result().get(register.id) == register.head.seq
