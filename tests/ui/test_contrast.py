"""High contrast: a state can be told without colour, lines are thick, nothing is a soft grey."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Look, apply

ROLES = ("", "primary", "danger", "quiet", "link", "chip", "key", "method", "rail", "status")
CHECKED = ("", "chip", "method", "rail")
ENOUGH = 60
"""So many pixels that differ are seen without looking for them."""


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[QWidget]:
    """Somewhere to put a widget in high contrast, with another one to take the focus."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply(app, Look("contrast"))
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(QLineEdit())
    window.setMinimumSize(320, 200)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield window
    apply(app, Look())


def button(desk: QWidget, role: str) -> QPushButton:
    made = QPushButton("Simpan")
    made.setProperty("role", role)
    made.setCheckable(True)
    layout = desk.layout()
    assert layout is not None
    layout.addWidget(made)
    elsewhere(desk).setFocus()
    return made


def elsewhere(desk: QWidget) -> QLineEdit:
    field = desk.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def outline(widget: QWidget) -> QImage:
    """A widget as somebody sees it who sees light and dark only."""
    seen = QImage(widget.size(), QImage.Format.Format_RGB32)
    seen.fill(Qt.GlobalColor.white)
    with QPainter(seen) as painter:
        painter.drawPixmap(0, 0, widget.grab())
    mono = Qt.ImageConversionFlag.ThresholdDither
    return seen.convertToFormat(QImage.Format.Format_Mono, mono)


def differing(one: QImage, other: QImage) -> int:
    width, height = min(one.width(), other.width()), min(one.height(), other.height())
    return sum(
        one.pixelIndex(x, y) != other.pixelIndex(x, y) for x in range(width) for y in range(height)
    )


@pytest.mark.parametrize("role", ROLES)
def test_what_has_the_focus_is_seen_without_colour(qtbot: QtBot, desk: QWidget, role: str) -> None:
    made = button(desk, role)
    qtbot.waitUntil(lambda: not made.hasFocus())
    before = outline(made)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    assert differing(before, outline(made)) > ENOUGH


@pytest.mark.parametrize("role", ROLES)
def test_what_cannot_be_pressed_is_seen_without_colour(desk: QWidget, role: str) -> None:
    made = button(desk, role)
    before = outline(made)
    made.setEnabled(False)
    assert differing(before, outline(made)) > ENOUGH


@pytest.mark.parametrize("role", CHECKED)
def test_what_is_chosen_is_seen_without_colour(desk: QWidget, role: str) -> None:
    made = button(desk, role)
    before = outline(made)
    made.setChecked(True)
    assert differing(before, outline(made)) > ENOUGH


def test_a_chosen_chip_with_the_focus_is_another_than_one_without(
    qtbot: QtBot, desk: QWidget
) -> None:
    made = button(desk, "chip")
    made.setChecked(True)
    before = outline(made)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    assert differing(before, outline(made)) > ENOUGH // 2


@pytest.mark.parametrize("role", ["", "amount", "search", "count"])
def test_a_field_with_the_focus_has_a_thicker_line(qtbot: QtBot, desk: QWidget, role: str) -> None:
    field = QLineEdit("Kopi")
    field.setProperty("role", role)
    field.setReadOnly(True)  # no cursor blinks
    layout = desk.layout()
    assert layout is not None
    layout.addWidget(field)
    elsewhere(desk).setFocus()
    before = outline(field)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert differing(before, outline(field)) > ENOUGH


def test_every_line_is_thick_and_every_word_dark_or_light() -> None:
    look = Look("contrast")
    sheet = look.stylesheet()
    assert not re.findall(r"\b1px (?:solid|dashed) (?!transparent)", sheet)
    words = set(re.findall(r"(?<![-a-z])color: (#[0-9a-fA-F]{6})", sheet))
    words |= set(re.findall(r"placeholder-text-color: (#[0-9a-fA-F]{6});", strict(sheet)))
    assert words
    for color in words:
        light = luminance(color)
        assert 1.05 / (light + 0.05) >= 7 or (light + 0.05) / 0.05 >= 7, color


def strict(sheet: str) -> str:
    """Only what high contrast adds: what is said there is said last."""
    return sheet[sheet.index('QFrame[role="good"] { border') :]


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
