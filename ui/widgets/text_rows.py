"""A text of several lines, each in a field of its own: letters on the screen go into those, too."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.restyle import plain

_LEAST = 2


class _Line(QLineEdit):
    """Up and down, and Enter, go from line to line."""

    walked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key(), 0)
        if step:
            self.walked.emit(step)
        else:
            super().keyPressEvent(event)


class TextRows(QWidget):
    """Shows one field more than there are lines, `most` at most."""

    edited = Signal(str)

    def __init__(self, name: str, most: int) -> None:
        super().__init__()
        self._label = plain()
        self._label.setObjectName(f"{name}_label")
        self._hint = plain()
        self._hint.setObjectName(f"{name}_hint")
        self._hint.setProperty("role", "soft")
        self._hint.setWordWrap(True)
        self._hint.setStyleSheet("background: transparent;")
        self.lines = [_Line() for _ in range(most)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        for number, line in enumerate(self.lines):
            line.setObjectName(f"{name}_{number}_field")
            line.setMinimumHeight(44)
            line.textEdited.connect(self._on_edited)
            line.walked.connect(self._on_walked)
            column.addWidget(line)
        column.addWidget(self._hint)
        self._fit()

    def retranslate(self, label: str, line: str, hint: str) -> None:
        """Name the text; `line` names each of its lines, with a place for the number."""
        self._label.setText(label)
        self._hint.setText(hint)
        for number, field in enumerate(self.lines, start=1):
            field.setAccessibleName(f"{label}, {line.format(number=number)}")

    def text(self) -> str:
        """The lines, without empty ones at the end."""
        return "\n".join(field.text() for field in self.lines).rstrip()

    def show_text(self, text: str) -> None:
        """Show another text, unless somebody is writing this one."""
        if text == self.text():
            return
        lines = text.splitlines()
        for number, field in enumerate(self.lines):
            field.setText(lines[number] if number < len(lines) else "")
        self._fit()

    def _fit(self) -> None:
        filled = max((n for n, field in enumerate(self.lines, 1) if field.text()), default=0)
        for number, field in enumerate(self.lines):
            field.setVisible(number < max(_LEAST, filled + 1))

    @Slot()
    def _on_edited(self) -> None:
        self._fit()
        self.edited.emit(self.text())

    @Slot(int)
    def _on_walked(self, step: int) -> None:
        place = next(n for n, field in enumerate(self.lines) if field is self.sender()) + step
        if 0 <= place < len(self.lines) and not self.lines[place].isHidden():
            self.lines[place].setFocus()


_STEPS: dict[int, int] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
}
