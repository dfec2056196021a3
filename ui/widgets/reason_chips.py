"""Usual reasons as chips under the field for a reason of one's own."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.widgets.restyle import label
from ui.widgets.tone_panel import CLEAR

_COLUMNS = 2


class ReasonField(QWidget):
    """A field, and chips that fill it; `chosen` comes when a chip was pressed."""

    edited = Signal()
    chosen = Signal()

    def __init__(self, name: str, chips: int, most: int) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setObjectName(f"{name}_field")
        self.field.setMaxLength(most)
        self.chips = [_chip(f"{name}_{place}") for place in range(chips)]
        self._error = label("error", f"{name}_error")
        self._error.setStyleSheet(CLEAR)
        self._error.setWordWrap(True)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self._error)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, chip in enumerate(self.chips):
            grid.addWidget(chip, place // _COLUMNS, place % _COLUMNS)
            chip.clicked.connect(self._on_chip)
        column.addLayout(grid)
        self.field.textChanged.connect(self._on_text)
        self.setFocusProxy(self.field)

    def retranslate(self, words: str, reasons: Sequence[str]) -> None:
        """Say what belongs into the field, and name the usual reasons."""
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        for chip, reason in zip(self.chips, reasons, strict=True):
            chip.setText(reason)
            chip.setAccessibleName(reason)

    def text(self) -> str:
        """The reason as it stands."""
        return self.field.text().strip()

    def clear(self) -> None:
        """Start without a reason."""
        self.field.clear()
        self.show_error("")

    def show_error(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence takes it back."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    @Slot()
    def _on_text(self) -> None:
        self.show_error("")
        self.edited.emit()

    @Slot()
    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, QPushButton):
            self.field.setText(chip.text())
            self.chosen.emit()


def _chip(name: str) -> QPushButton:
    chip = QPushButton()
    chip.setObjectName(name)
    chip.setProperty("role", "chip")
    chip.setAutoDefault(True)
    return chip
