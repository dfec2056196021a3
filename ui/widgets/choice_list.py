"""Large buttons under one another, of which one is pressed."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Look
from ui.widgets.choice_button import ChoiceButton


class Choice(NamedTuple):
    """What a button stands for, its icon, what it says and what follows from it."""

    key: str
    icon: str
    words: str
    follows: str = ""


class ChoiceList(QWidget):
    """`chosen` carries the key. A choice that stays keeps its button, and with it the focus."""

    chosen = Signal(str)

    def __init__(self, name: str, look: Look) -> None:
        super().__init__()
        self._name = name
        self._look = look
        self._buttons: dict[str, ChoiceButton] = {}
        self._icons: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    @property
    def buttons(self) -> tuple[ChoiceButton, ...]:
        """The buttons from top to bottom."""
        return tuple(self._buttons.values())

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show other choices in place of those before; those of the same key stay."""
        before, self._buttons = self._buttons, {}
        for place, choice in enumerate(choices):
            button = before.pop(choice.key, None)
            if button is not None and self._icons[choice.key] != choice.icon:
                self._drop(button)
                button = None
            if button is None:
                button = self._make(choice)
            button.setObjectName(f"{self._name}_{place}_button")
            button.tell(choice.words, choice.follows)
            self._column.insertWidget(place, button)
            self._buttons[choice.key] = button
        for gone in before.values():
            self._drop(gone)
        self.setVisible(bool(choices))

    def restyle(self, look: Look) -> None:
        """Tint the icons."""
        self._look = look
        for button in self._buttons.values():
            button.restyle(look)

    def focus_first(self) -> None:
        """Let Enter press the first one."""
        if self._buttons:
            next(iter(self._buttons.values())).setFocus()

    def _make(self, choice: Choice) -> ChoiceButton:
        button = ChoiceButton(self._name, choice.icon, self._look, self)
        button.clicked.connect(self._on_clicked)
        self._icons[choice.key] = choice.icon
        return button

    def _drop(self, button: ChoiceButton) -> None:
        self._column.removeWidget(button)
        button.hide()
        button.deleteLater()

    def _on_clicked(self) -> None:
        for key, button in self._buttons.items():
            if button is self.sender():
                self.chosen.emit(key)
                return
