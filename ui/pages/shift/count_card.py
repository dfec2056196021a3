"""The cards on which a drawer is counted, for its float and at its close."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from pos_app.domain.cash import Notes
from resources.translations import Catalog
from ui.pages.shift.cash_count import CashCount
from ui.theme import Look
from ui.widgets.cards import GAP, Card, scrolling, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label, line

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


class ResultCard(Card):
    """What was counted, in large; under it what is said and done, and the buttons."""

    def __init__(
        self, name: str, parts: Sequence[QWidget], back: KeyButton, go_on: KeyButton
    ) -> None:
        super().__init__(f"{name}_card", 10)
        self.name = label("strong", f"{name}_name")
        self.amount = label("total", f"{name}_amount")
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        counted = QHBoxLayout()
        counted.addWidget(self.name)
        counted.addStretch(1)
        counted.addWidget(self.amount)
        column.addLayout(counted)
        column.addWidget(line())
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.column.addWidget(squeezable(said), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(back)
        buttons.addWidget(go_on, 1)
        self.column.addLayout(buttons)


def lay_side_by_side(view: QWidget, count: CountCard, result: ResultCard) -> None:
    """Count at the left, what it makes at the right."""
    page = QHBoxLayout(view)
    page.setContentsMargins(GAP, GAP, GAP, GAP)
    page.setSpacing(GAP)
    page.addWidget(count, 19)
    page.addWidget(result, 14)


def squeezable(content: QWidget) -> QScrollArea:
    """What scrolls on a low screen, so that the buttons under it stay in sight."""
    area = scrolling(content)
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    area.setMinimumHeight(_LEAST_SHOWN)
    return area
