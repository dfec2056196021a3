"""A row of a setting's name and the chips of which one holds."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import Look
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.restyle import label

NAME_WIDTH = 140


class NamedChoice(QWidget):
    """Names of rows under one another are equally wide, so that their chips line up."""

    chosen = Signal(str)  # by a person

    def __init__(self, name: str, values: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = label("strong", f"settings_{name}_name")
        self.choice = ChoiceChips(name, values)
        self.choice.chosen.connect(self.chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._name)
        row.addWidget(self.choice, 1)

    def retranslate(self, name: str, texts: Mapping[str, str]) -> None:
        """Name the row and its chips."""
        self._name.setText(name)
        self.choice.retranslate(texts)

    def restyle(self, look: Look) -> None:
        """Take another size of text."""
        self._name.setFixedWidth(look.px(NAME_WIDTH))

    def value(self) -> str:
        """The value that is chosen."""
        return self.choice.value()

    def choose(self, value: str) -> None:
        """Choose a value without telling anybody."""
        self.choice.choose(value)
