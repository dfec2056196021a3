"""Opening, watching, counting and closing a shift."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_app.domain.shift import Shift, ShiftClosed
from pos_app.services import booth, shifts
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.tills import sell
from ui.pages.shift_page import ShiftPage
from ui.presenters.shift import ShiftPresenter
from ui.theme import Look


class ShiftDriver:
    """The page, and what it told the window."""

    def __init__(self, page: PageDriver[ShiftPage]) -> None:
        self.page = page
        self.presenter = page.page._presenter
        self.opened: list[Shift] = []
        self.closed: list[ShiftClosed] = []
        self.presenter.opened.connect(self.opened.append)
        self.presenter.closed.connect(self.closed.append)

    def count(self, **notes: int) -> None:
        """Count by denomination, as `count(n_50000=3)`."""
        for name, number in notes.items():
            field = name.replace("n_", "count_")
            self.page.type_into(field, str(number))

    def start_count(self) -> None:
        self.page.wait_for(lambda: self.page.shows("count_cash_button"))
        self.page.press("count_cash_button")

    def compare(self) -> None:
        self.page.press("close_shift_button")
        self.page.wait_for(lambda: self.page.shows("close_expected"))


def _page(desk: Desk, look: Look) -> ShiftPage:
    return ShiftPage(ShiftPresenter(desk.counter, desk.background), look)


def _closed_page(desk: Desk, look: Look) -> ShiftPage:
    desk.till.write(booth.create_booth, desk.till.install, "Batik Polokarto", "A12").result()
    return _page(desk, look)


@pytest.fixture
def running(qtbot: QtBot, tmp_path: Path) -> Iterator[ShiftDriver]:
    """A page while Siti's shift runs."""
    with on_page(qtbot, tmp_path, _page, language="en") as page:
        page.wait_for(lambda: page.shows("shift_running_view"))
        yield ShiftDriver(page)


@pytest.fixture
def idle(qtbot: QtBot, tmp_path: Path) -> Iterator[ShiftDriver]:
    """A page while no shift runs."""
    with on_page(qtbot, tmp_path, _closed_page, language="en", ready=False) as page:
        page.wait_for(lambda: page.shows("shift_open_view"))
        yield ShiftDriver(page)


def test_a_shift_is_opened_with_name_and_float(idle: ShiftDriver) -> None:
    idle.page.type_text("Siti")
    idle.page.key(Qt.Key.Key_Return)
    idle.page.type_text("300000")
    assert idle.page.field("float_field").text() == "Rp300.000"
    idle.page.key(Qt.Key.Key_Return)
    idle.page.wait_for(lambda: bool(idle.opened))
    assert (idle.opened[0].cashier, idle.opened[0].float_amount) == ("Siti", 300_000)
    idle.page.wait_for(lambda: idle.page.shows("shift_running_view"))


def test_an_empty_drawer_is_a_float_of_nothing(idle: ShiftDriver) -> None:
    idle.page.type_into("cashier_field", "Siti")
    idle.page.press("open_shift_button")
    idle.page.wait_for(lambda: bool(idle.opened))
    assert idle.opened[0].float_amount == 0


def test_without_a_name_the_field_says_so(idle: ShiftDriver) -> None:
    idle.page.press("open_shift_button")
    idle.page.wait_for(lambda: idle.page.shows("cashier_field_error"))
    assert "cashier's name" in idle.page.text("cashier_field_error")
    assert idle.opened == []


def test_the_keypad_fills_the_float(idle: ShiftDriver) -> None:
    idle.page.type_into("cashier_field", "Siti")
    for key in ("2", "5", "0", "000"):
        idle.page.press(f"keypad_{key}")
    assert idle.page.field("float_field").text() == "Rp250.000"


def test_pressing_twice_opens_one_shift(idle: ShiftDriver) -> None:
    idle.page.type_into("cashier_field", "Siti")
    button = idle.page.button("open_shift_button")
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    idle.page.wait_for(lambda: idle.page.shows("shift_running_view"))
    assert len(idle.opened) == 1


def test_a_running_shift_shows_what_was_sold(running: ShiftDriver) -> None:
    till = running.page.desk.till
    sell(till, "Kopi")
    sell(till, "Keripik", "Jamu")
    running.page.page.enter()
    running.page.wait_for(lambda: running.page.text("shift_turnover") == "Rp38.500")
    assert running.page.text("shift_sales") == "2"
    assert running.page.text("shift_average") == "Rp19.250"
    assert running.page.text("shift_since") == "Open since 21 Nov 2026 09:00 WIB"
    methods = running.page.page.running_view.methods.model()
    assert methods.index(0, 0).data() == "Cash"


def test_the_count_is_blind_until_it_is_done(running: ShiftDriver) -> None:
    sell(running.page.desk.till, "Kopi")
    running.start_count()
    running.count(n_100000=3, n_2000=9)
    assert running.page.text("counted_amount") == "Rp318.000"
    assert not running.page.shows("close_expected")
    assert not running.page.shows("difference_panel")
    running.compare()
    assert running.page.text("close_expected") == "Rp318.000"
    assert running.page.text("difference_name") == "No difference"


def test_a_right_count_closes_without_a_reason(running: ShiftDriver) -> None:
    running.start_count()
    running.count(n_100000=3)
    running.compare()
    assert not running.page.shows("difference_reason_field")
    running.page.press("close_shift_button")
    running.page.wait_for(lambda: bool(running.closed))
    assert (running.closed[0].counted, running.closed[0].difference) == (300_000, 0)
    running.page.wait_for(lambda: running.page.shows("shift_open_view"))
    assert running.page.text("shift_notice_text") == (
        "Siti's shift is closed: 0 sales, turnover Rp0. The cash is right."
    )
    assert running.page.desk.till.read(shifts.current_shift).result() is None


def test_a_difference_needs_a_reason_and_is_recorded(running: ShiftDriver) -> None:
    running.start_count()
    running.count(n_100000=2, n_50000=1)
    running.compare()
    assert running.page.text("difference_name") == "Cash short"
    assert running.page.text("difference_amount") == "Rp50.000"
    assert not running.page.button("close_shift_button").isEnabled()
    running.page.press("difference_reason_0")
    running.page.press("close_shift_button")
    running.page.wait_for(lambda: bool(running.closed))
    assert running.closed[0].difference == -50_000
    assert running.closed[0].reason == "Wrong change given"


def test_back_from_the_comparison_keeps_the_count(running: ShiftDriver) -> None:
    running.start_count()
    running.count(n_100000=2)
    running.compare()
    running.page.key(Qt.Key.Key_Escape)
    assert not running.page.shows("close_expected")
    assert running.page.text("counted_amount") == "Rp200.000"
    running.page.key(Qt.Key.Key_Escape)
    assert running.page.shows("shift_running_view")
    assert running.closed == []


def test_the_grid_counts_by_keys_alone(running: ShiftDriver) -> None:
    running.start_count()
    for keys in ("3", "", "1"):
        running.page.type_text(keys)
        running.page.key(Qt.Key.Key_Return)
    running.page.type_text("++")
    assert running.page.text("counted_amount") == "Rp340.000"
    running.page.key(Qt.Key.Key_Up)
    running.page.type_text("-")
    assert running.page.text("counted_amount") == "Rp320.000"


def test_the_grid_counts_by_touch(running: ShiftDriver) -> None:
    running.start_count()
    running.page.press("count_50000_plus")
    running.page.press("count_50000_plus")
    running.page.press("count_50000_minus")
    running.page.field("count_20000").setFocus()
    running.page.press("keypad_1")
    running.page.press("keypad_2")
    assert running.page.text("counted_amount") == "Rp290.000"


def test_the_cashiers_before_are_offered(running: ShiftDriver) -> None:
    running.start_count()
    running.count(n_100000=3)
    running.compare()
    running.page.press("close_shift_button")
    running.page.wait_for(lambda: running.page.shows("cashier_chip_0"))
    running.page.press("cashier_chip_0")
    assert running.page.field("cashier_field").text() == "Siti"
    running.page.press("open_shift_button")
    running.page.wait_for(lambda: bool(running.opened))
    assert running.opened[0].cashier == "Siti"
