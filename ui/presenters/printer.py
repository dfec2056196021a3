"""The state of the printer and of what waits for it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from pos_app.services import print_queue
from pos_app.services.counter import Counter
from pos_app.services.printer_state import PrinterState, PrintJob
from ui.background import Background
from ui.presenters.printer_test import PrinterTest


class PrinterPresenter(QObject):
    """Tells what the printer does and passes on what people decide about its jobs."""

    changed = Signal(object)  # PrinterState
    uncertain_counted = Signal(int)
    settings_wanted = Signal()
    _told = Signal(object)

    def __init__(self, counter: Counter, background: Background) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self.test = PrinterTest(counter, background)
        self._told.connect(self.changed)
        counter.spooler.subscribe(self._told.emit)

    @property
    def state(self) -> PrinterState:
        """What is known now."""
        return self._counter.spooler.state

    def count_uncertain(self) -> None:
        """Ask how many receipts nobody is sure about."""
        reading = self._counter.till.read(print_queue.unfinished)
        self._background.watch(reading, self._on_unfinished)

    @property
    def address(self) -> str:
        """Where the printer is, as it was set."""
        return self._counter.settings_file.settings.receipt_printer.address

    def retry(self) -> None:
        """Try the job again that failed."""
        if self.state.job is not None:
            self._counter.spooler.retry(self.state.job.id)

    def answer(self, *, came_out: bool) -> None:
        """Say whether a receipt came out that the printer is not sure about."""
        if self.state.job is not None:
            self._counter.spooler.answer(self.state.job.id, came_out=came_out)

    def open_settings(self) -> None:
        """Ask for the page where a printer is set."""
        self.settings_wanted.emit()

    def _on_unfinished(self, jobs: Sequence[PrintJob]) -> None:
        self.uncertain_counted.emit(sum(job.state == "uncertain" for job in jobs))
