"""How many of each note and coin are in the drawer, and what they are worth."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_app.domain.cash import DENOMINATIONS, Notes
from pos_app.domain.money import format_amount, format_rupiah
from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.count_stepper import CountStepper
from ui.widgets.restyle import label, line, plain

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CashCount(QWidget):
    """A grid of denominations; the arrows go from one to the next."""

    changed = Signal()
    row_entered = Signal(QWidget)  # its field

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._headings = [label("small", f"count_heading_{place}") for place in range(3)]
        self.steppers = {value: CountStepper(f"count_{value}", look) for value in DENOMINATIONS}
        self._values = {value: label("amount", f"value_{value}") for value in DENOMINATIONS}
        self._counting = self.steppers[DENOMINATIONS[0]]
        self._lay_out()
        for stepper in self.steppers.values():
            stepper.changed.connect(self._on_changed)
        self._show_values()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        texts = (tr("Denomination"), tr("Count"), tr("Value"))
        for heading, text in zip(self._headings, texts, strict=True):
            heading.setText(text)
        for value, stepper in self.steppers.items():
            stepper.name_it(format_rupiah(value), tr("one less"), tr("one more"))

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for stepper in self.steppers.values():
            stepper.restyle(look)

    def enter(self) -> None:
        """Ready to count the largest note."""
        self._enter_row(DENOMINATIONS[0])

    def total(self) -> int:
        """What was counted, in rupiah."""
        return sum(value * stepper.count() for value, stepper in self.steppers.items())

    def notes(self) -> Notes:
        """How many there are of each, the largest first, only those that there are."""
        counts = ((value, stepper.count()) for value, stepper in self.steppers.items())
        return tuple((value, count) for value, count in counts if count)

    def clear(self) -> None:
        """Start from nothing."""
        for stepper in self.steppers.values():
            stepper.set_count(0)

    def next_row(self) -> bool:
        """Go one row down; False from the last row, or when no row has the focus."""
        return self._move(1)

    @Slot(str)
    def press(self, key: str) -> None:
        """Type a key of the on-screen pad into the row that is being counted."""
        focused = (one for one in self.steppers.values() if one.field.hasFocus())
        self._counting = next(focused, self._counting)
        self._counting.press(key)

    def lock(self, *, locked: bool) -> None:
        """Whether the count stands as it is; it stays readable."""
        for stepper in self.steppers.values():
            stepper.lock(locked=locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from row to row."""
        match event.key():
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Up:
                self._move(-1)
            case _:
                super().keyPressEvent(event)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(2, 2)
        self._headings[1].setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._headings[2].setAlignment(_RIGHT)
        for column, heading in enumerate(self._headings):
            grid.addWidget(heading, 0, column)
        for place, value in enumerate(DENOMINATIONS):
            row = 2 * place + 2
            grid.addWidget(line(), row - 1, 0, 1, 3)
            name = plain(format_rupiah(value))
            name.setBuddy(self.steppers[value].field)
            grid.addWidget(name, row, 0)
            grid.addWidget(self.steppers[value], row, 1)
            grid.addWidget(self._values[value], row, 2)
            self._values[value].setAlignment(_RIGHT)
            grid.setRowStretch(row, 1)

    @Slot()
    def _on_changed(self) -> None:
        self._show_values()
        self.changed.emit()

    def _show_values(self) -> None:
        for value, stepper in self.steppers.items():
            self._values[value].setText(format_amount(value * stepper.count()))

    def _move(self, rows: int) -> bool:
        fields = [stepper.field for stepper in self.steppers.values()]
        here = next((place for place, field in enumerate(fields) if field.hasFocus()), None)
        if here is None or not 0 <= here + rows < len(fields):
            return False
        self._enter_row(DENOMINATIONS[here + rows])
        self._counting.field.selectAll()
        return True

    def _enter_row(self, value: int) -> None:
        self._counting = self.steppers[value]
        self._counting.field.setFocus()
        self.row_entered.emit(self._counting.field)
