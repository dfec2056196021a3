"""A clock that goes back is told once, nothing is lost, and the sentence goes when it is right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.domain.kinds import Kind
from pos_app.services import shifts
from tests.drivers.entries import bodies
from tests.drivers.hands.exchanging import KOPI
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import Clock, make_till, sell, set_up

BACK = (
    "Jam komputer mundur: sekarang 20 Nov 2026 09:00 WIB, catatan terakhir 21 Nov 2026 09:00 WIB."
    " Penjualan tetap tersimpan; betulkan jam."
)


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        driver.wait_for(lambda: driver.flow._clock._reading is not None)
        yield driver


def move(till: TillDriver, **delta: float) -> None:
    clock = till.counter.till.clock
    assert isinstance(clock, Clock)
    clock.move(**delta)


def sell_kopi(till: TillDriver) -> None:
    """One sale by keys; the done page stays."""
    if till.page == "done":
        till.flow.presenters.done.next_sale.emit()
    till.wait_for_page("sell")
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.type_text("20000\r")
    till.wait_for_page("done")


def test_a_clock_that_jumped_back_a_day_is_told_with_what_to_do(till: TillDriver) -> None:
    sell_kopi(till)
    assert till.said() == ""
    move(till, days=-1)
    sell_kopi(till)
    assert till.said() == BACK
    assert len(bodies(till.counter.till, Kind.SALE_COMPLETED)) == 2


def test_it_is_told_once_and_gone_when_the_clock_is_right(till: TillDriver) -> None:
    move(till, days=-1)
    sell_kopi(till)
    assert till.said() == BACK
    sell_kopi(till)
    assert till.said() == ""  # told already
    move(till, days=1, hours=1)
    sell_kopi(till)
    assert till.said() == ""
    move(till, days=-1)
    sell_kopi(till)
    assert till.said().startswith("Jam komputer mundur: sekarang 20 Nov 2026 10:00 WIB")


def test_a_clock_that_is_set_right_takes_the_sentence_away(till: TillDriver) -> None:
    move(till, days=-1)
    till.flow._clock.look()
    till.wait_for(lambda: till.said() == BACK)
    move(till, days=1)
    till.flow._clock.look()
    till.wait_for(lambda: till.said() == "")


def test_a_clock_that_steps_back_a_little_is_no_news(till: TillDriver) -> None:
    move(till, minutes=-4)
    sell_kopi(till)
    assert till.said() == ""


@pytest.mark.parametrize("days", [1, 0])
def test_a_till_that_opens_with_a_clock_of_yesterday_says_so(
    qtbot: QtBot, tmp_path: Path, days: int
) -> None:
    clock = Clock()
    before = make_till(tmp_path, clock)
    set_up(before)
    clock.move(days=days)
    sell(before, "Kopi")
    clock.move(days=-days)
    sell(before, "Kopi")  # the last entry is of the wrong clock already
    before.close()
    (tmp_path / "set_up").touch()
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_page("sell")
        till.wait_for(lambda: till.flow._clock._reading is not None)
        assert till.said().startswith("Jam komputer mundur") == (days == 1)


def test_it_is_told_before_a_shift_is_opened_on_the_wrong_day(qtbot: QtBot, tmp_path: Path) -> None:
    clock = Clock()
    before = make_till(tmp_path, clock)
    set_up(before)
    clock.move(days=1)
    before.write(shifts.close_shift, 300_000).result()
    before.close()
    (tmp_path / "set_up").touch()
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_page("shift")
        till.wait_for(lambda: till.said().startswith("Jam komputer mundur"))
