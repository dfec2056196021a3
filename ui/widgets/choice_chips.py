"""A row of chips of which exactly one is chosen."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget


class ChoiceChips(QWidget):
    """Each chip stands for a value; the arrows go from one to the next."""

    chosen = Signal(str)  # by a person, not by `choose`

    def __init__(self, name: str, values: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.chips: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for value in values:
            chip = QPushButton()
            chip.setObjectName(f"{name}_{value}_button")
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            self._group.addButton(chip)
            self.chips[value] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self.choose(values[0])
        self._group.buttonClicked.connect(self._on_clicked)

    def retranslate(self, texts: Mapping[str, str]) -> None:
        """Name the chips."""
        for value, chip in self.chips.items():
            chip.setText(texts[value])
            chip.setAccessibleName(texts[value])

    def value(self) -> str:
        """The value that is chosen."""
        return next(value for value, chip in self.chips.items() if chip.isChecked())

    def choose(self, value: str) -> None:
        """Choose a value without telling anybody; one that has no chip changes nothing."""
        if value in self.chips:
            self.chips[value].setChecked(True)

    @Slot(QAbstractButton)
    def _on_clicked(self, _chip: QAbstractButton) -> None:
        self.chosen.emit(self.value())
