"""The first steps and all keys."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from resources.translations import Catalog
from ui.key_table import KEYS
from ui.theme import Look
from ui.widgets.cards import Card, reading_page, wrapped
from ui.widgets.restyle import label

_STEPS = 8


class HelpPage(QWidget):
    """Short enough to be read while a buyer waits."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("help_page")
        self._steps_title = label("title", "help_steps_title")
        self._keys_title = label("title", "help_keys_title")
        self._safe = wrapped("soft", "help_safe")
        self._steps = [wrapped("", f"help_step_{place}") for place in range(_STEPS)]
        self._keys = [
            (label("hint", f"help_key_{place}"), wrapped("", f"help_key_{place}_what"))
            for place in range(len(KEYS))
        ]
        self._numbers: list[QLabel] = []
        self._lay_out()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._steps_title.setText(tr("First steps"))
        self._keys_title.setText(tr("Keys"))
        self._safe.setText(
            tr("A paid sale is saved before anything is printed. Without internet all goes on.")
        )
        for row, text in zip(self._steps, _steps(tr), strict=True):
            row.setText(text)
        for (key, what), entry in zip(self._keys, KEYS, strict=True):
            key.setText(entry.key)
            what.setText(tr(entry.words))

    def restyle(self, look: Look) -> None:
        """Take another size of text."""
        for number in self._numbers:
            number.setFixedWidth(look.px(20))

    def enter(self) -> None:
        """Nothing here takes the focus."""
        self.setFocus()

    def _lay_out(self) -> None:
        column = reading_page(self, 860)
        steps = Card("help_steps_card", 10)
        steps.column.addWidget(self._steps_title)
        for place, words in enumerate(self._steps, start=1):
            number = label("primary", f"help_number_{place}")
            number.setText(str(place))
            self._numbers.append(number)
            row = QHBoxLayout()
            row.addWidget(number)
            row.addWidget(words, 1)
            steps.column.addLayout(row)
        steps.column.addWidget(self._safe)
        column.addWidget(steps)
        keys = Card("help_keys_card", 10)
        keys.column.addWidget(self._keys_title)
        keys.column.addLayout(self._key_grid())
        column.addWidget(keys)
        column.addStretch(1)

    def _key_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        half = (len(KEYS) + 1) // 2
        for place, (key, what) in enumerate(self._keys):
            column = 2 * (place // half)
            grid.addWidget(key, place % half, column)
            grid.addWidget(what, place % half, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid


def _steps(tr: Catalog) -> tuple[str, ...]:
    return (
        tr("Open the register with your name and the cash in the drawer."),
        tr("Scan an item, tap it, or type a part of its name and press Enter."),
        tr(
            "Press Pay, type the cash you received or choose another way of paying, press Enter. "
            "The change is shown large."
        ),
        tr("Scan the next item, or press Enter for a new sale."),
        tr("Cash in or out, the next cashier, how things stand (X report): all under Register."),
        tr("In the evening: Register, Count and close. The Z report is printed."),
        tr(
            "If a receipt does not come out, press the printer's field at the top: all that waits "
            "stands there, with the reason and what can be done. The sale is saved."
        ),
        tr("Reports: what today, the shift or the whole expo brought; also as PDF or for Excel."),
    )
