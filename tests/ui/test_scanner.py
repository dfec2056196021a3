"""Telling a scanner from a person, wherever the focus is."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.drivers.hands.keyboard import Keyboard
from ui.scanner import HOLD_MS, LONG_HOLD_MS, Scanner, read_code


class Desk(QWidget):
    """A field and a button under a scanner, and what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit(self)
        self.button = QPushButton("Pay", self)
        self.button.setAutoDefault(True)
        self.pressed = 0
        self.scans: list[str] = []
        self.setMinimumSize(320, 200)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.button.clicked.connect(self._count)
        self.keyboard = Keyboard(self._focus)
        self.scanner = Scanner(self.keyboard.now, self)
        self.scanner.scanned.connect(self.scans.append)

    def _count(self) -> None:
        self.pressed += 1

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    made.scanner.watch(app)
    made.activateWindow()
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    yield made
    made.scanner.stop(app)


def test_a_scan_is_told_and_never_lands_in_the_field(desk: Desk) -> None:
    desk.keyboard.scan("8991002101234")
    assert desk.scans == ["8991002101234"]
    assert not desk.scanner.holding
    assert desk.field.text() == ""


def test_the_end_of_a_scan_presses_no_button(desk: Desk, qtbot: QtBot) -> None:
    desk.button.setFocus()
    qtbot.waitUntil(desk.button.hasFocus)
    desk.keyboard.scan("8991002101234")
    desk.keyboard.scan("A B 12", end="\t")
    assert desk.scans == ["8991002101234", "A B 12"]
    assert desk.pressed == 0
    assert desk.button.hasFocus()
    assert not desk.button.isDown()


def test_what_a_person_types_arrives_in_order(desk: Desk, qtbot: QtBot) -> None:
    desk.keyboard.type_text("Kopi 2,5+")
    qtbot.waitUntil(lambda: desk.field.text() == "Kopi 2,5+")
    assert desk.scans == []


def test_two_keys_rolled_over_one_another_are_typing(desk: Desk, qtbot: QtBot) -> None:
    desk.keyboard.stroke("4")
    desk.keyboard.stroke("2", gap_ms=10)
    qtbot.waitUntil(lambda: desk.field.text() == "42")
    assert desk.scans == []


def test_enter_after_two_quick_keys_is_the_persons(desk: Desk) -> None:
    entered: list[str] = []
    desk.field.returnPressed.connect(lambda: entered.append(desk.field.text()))
    desk.keyboard.stroke("4")
    desk.keyboard.stroke("2", gap_ms=10)
    desk.keyboard.stroke("\r", gap_ms=10)
    assert entered == ["42"]
    assert desk.scans == []


def test_a_held_key_is_typing_although_it_repeats_fast(desk: Desk, qtbot: QtBot) -> None:
    desk.keyboard.stroke("0")
    for _ in range(8):
        desk.keyboard.stroke("0", gap_ms=30, repeated=True)
    desk.keyboard.press(Qt.Key.Key_End)
    qtbot.waitUntil(lambda: desk.field.text() == "000000000")
    assert desk.scans == []


def test_a_scan_right_after_typing_takes_only_its_own_keys(desk: Desk) -> None:
    desk.keyboard.type_text("ko")
    desk.keyboard.scan("8991002101234")
    assert desk.scans == ["8991002101234"]
    assert desk.field.text() == "ko"


def test_scans_that_follow_one_another_at_once_stay_apart(desk: Desk) -> None:
    desk.keyboard.scan("111111")
    desk.keyboard.scan("222222")
    assert desk.scans == ["111111", "222222"]


def test_a_scanner_that_sends_no_end_is_understood(desk: Desk, qtbot: QtBot) -> None:
    desk.keyboard.scan("8991002101234", end="")
    qtbot.waitUntil(lambda: desk.scans == ["8991002101234"])
    assert desk.field.text() == ""


def test_a_scanner_that_ends_with_a_line_feed_is_understood(desk: Desk) -> None:
    desk.keyboard.scan("8991", end="\n")
    assert desk.scans == ["8991"]
    assert desk.field.text() == ""


def test_a_second_end_key_after_a_scan_is_swallowed(desk: Desk, qtbot: QtBot) -> None:
    desk.button.setFocus()
    qtbot.waitUntil(desk.button.hasFocus)
    desk.keyboard.scan("8991002101234", end="\t\r")
    assert desk.scans == ["8991002101234"]
    assert desk.pressed == 0


def test_shifted_characters_keep_their_case(desk: Desk) -> None:
    desk.keyboard.scan("A12-b*Z")
    assert desk.scans == ["A12-b*Z"]
    assert desk.field.text() == ""


def test_control_characters_and_the_symbology_prefix_are_dropped(desk: Desk) -> None:
    desk.keyboard.scan("]E08991002\x1d101234")
    assert desk.scans == ["8991002101234"]
    assert desk.field.text() == ""


def test_space_still_presses_a_button(desk: Desk, qtbot: QtBot) -> None:
    desk.button.setFocus()
    qtbot.waitUntil(desk.button.hasFocus)
    desk.keyboard.stroke(" ")
    qtbot.waitUntil(lambda: desk.pressed == 1)
    assert not desk.button.isDown()


def test_a_long_code_is_one_scan_and_nothing_of_it_is_typed(desk: Desk) -> None:
    code = "0002010102" * 40
    desk.keyboard.scan(code)
    assert desk.scans == [code]
    assert desk.field.text() == ""


RECEIPT = "LPK1" + "AGJTFG7IUAE7A4DQM22XZYNBRV" * 11


@pytest.mark.parametrize("end", ["\r", "\t", "\n", ""], ids=["enter", "tab", "line feed", "none"])
@pytest.mark.parametrize("gap_ms", [1, 8, 20, HOLD_MS - 1])
def test_the_code_of_a_receipt_comes_whole_from_any_scanner(
    desk: Desk, qtbot: QtBot, gap_ms: float, end: str
) -> None:
    desk.keyboard.scan(RECEIPT, end, gap_ms)
    qtbot.waitUntil(lambda: bool(desk.scans))
    assert desk.scans == [RECEIPT]
    assert desk.field.text() == ""


def test_a_scanner_that_takes_its_time_over_each_shift_sends_one_code(desk: Desk) -> None:
    desk.keyboard.event_ms = 10
    desk.keyboard.scan(RECEIPT, gap_ms=0)
    assert desk.scans == [RECEIPT]
    assert desk.field.text() == ""


def test_a_long_code_may_falter_in_its_middle(desk: Desk) -> None:
    half = len(RECEIPT) // 2
    desk.keyboard.scan(RECEIPT[:half], end="")
    desk.keyboard.stroke(RECEIPT[half], gap_ms=LONG_HOLD_MS - 1)
    for char in RECEIPT[half + 1 :] + "\r":
        desk.keyboard.stroke(char, gap_ms=4)
    assert desk.scans == [RECEIPT]


def test_keys_that_wait_while_the_window_is_busy_belong_to_their_scan(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.keyboard.scan("899100", end="")
    desk.scanner._timer.timeout.emit()  # the clock ran out before the next key was looked at
    for char in "2101234\r":
        desk.keyboard.stroke(char, gap_ms=4)
    assert desk.scans == ["8991002101234"]
    qtbot.waitUntil(lambda: not desk.scanner.holding)
    assert desk.field.text() == ""


@pytest.mark.parametrize("prefix", ["]Q3", "]C1", "\x02", "\x1d"])
def test_what_scanners_send_before_a_code_is_no_part_of_it(desk: Desk, prefix: str) -> None:
    desk.keyboard.scan(prefix + RECEIPT)
    assert desk.scans == [RECEIPT]


def test_two_long_codes_with_their_ends_are_two(desk: Desk) -> None:
    desk.keyboard.scan(RECEIPT)
    desk.keyboard.scan(RECEIPT[::-1])
    assert desk.scans == [RECEIPT, RECEIPT[::-1]]


def test_typing_right_after_a_long_code_without_an_end_is_typing(desk: Desk, qtbot: QtBot) -> None:
    desk.keyboard.scan(RECEIPT, end="")
    desk.keyboard.stroke("k", gap_ms=LONG_HOLD_MS + 1)
    qtbot.waitUntil(lambda: desk.field.text() == "k")
    assert desk.scans == [RECEIPT]


def test_capitals_that_a_person_types_are_typing(desk: Desk, qtbot: QtBot) -> None:
    desk.keyboard.event_ms = 30
    for char in "KOPI SUSU":
        desk.keyboard.stroke(char, gap_ms=40)
    qtbot.waitUntil(lambda: desk.field.text() == "KOPI SUSU")
    assert desk.scans == []


def test_the_slowest_scanner_that_is_still_one(desk: Desk) -> None:
    desk.keyboard.scan("8991002101234", gap_ms=HOLD_MS - 1)
    assert desk.scans == ["8991002101234"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_code_holds_only_what_can_be_printed(keys: str) -> None:
    assert read_code(keys).isprintable()
