"""The rail at the left: the pages that there are."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme import Look
from ui.widgets.restyle import plain, repolish

_SIDE = 6


class RailEntry(NamedTuple):
    """A page on the rail; those `below` stand at the lower end."""

    page: str
    icon: str
    text: str
    below: bool = False


class _RailButton(QPushButton):
    """An icon over a word, both part of one button."""

    def __init__(self, entry: RailEntry, rail: "Rail") -> None:
        super().__init__(rail)
        self.entry = entry
        self.setObjectName(f"rail_{entry.page}")
        self.setProperty("role", "rail")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icon = QLabel(self)
        self._word = plain(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 6)
        column.setSpacing(0)
        for part in (self._icon, self._word):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        self.tell(entry.text)

    def tell(self, text: str) -> None:
        self._word.setText(text)
        self.setAccessibleName(text)

    def restyle(self, look: Look) -> None:
        self.setFixedWidth(look.px(look.touch("rail")) - 2 * _SIDE)
        chosen = "true" if self.isChecked() else "false"
        if self._word.property("chosen") != chosen:
            self._word.setProperty("chosen", chosen)
            repolish(self._word)
        color = "primary" if self.isChecked() else "ink_soft"
        self._icon.setPixmap(look.pixmap(self.entry.icon, color, 22))


class Rail(QFrame):
    """One button a page; `chosen` carries the page's name, and the window decides what happens."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setProperty("role", "bar")
        self._look = look
        self._buttons: dict[str, _RailButton] = {}
        self._current = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_SIDE, _SIDE, _SIDE, _SIDE)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.restyle(look)

    def show_entries(self, entries: Sequence[RailEntry]) -> None:
        """Show these pages; those already there only take their new word."""
        for entry in entries:
            if entry.page in self._buttons:
                self._buttons[entry.page].tell(entry.text)
            else:
                self._add(entry)

    def mark(self, page: str) -> None:
        """Show which page is open; one that is not on the rail marks none."""
        self._current = page
        for name, button in self._buttons.items():
            button.setChecked(name == page)
        self.restyle(self._look)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look, and room for its words."""
        self._look = look
        self.setFixedWidth(look.px(look.touch("rail")))
        for button in self._buttons.values():
            button.restyle(look)

    def _add(self, entry: RailEntry) -> None:
        button = _RailButton(entry, self)
        button.clicked.connect(self._pressed)
        at = self._column.count() if entry.below else self._above()
        self._column.insertWidget(at, button)
        self._buttons[entry.page] = button

    def _above(self) -> int:
        return sum(not button.entry.below for button in self._buttons.values())

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, _RailButton):
            self.mark(self._current)
            self.chosen.emit(button.entry.page)
