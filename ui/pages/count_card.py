"""The card on which a drawer is counted, for its float and at its close."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from pos_app.domain.cash import Notes
from resources.translations import Catalog
from ui.pages.cash_count import CashCount
from ui.theme import Look
from ui.widgets.cards import Card, scrolling, wrapped
from ui.widgets.restyle import label

_LEAST_SHOWN = 160


class CountCard(Card):
    """A title, the step that it is, and the grid of notes and coins."""

    changed = Signal()

    def __init__(self, look: Look, title: str) -> None:
        super().__init__("count_card", 12)
        self.grid = CashCount(look)
        self._title = label("title", title)
        self._step = wrapped("soft", f"{title}_step")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._step, 1)
        self.column.addLayout(head)
        rows = squeezable(self.grid)
        self.grid.row_entered.connect(rows.ensureWidgetVisible)
        self.grid.changed.connect(self.changed)
        self._foot = wrapped("soft", f"{title}_foot")
        self._foot.hide()
        self.column.addWidget(rows, 1)
        self.column.addWidget(self._foot)

    def retranslate(self, tr: Catalog) -> None:
        """Set the grid's texts."""
        self.grid.retranslate(tr)

    def tell(self, title: str, step: str) -> None:
        """Say what is counted."""
        self._title.setText(title)
        self._step.setText(step)

    def say(self, sentence: str) -> None:
        """Say something under the grid, or nothing."""
        self._foot.setText(sentence)
        self._foot.setVisible(bool(sentence))

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.grid.restyle(look)

    def total(self) -> int:
        """What was counted, in rupiah."""
        return self.grid.total()

    def notes(self) -> Notes:
        """How many there are of each, the largest first."""
        return self.grid.notes()


def squeezable(content: QWidget) -> QScrollArea:
    """What scrolls on a low screen, so that the buttons under it stay in sight."""
    area = scrolling(content)
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    area.setMinimumHeight(_LEAST_SHOWN)
    return area
