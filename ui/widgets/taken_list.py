"""What was taken so far: a row for each payment, with a button that takes it out again."""

from typing import NamedTuple

from PySide6.QtCore import QSignalMapper, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Look
from ui.widgets.cards import Card, scrolling, wrapped
from ui.widgets.restyle import label

_ROW = 44
_MOST_SHOWN = 2


class TakenRow(NamedTuple):
    """A payment in words: what it is, how much, and what its button does."""

    name: str
    amount: str
    remove: str


class TakenList(Card):
    """As high as its rows, two at most; more scroll."""

    removed = Signal(int)  # the place of the row whose button was pressed

    def __init__(self, name: str, look: Look) -> None:
        super().__init__(name, 0)
        self._look = look
        self._rows: tuple[TakenRow, ...] = ()
        self._mapper = QSignalMapper(self)
        self._mapper.mappedInt.connect(self.removed)
        self.column.setContentsMargins(12, 4, 4, 4)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._area = scrolling(inner)
        self.column.addWidget(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_rows(self, rows: tuple[TakenRow, ...]) -> None:
        """Show other payments; nothing at all without one."""
        if rows == self._rows:
            return
        self._rows = rows
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, row in enumerate(rows):
            self._list.addWidget(self._made(place, row))
        self._area.setFixedHeight(self._look.px(_ROW) * min(len(rows), _MOST_SHOWN))
        self.setVisible(bool(rows))

    def restyle(self, look: Look) -> None:
        """Take another theme: rows are as high as their text."""
        self._look = look
        rows, self._rows = self._rows, ()
        self.show_rows(rows)

    def _made(self, place: int, row: TakenRow) -> QWidget:
        made = QWidget()
        made.setFixedHeight(self._look.px(_ROW))
        name = wrapped("", f"taken_{place}_name")
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setText(row.name)
        amount = label("strong", f"taken_{place}_amount")
        amount.setText(row.amount)
        button = QPushButton()
        button.setObjectName(f"taken_{place}_remove_button")
        button.setAccessibleName(row.remove)
        button.setToolTip(row.remove)
        button.setProperty("role", "step")
        button.setStyleSheet("min-height: 44px; min-width: 44px;")
        button.setIcon(self._look.icon("x", "ink_soft", 18))
        button.setIconSize(QSize(18, 18))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._mapper.setMapping(button, place)
        button.clicked.connect(self._mapper.map)
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(name, 1)
        line.addWidget(amount)
        line.addWidget(button)
        return made
