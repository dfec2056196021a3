"""Chips of which one is chosen; more than fit scroll sideways."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QWidget,
)

from ui.widgets.touch_scroll import TouchScroll


class Chip(NamedTuple):
    """What a chip says and what choosing it means."""

    text: str
    value: str | None


class _ChipButton(QPushButton):
    """Comes into view when it gets the focus."""

    def __init__(self, text: str, row: QScrollArea) -> None:
        super().__init__(text)
        self._scrolled = row

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._scrolled.ensureWidgetVisible(self, 24, 0)


class ChipRow(QScrollArea):
    """One row of chips; `chosen` carries the value of the one that was pressed.

    Scrolled by finger, by wheel, and by walking through the chips with Tab.
    """

    chosen = Signal(object)  # str | None

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._chips: tuple[Chip, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_clicked)
        inner = QWidget()
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(48)
        TouchScroll(self)

    def show_chips(self, chips: Sequence[Chip], chosen: str | None) -> None:
        """Show other chips, one of them chosen; the same ones are only marked anew."""
        if tuple(chips) != self._chips:
            self._chips = tuple(chips)
            self._make()
        for place, chip in enumerate(self._chips):
            if chip.value == chosen:
                self._group.button(place).setChecked(True)

    def buttons(self) -> list[QAbstractButton]:
        """The chips from left to right."""
        return self._group.buttons()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways by the wheel."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()))
        event.accept()

    def _make(self) -> None:
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        for place, chip in enumerate(self._chips):
            button = _ChipButton(chip.text, self)
            button.setObjectName(f"{self._name}_chip_{place}")
            button.setAccessibleName(chip.text)
            button.setProperty("role", "chip")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, place)
            self._row.insertWidget(place, button)

    def _on_clicked(self, place: int) -> None:
        self.chosen.emit(self._chips[place].value)
