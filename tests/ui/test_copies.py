"""Copies of receipts: each is asked for once, and the journal knows who asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_app.domain.kinds import Kind
from pos_app.domain.slips import ReceiptReprinted
from pos_app.services.printing import print_queue
from tests.drivers.entries import bodies
from tests.drivers.staffed_window import enter, locked_window, sell_kopi
from tests.drivers.till_driver import TillDriver


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """Siti has just sold a coffee."""
    with locked_window(qtbot, tmp_path) as driver:
        enter(driver)
        driver.wait_for_page("sell")
        sell_kopi(driver)
        driver.press("pay_button")
        driver.wait_for_page("pay")
        driver.press("cash_exact_button")
        driver.press("pay_accept_button")
        driver.wait_for_page("done")
        yield driver


def noted(till: TillDriver) -> list[ReceiptReprinted]:
    found = bodies(till.counter.till, Kind.RECEIPT_REPRINTED)
    return [one for one in found if isinstance(one, ReceiptReprinted)]


def copies(till: TillDriver) -> int:
    jobs = till.counter.till.read(print_queue.unfinished).result()
    return sum(job.copy for job in jobs)


def press_twice(till: TillDriver, name: str) -> None:
    for _ in range(2):
        QTest.mouseClick(till.find_button(name), Qt.MouseButton.LeftButton)


def test_after_a_sale_a_double_press_prints_one_copy_and_says_for_whom(till: TillDriver) -> None:
    press_twice(till, "reprint_button")
    till.wait_for(lambda: copies(till) == 1)
    [copy] = noted(till)
    assert (copy.cashier, copy.number) == ("Siti", "A12-K1-000001")
    assert copy.by
    assert copy.by.person == till.flow.presenters.guarded.by.person
    assert not copy.as_file


def test_a_receipt_saved_as_a_file_is_noted_too(till: TillDriver, tmp_path: Path) -> None:
    till.flow.presenters.done.save_pdf(tmp_path / "struk.pdf")
    till.wait_for(lambda: len(noted(till)) == 1)
    [copy] = noted(till)
    assert copy.as_file
    assert copy.cashier == "Siti"
    assert copies(till) == 0


def test_from_the_history_it_is_the_same(till: TillDriver, tmp_path: Path) -> None:
    till.key(Qt.Key.Key_F9)
    till.wait_for_page("history")
    history = till.flow.presenters.history
    till.wait_for(lambda: history.open is not None)
    press_twice(till, "reprint_button")
    till.wait_for(lambda: copies(till) == 1)
    history.paper.save_pdf(tmp_path / "struk.pdf")
    till.wait_for(lambda: len(noted(till)) == 2)
    assert [bool(copy.as_file) for copy in noted(till)] == [False, True]
    assert {copy.cashier for copy in noted(till)} == {"Siti"}


def test_a_file_that_could_not_be_written_is_not_noted(till: TillDriver, tmp_path: Path) -> None:
    till.flow.presenters.done.save_pdf(tmp_path / "nowhere" / "struk.pdf")
    till.wait_for(lambda: "tidak bisa" in till.text_of("done_said").lower())
    assert noted(till) == []
