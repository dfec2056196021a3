"""A quantity up to some most, counted by touch or typed: whole pieces, or parts of a measure."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.quantity import ONE, format_quantity, is_divisible, parse_quantity
from ui.theme import Look
from ui.widgets.cards import TOUCHABLE

_MOST_LETTERS = 10


class _QuantityField(QLineEdit):
    """Plus and minus go on to the stepper, which a line edit would swallow."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in {"+", "-"}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class QuantityStepper(QWidget):
    """`−  2  +` in thousandths of a unit; what cannot be taken stays, and `quantity` is None."""

    changed = Signal()

    def __init__(self, name: str, most_milli: int, unit: str, look: Look) -> None:
        super().__init__()
        self._most = most_milli
        self._unit = unit
        self.minus = _step_button(f"{name}_minus")
        self.plus = _step_button(f"{name}_plus")
        self.field: QLineEdit = _QuantityField()
        self.field.setObjectName(name)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setPlaceholderText("0")
        self.field.setMaxLength(_MOST_LETTERS)
        self.field.setMinimumHeight(44)
        self.field.setProperty("role", "count")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self.minus, self.field, self.plus):
            row.addWidget(part)
        self.minus.clicked.connect(self._one_less)
        self.plus.clicked.connect(self._one_more)
        self.field.textChanged.connect(self._on_text)
        self.setFocusProxy(self.field)
        self.restyle(look)
        self._on_text()

    def quantity(self) -> int | None:
        """How much, 0 for an empty field; None while what is typed cannot be."""
        typed = self.field.text().strip()
        if not typed or not typed.strip("0.,"):
            return 0
        try:
            quantity = parse_quantity(typed)
        except LapakError:
            return None
        whole = is_divisible(self._unit) or quantity % ONE == 0
        return quantity if whole and quantity <= self._most else None

    def set_quantity(self, qty_milli: int) -> None:
        """Show a quantity within 0 and the most."""
        within = min(max(qty_milli, 0), self._most)
        self.field.setText(format_quantity(within) if within else "")

    def name_it(self, what: str, less: str, more: str) -> None:
        """Accessible names: what is counted, and what the two buttons do."""
        self.field.setAccessibleName(what)
        self.minus.setAccessibleName(f"{what}: {less}")
        self.plus.setAccessibleName(f"{what}: {more}")

    def restyle(self, look: Look) -> None:
        """Tint the icons; five digits have room."""
        self.field.setFixedWidth(24 + look.px(48))
        self.minus.setIcon(look.icon("minus", size=20))
        self.plus.setIcon(look.icon("plus", size=20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus count, as they do on the sell page; up and down arrows too."""
        if event.text() == "+" or event.key() == Qt.Key.Key_Up:
            self._one_more()
        elif event.text() == "-" or event.key() == Qt.Key.Key_Down:
            self._one_less()
        else:
            super().keyPressEvent(event)

    def _one_less(self) -> None:
        self.set_quantity((self.quantity() or 0) - ONE)

    def _one_more(self) -> None:
        self.set_quantity((self.quantity() or 0) + ONE)

    def _on_text(self) -> None:
        quantity = self.quantity()
        self.minus.setEnabled(quantity is None or quantity > 0)
        self.plus.setEnabled(quantity is not None and quantity < self._most)
        self.changed.emit()


def _step_button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("role", "step")
    button.setStyleSheet(TOUCHABLE)
    button.setIconSize(QSize(20, 20))
    button.setAutoRepeat(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
