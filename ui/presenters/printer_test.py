"""A few lines that show whether the printer works, printed because somebody asks."""

from PySide6.QtCore import QObject, Signal

from pos_app.services.counter import Counter
from ui.background import Background


class PrinterTest(QObject):
    """Whether anything came out, only people know."""

    printed = Signal()
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background) -> None:
        super().__init__()
        self._spooler = counter.spooler
        self._background = background

    def print_lines(self, printer: str = "") -> None:
        """Print them now, on the receipts' printer if none is named."""
        printing = self._spooler.test_print(printer)
        self._background.watch(printing, self._on_printed, self.failed.emit)

    def _on_printed(self, _nothing: None) -> None:
        self.printed.emit()
