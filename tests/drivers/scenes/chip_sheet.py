"""All that the printer chip can say, on one sheet to be looked at."""

from PySide6.QtWidgets import QGridLayout, QWidget

from pos_app.services.printing.printer_state import PrinterState, Shown
from resources.translations import Catalog
from ui.chips import printer_words
from ui.theme import Look
from ui.widgets.restyle import label
from ui.widgets.status_chip import StatusChip

STATES = (
    PrinterState(Shown.NONE),
    PrinterState(Shown.UNKNOWN),
    PrinterState(Shown.READY),
    PrinterState(Shown.PRINTING),
    PrinterState(Shown.UNKNOWN, 2),
    PrinterState(Shown.PAPER_NEAR_END),
    PrinterState(Shown.PAPER_OUT),
    PrinterState(Shown.PAPER_OUT, 3, None, 2),
    PrinterState(Shown.COVER_OPEN, 1),
    PrinterState(Shown.OFFLINE, 4),
    PrinterState(Shown.FAILED, 1),
    PrinterState(Shown.UNCERTAIN),
    PrinterState(Shown.OFFERED, 0, None, 3),
    PrinterState(Shown.READY, 0, name="Kasir"),
    PrinterState(Shown.PAPER_OUT, 2, name="Dapur"),
    PrinterState(Shown.UNCERTAIN, 0, name="Dapur-belakang"),
)
_COLUMNS = 2


class ChipSheet(QWidget):
    """Each state with its chip beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("chip_sheet")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 16, 16, 16)
        self._chips: list[StatusChip] = []
        for place, state in enumerate(STATES):
            chip = StatusChip(look)
            chip.setObjectName(f"chip_{place}")
            self._chips.append(chip)
            name = label("soft", f"chip_{place}_name")
            name.setText(state.state.value)
            row, column = divmod(place, _COLUMNS)
            grid.addWidget(name, row, 2 * column)
            grid.addWidget(chip, row, 2 * column + 1)

    def retranslate(self, tr: Catalog) -> None:
        """Say every state."""
        for state, chip in zip(STATES, self._chips, strict=True):
            words = printer_words(state, tr)
            chip.tell(words.text, words.icon, words.kind)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for chip in self._chips:
            chip.restyle(look)

    def enter(self) -> None:
        """Nothing to do."""
