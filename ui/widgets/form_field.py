"""A labelled field with the words for what is wrong with it right beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.restyle import plain
from ui.widgets.tone_panel import CLEAR


class FormField(QWidget):
    """Label, field, hint; an error stands in the hint's place until somebody types again."""

    edited = Signal(str)
    submitted = Signal()  # Enter in the field

    def __init__(
        self, name: str, field: QLineEdit | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.label = plain()
        self.field = field or QLineEdit()
        self.field.setObjectName(name)
        self.field.setMinimumHeight(44)
        self.label.setBuddy(self.field)
        self._hint = plain()
        self._hint.setProperty("role", "soft")
        self._error = plain()
        self._error.setProperty("role", "error")
        self._error.setObjectName(f"{name}_error")
        self._error.setStyleSheet(CLEAR)
        self._lay_out()
        self.field.textEdited.connect(self._on_edited)
        self.field.returnPressed.connect(self.submitted)

    def retranslate(self, label: str, hint: str = "") -> None:
        """Name the field and say what belongs into it."""
        self.label.setText(label)
        self.field.setAccessibleName(label)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and not self._error.text())

    def text(self) -> str:
        """What stands in the field."""
        return self.field.text()

    def error(self) -> str:
        """The sentence beside the field; empty if nothing is wrong."""
        return self._error.text()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong and put the cursor there; an empty sentence takes it back."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self._hint.setVisible(bool(self._hint.text()) and not sentence)
        if sentence:
            self.field.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(4)
        for part in (self.label, self.field, self._hint, self._error):
            column.addWidget(part)
        policy = QSizePolicy.Policy
        self.label.setSizePolicy(policy.Preferred, policy.Fixed)
        for said in (self._hint, self._error):
            said.setWordWrap(True)
            said.setAlignment(Qt.AlignmentFlag.AlignTop)
        # Beside a field that has more to say the rest stays free. A layout that is aligned to the
        # top instead gets the height of one line, whatever stands in it.
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addLayout(column)
        around.addWidget(QWidget())
        self._error.hide()

    def _on_edited(self, text: str) -> None:
        self.show_error("")
        self.edited.emit(text)
