"""A field between a minus and a plus: what counts and measures is made of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from ui.theme import Look
from ui.widgets.cards import TOUCHABLE


class _Field(QLineEdit):
    """Plus and minus go on to the stepper, which a line edit would swallow."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in {"+", "-"}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Stepper(QWidget):
    """`−  12  +`; an empty field shows 0."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.minus = _step_button(f"{name}_minus")
        self.plus = _step_button(f"{name}_plus")
        self.field: QLineEdit = _Field()
        self.field.setObjectName(name)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setPlaceholderText("0")
        self.field.setMinimumHeight(44)
        self.field.setProperty("role", "count")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self.minus, self.field, self.plus):
            row.addWidget(part)
        self.setFocusProxy(self.field)

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


def _step_button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("role", "step")
    button.setStyleSheet(TOUCHABLE)
    button.setIconSize(QSize(20, 20))
    button.setAutoRepeat(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
