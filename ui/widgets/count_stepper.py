"""A whole number to count up and down by touch, or to type."""

from PySide6.QtCore import QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from ui.theme import Look
from ui.widgets.amount_field import BACKSPACE
from ui.widgets.cards import TOUCHABLE

MAX_COUNT = 99_999
_DIGITS = QRegularExpression("[0-9]{0,5}")


class _CountField(QLineEdit):
    """Digits only; plus and minus go on to the stepper, which a line edit would swallow."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in {"+", "-"}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class CountStepper(QWidget):
    """`−  12  +`; up and down arrows count too. Nothing typed counts as none."""

    changed = Signal(int)

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.minus = _step_button(f"{name}_minus")
        self.plus = _step_button(f"{name}_plus")
        self.field: QLineEdit = _CountField()
        self.field.setObjectName(name)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setPlaceholderText("0")
        self.field.setMinimumHeight(44)
        self.field.setProperty("role", "count")
        self.field.setValidator(QRegularExpressionValidator(_DIGITS, self.field))
        self._lay_out()
        self.minus.clicked.connect(self._one_less)
        self.plus.clicked.connect(self._one_more)
        self.field.textEdited.connect(self._on_edited)
        self.setFocusProxy(self.field)
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
        """Plus and minus count, as they do on the sell page."""
        match "" if self.field.isReadOnly() else event.text():
            case "+":
                self._one_more()
            case "-":
                self._one_less()
            case _:
                super().keyPressEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self.minus, self.field, self.plus):
            row.addWidget(part)

    def _one_less(self) -> None:
        self.set_count(self.count() - 1)

    def _one_more(self) -> None:
        self.set_count(self.count() + 1)

    def _on_edited(self) -> None:
        self.changed.emit(self.count())


def _step_button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("role", "step")
    button.setStyleSheet(TOUCHABLE)
    button.setIconSize(QSize(20, 20))
    button.setAutoRepeat(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
