"""Rows of sums above a total: a name at the left, an amount at the right."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.widgets.restyle import label


class SumRow(NamedTuple):
    """One row; `key` names its amount for tests and screen readers' tools."""

    key: str
    name: str
    amount: str


class SumRows(QWidget):
    """Shows the rows it is told; labels are made once and used again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._shown: tuple[SumRow, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)

    def show_rows(self, rows: Sequence[SumRow]) -> None:
        """Show these rows, in this order."""
        if tuple(rows) == self._shown:
            return
        self._shown = tuple(rows)
        while len(self._labels) < len(rows):
            self._add_labels()
        for place, (name, amount) in enumerate(self._labels):
            shown = place < len(rows)
            name.setVisible(shown)
            amount.setVisible(shown)
            if shown:
                amount.setObjectName(rows[place].key)
                name.setText(rows[place].name)
                amount.setText(rows[place].amount)
        self.setVisible(bool(rows))

    def _add_labels(self) -> None:
        place = len(self._labels)
        name, amount = label("soft", "", self), label("soft", "", self)
        self._grid.addWidget(name, place, 0)
        self._grid.addWidget(amount, place, 1, Qt.AlignmentFlag.AlignRight)
        self._labels.append((name, amount))
