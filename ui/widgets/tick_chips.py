"""A row of chips of which any number is chosen."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.theme import Look
from ui.widgets.restyle import label


class TickChips(QWidget):
    """A name and its chips; what is chosen is marked by a tick, not by colour alone."""

    changed = Signal()  # by a person

    def __init__(self, name: str, values: tuple[str, ...]) -> None:
        super().__init__()
        self._texts: Mapping[str, str] = {}
        self._name = label("strong", f"{name}_name")
        self.chips: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addSpacing(4)
        for value in values:
            chip = QPushButton()
            chip.setObjectName(f"{name}_{value}_button")
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.toggled.connect(self._say)
            chip.clicked.connect(self.changed)
            self.chips[value] = chip
            row.addWidget(chip)
        row.addStretch(1)

    def retranslate(self, name: str, texts: Mapping[str, str]) -> None:
        """Name the row and its chips."""
        self._name.setText(name)
        self._texts = texts
        self._say()

    def restyle(self, look: Look) -> None:
        """Take another size of text."""
        self._name.setFixedWidth(look.px(140))

    def values(self) -> tuple[str, ...]:
        """What is chosen, in the order of the chips."""
        return tuple(value for value, chip in self.chips.items() if chip.isChecked())

    def choose(self, values: Iterable[str]) -> None:
        """Choose these alone, without telling anybody."""
        chosen = set(values)
        for value, chip in self.chips.items():
            chip.setChecked(value in chosen)

    def _say(self) -> None:
        for value, text in self._texts.items():
            chip = self.chips[value]
            chip.setText(f"✓ {text}" if chip.isChecked() else text)
            chip.setAccessibleName(text)
