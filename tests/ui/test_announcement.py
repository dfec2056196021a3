"""The organizer's announcement: over every page, until it is put away or withdrawn."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pos_app.services import expo_news
from pos_app.services.counter import Counter
from pos_app.services.organizer import SyncKind, SyncState
from tests.drivers.counters import still_counter
from tests.drivers.expos import DETAILS, announce, join_expo
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import MORNING, Clock, make_till, set_up


def joined(folder: Path) -> Counter:
    till = make_till(folder, Clock())
    set_up(till)
    join_expo(till)
    announce(till)
    return still_counter(till, folder)


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path, start=partial(joined, tmp_path)) as driver:
        driver.wait_for_page("sell")
        yield driver


def shown(till: TillDriver) -> str:
    band = till.window.announcement
    return band.text.text() if band.isVisible() else ""


def test_an_announcement_is_there_from_the_start_and_goes_when_it_is_read(
    till: TillDriver,
) -> None:
    till.wait_for(lambda: "Panggung utama mulai 19.00" in shown(till))
    assert DETAILS.name in shown(till)
    close = till.window.announcement.findChild(QPushButton, "announcement_close_button")
    assert close is not None
    close.click()
    till.wait_for(lambda: not shown(till))
    till.wait_for(lambda: not till.counter.till.read(expo_news.notice).result().announcement)


def test_another_one_comes_with_the_organizers_next_answer(till: TillDriver) -> None:
    till.wait_for(lambda: "Panggung" in shown(till))
    announce(till.counter.till, msgspec.structs.replace(DETAILS, revision=6, announcement="Hujan"))
    news = till.flow.presenters.expo_news
    news._on_answered(SyncState(SyncKind.SYNCED, at=MORNING))
    till.wait_for(lambda: "Hujan" in shown(till))
    announce(till.counter.till, msgspec.structs.replace(DETAILS, revision=7, announcement=""))
    news._on_answered(SyncState(SyncKind.SYNCED, at=MORNING))
    till.wait_for(lambda: not shown(till))


def test_news_that_cannot_be_used_are_told_in_words(till: TillDriver) -> None:
    till.counter.till.write(expo_news.tell_problem, "news_not_genuine").result()
    till.flow.presenters.expo_news.load()
    till.wait_for(lambda: "tidak ditandatangani" in till.said())
