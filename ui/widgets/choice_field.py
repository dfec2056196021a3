"""A field in which one types what was used before, or chooses it from chips beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from ui.widgets.chip_row import Chip, ChipRow

_MOST = 30


class ChoiceField(QLineEdit):
    """What is typed is completed in the field; no list opens, which would take keys and presses."""

    entered = Signal()  # the focus came

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = QStringListModel(self)
        completer = QCompleter(self._choices, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.setCompleter(completer)

    def offer(self, choices: Sequence[str]) -> None:
        """Complete to these."""
        self._choices.setStringList(list(choices))

    @property
    def choices(self) -> list[str]:
        """What it completes to."""
        return self._choices.stringList()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that somebody is about to type here."""
        super().focusInEvent(event)
        self.entered.emit()


class ChoiceChips(ChipRow):
    """Shows the choices of the field that has the focus; tapping one fills the field in."""

    def __init__(self, *fields: ChoiceField) -> None:
        super().__init__("choice")
        self._field: ChoiceField | None = None
        for field in fields:
            field.entered.connect(self._on_entered)
            field.textChanged.connect(self._mark)
        self.chosen.connect(self._fill_in)

    def forget(self) -> None:
        """Show nothing until the focus comes to one of the fields."""
        self._field = None
        self.show_chips((), None)

    def renew(self) -> None:
        """Show what the field with the focus offers now."""
        self._mark()

    def show_for(self, field: ChoiceField) -> None:
        """Show the choices of a field."""
        self._field = field
        self._mark()

    def _on_entered(self) -> None:
        field = self.sender()
        if isinstance(field, ChoiceField):
            self.show_for(field)

    def _mark(self) -> None:
        if self._field is not None:
            chips = [Chip(choice, choice) for choice in self._field.choices[:_MOST]]
            self.show_chips(chips, self._field.text())

    def _fill_in(self, choice: str | None) -> None:
        if self._field is not None and choice is not None:
            self._field.setText(choice)
