"""A till that was restored or copied says so, and sells on at once."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.domain.continuation import Because, Continued
from pos_app.services.counter import Counter
from pos_app.services.mark_keeper import MarkKeeper
from pos_app.services.organizer import SyncKind, SyncState
from tests.drivers.counters import still_counter
from tests.drivers.hands.exchanging import KOPI
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import Clock, database_in, make_till, sell, set_up
from ui.notices import Notice


def restored(folder: Path) -> Counter:
    till = make_till(folder, Clock())
    set_up(till)
    till.close()
    older = database_in(folder).read_bytes()
    till = make_till(folder, Clock())
    sell(till)
    MarkKeeper(till).close()
    till.close()
    database_in(folder).write_bytes(older)
    return still_counter(make_till(folder, Clock()), folder)


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path, start=partial(restored, tmp_path)) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        yield driver


def test_a_restored_till_says_so_and_sells_on(till: TillDriver) -> None:
    assert "dikembalikan dari salinan lama" in till.said()
    assert "A12-K1" in till.said()
    till.scan(KOPI)
    till.wait_for_cart(1)
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.type_text("20000\r")
    till.wait_for_page("done")


def test_what_the_organizer_finds_out_while_the_till_sells_is_said_once(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_till_window(qtbot, tmp_path) as till:
        till.wait_for_page("sell")
        continued = Continued(Because.COPIED, "A12-K1", "A12-K1WXT")
        state = SyncState(SyncKind.SYNCED, continued=continued)
        till.organizer.now(state)
        till.wait_for(lambda: "A12-K1WXT" in till.said())
        till.window.say(Notice("Tersimpan.", "good"))
        till.organizer.now(msgspec.structs.replace(state, of=9))
        assert till.said() == "Tersimpan."
