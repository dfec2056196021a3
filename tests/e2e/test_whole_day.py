"""A whole day at the window, worked in one way only: what was sold, taken and given is booked."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos_app.devices.virtual_printer import VirtualPrinter
from pos_app.domain.kinds import Kind
from pos_app.domain.shift import ShiftClosed
from pos_app.store.verification import verify
from tests.drivers.entries import bodies
from tests.drivers.hands.key_hands import KeyHands
from tests.drivers.hands.only_fingers import OnlyFingers, one_tap_at_a_time
from tests.drivers.hands.only_keys import OnlyKeys
from tests.drivers.hands.touch_hands import TouchHands
from tests.drivers.printers.papers import paper
from tests.drivers.stand.day_booth import day_window, set_booth_up
from tests.drivers.stand.day_script import IN_THE_DRAWER, PAPERS, Book, Hands, work_a_day
from tests.drivers.till_driver import TillDriver
from tests.drivers.tills import Clock, database_in


@contextmanager
def by_keys(till: TillDriver) -> Iterator[Hands]:
    """The keyboard and the scanner."""
    yield KeyHands(OnlyKeys(till))


@contextmanager
def by_touch(till: TillDriver) -> Iterator[Hands]:
    """A fingertip."""
    with one_tap_at_a_time():
        yield TouchHands(OnlyFingers(till))


@pytest.mark.qt_log_ignore("This plugin does not support")  # a menu without a window system
@pytest.mark.parametrize("way", [by_keys, by_touch])
def test_a_whole_day_is_worked_in_one_way_alone(
    qtbot: QtBot, tmp_path: Path, way: Callable[[TillDriver], AbstractContextManager[Hands]]
) -> None:
    clock = Clock()
    set_booth_up(tmp_path, clock)
    with VirtualPrinter() as printer, day_window(qtbot, tmp_path, printer, clock) as till:
        with way(till) as hands:
            book = work_a_day(hands)
        jobs = printer.wait_for_jobs(PAPERS.total())
        [closed] = bodies(till.counter.till, Kind.SHIFT_CLOSED)

    assert isinstance(closed, ShiftClosed)
    check(closed, book)
    verified = verify(database_in(tmp_path))
    assert (verified.sales, verified.total) == (
        book.sales - 1,
        book.turnover - book.voided - book.refunded,
    )
    assert all(job.complete for job in jobs)
    assert Counter(map(paper, jobs)) == PAPERS


def check(closed: ShiftClosed, book: Book) -> None:
    """The Z says what the book says."""
    counted = sum(value * count for value, count in IN_THE_DRAWER.items())
    assert (closed.expected, closed.counted) == (book.drawer, counted)
    assert closed.difference == counted - book.drawer == -1_000
    assert closed.reason
    assert closed.report
    totals = closed.report.totals
    assert (totals.sales, totals.turnover) == (book.sales, book.turnover)
    assert (totals.voided, totals.refunded) == (book.voided, book.refunded)
    net = {one.method: one.net for one in totals.taken}
    assert Counter(net) == book.methods
    by_cashier = {one.cashier: one.turnover for one in totals.cashiers}
    assert by_cashier == {"Siti": book.turnover - 8_000, "Rina": 8_000}
