"""A whole number to count up and down by touch, or to type: digits only."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QWidget

from ui.theme import Look
from ui.widgets.amount_field import BACKSPACE
from ui.widgets.stepper import Stepper

MAX_COUNT = 99_999
_DIGITS = QRegularExpression("[0-9]{0,5}")


class CountStepper(Stepper):
    """`−  12  +`; up and down arrows count too. Nothing typed counts as none."""

    changed = Signal(int)

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.field.setValidator(QRegularExpressionValidator(_DIGITS, self.field))
        self.minus.clicked.connect(self._one_less)
        self.plus.clicked.connect(self._one_more)
        self.field.textEdited.connect(self._on_edited)
        self.restyle(look)

    def count(self) -> int:
        """How many."""
        return int(self.field.text() or "0")

    def set_count(self, count: int) -> None:
        """Show a number within 0 and `MAX_COUNT`; zero is an empty field."""
        within = min(max(count, 0), MAX_COUNT)
        if within != self.count():
            self.field.setText(str(within) if within else "")
            self.changed.emit(within)

    def lock(self, *, locked: bool) -> None:
        """Whether the number stands as it is; it stays readable."""
        self.field.setReadOnly(locked)
        self.field.setFocusPolicy(Qt.FocusPolicy.NoFocus if locked else Qt.FocusPolicy.StrongFocus)
        for button in (self.minus, self.plus):
            button.setEnabled(not locked)

    def press(self, key: str) -> None:
        """Type a key of the on-screen pad: digits, or `BACKSPACE`."""
        if self.field.isReadOnly():
            return
        if key == BACKSPACE:
            self.field.backspace()
        else:
            self.field.insert(key)
        self.changed.emit(self.count())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus count, as they do on the sell page."""
        match "" if self.field.isReadOnly() else event.text():
            case "+":
                self._one_more()
            case "-":
                self._one_less()
            case _:
                super().keyPressEvent(event)

    def _one_less(self) -> None:
        self.set_count(self.count() - 1)

    def _one_more(self) -> None:
        self.set_count(self.count() + 1)

    def _on_edited(self) -> None:
        self.changed.emit(self.count())
