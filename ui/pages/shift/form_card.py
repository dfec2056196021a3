"""A form on a card in the middle of a page, with a keypad beside it."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.cards import GAP, Card
from ui.widgets.keypad import Keypad

_MOST_WIDTH = 820


def lay_form(
    page: QWidget, name: str, parts: Iterable[QWidget], buttons: Sequence[QWidget], keypad: Keypad
) -> None:
    """Lay out a page's form; the last of its buttons takes the room that the others leave."""
    form = QVBoxLayout()
    form.setSpacing(10)
    for part in parts:
        form.addWidget(part)
    form.addStretch(1)
    row = QHBoxLayout()
    row.setSpacing(10)
    for button in buttons:
        row.addWidget(button, 1 if button is buttons[-1] else 0)
    form.addLayout(row)
    side = QVBoxLayout()
    side.addStretch(1)
    side.addWidget(keypad)
    beside = QHBoxLayout()
    beside.setSpacing(28)
    beside.addLayout(form, 3)
    beside.addLayout(side, 2)
    card = Card(name)
    card.column.setContentsMargins(28, 24, 28, 28)
    card.column.addLayout(beside)
    card.setMaximumWidth(_MOST_WIDTH)
    middle = QHBoxLayout()  # a card that is aligned instead gets too little height for its words
    middle.addStretch(1)
    middle.addWidget(card, 100)
    middle.addStretch(1)
    column = QVBoxLayout(page)
    column.setContentsMargins(GAP, GAP, GAP, GAP)
    column.addStretch(2)
    column.addLayout(middle)
    column.addStretch(3)
