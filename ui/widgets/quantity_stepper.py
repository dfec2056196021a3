"""A quantity up to some most, counted by touch or typed: whole pieces, or parts of a measure."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from pos_app.domain.errors import LapakError
from pos_app.domain.quantity import ONE, checked, format_quantity, parse_quantity
from ui.theme import Look
from ui.widgets.stepper import Stepper

_MOST_LETTERS = 10


class QuantityStepper(Stepper):
    """`−  2  +` in thousandths of a unit; what cannot be taken stays, and `quantity` is None."""

    changed = Signal()

    def __init__(self, name: str, most_milli: int, unit: str, look: Look) -> None:
        super().__init__(name)
        self._most = most_milli
        self._unit = unit
        self.field.setMaxLength(_MOST_LETTERS)
        self.minus.clicked.connect(self._one_less)
        self.plus.clicked.connect(self._one_more)
        self.field.textChanged.connect(self._on_text)
        self.restyle(look)
        self._on_text()

    def quantity(self) -> int | None:
        """How much, 0 for an empty field; None while what is typed cannot be."""
        try:
            return self._read()
        except LapakError:
            return None

    @property
    def doubt(self) -> LapakError | None:
        """Why what is typed cannot be; None while it can."""
        try:
            self._read()
        except LapakError as error:
            return error
        return None

    def set_quantity(self, qty_milli: int) -> None:
        """Show a quantity within 0 and the most."""
        within = min(max(qty_milli, 0), self._most)
        self.field.setText(format_quantity(within) if within else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus count, as they do on the sell page; up and down arrows too."""
        if event.text() == "+" or event.key() == Qt.Key.Key_Up:
            self._one_more()
        elif event.text() == "-" or event.key() == Qt.Key.Key_Down:
            self._one_less()
        else:
            super().keyPressEvent(event)

    def _read(self) -> int:
        typed = self.field.text().strip()
        if not typed.strip("0.,"):
            return 0
        quantity = checked(parse_quantity(typed, self._unit), self._unit)
        if quantity > self._most:
            raise LapakError("more_than_left", left=format_quantity(self._most))
        return quantity

    def _one_less(self) -> None:
        self.set_quantity((self.quantity() or 0) - ONE)

    def _one_more(self) -> None:
        self.set_quantity((self.quantity() or 0) + ONE)

    def _on_text(self) -> None:
        quantity = self.quantity()
        self.minus.setEnabled(quantity is None or quantity > 0)
        self.plus.setEnabled(quantity is not None and quantity < self._most)
        self.changed.emit()
