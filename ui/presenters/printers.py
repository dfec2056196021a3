"""The printers of this machine: which there are, how they are, and changing them."""

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.services.counter import Counter
from pos_app.services.printing.printer import printer_of
from pos_app.services.printing.printer_addresses import is_set
from pos_app.services.printing.printer_setup import with_printer, without_printer
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.settings import PrinterSetup, Settings
from ui.presenters.settings import SettingsPresenter


class PrinterLine(msgspec.Struct, frozen=True):
    """A printer that is set, and how it is now."""

    setup: PrinterSetup
    state: PrinterState


class PrintersPresenter(QObject):
    """Tells of the printers as they change, and stores what people set."""

    changed = Signal()
    failed = Signal(object)  # Exception: what was set could not be kept
    _told = Signal(object)

    def __init__(self, counter: Counter, settings: SettingsPresenter) -> None:
        super().__init__()
        self._counter = counter
        self._settings = settings
        settings.changed.connect(self._on_changed)
        settings.failed.connect(self.failed)
        self._told.connect(self._on_changed)
        counter.spooler.subscribe(self._told.emit)

    @property
    def settings(self) -> Settings:
        """What is set, or about to be."""
        return self._settings.coming

    @property
    def lines(self) -> tuple[PrinterLine, ...]:
        """Each printer that has an address, in the order of the settings."""
        states = {state.printer: state for state in self._counter.spooler.printers}
        return tuple(
            PrinterLine(setup, states.get(setup.id, PrinterState(Shown.UNKNOWN)))
            for setup in self.settings.printers
            if is_set(setup)
        )

    def setup_of(self, printer: str) -> PrinterSetup | None:
        """The setup with an id; None for one that is gone."""
        return next((one for one in self.settings.printers if one.id == printer), None)

    def save(self, setup: PrinterSetup) -> None:
        """Print so from the next paper on; raises LapakError as `printer_of` does."""
        printer_of(setup, self.settings.language)
        self._settings.change(printers=with_printer(self.settings, setup))

    def remove(self, printer: str) -> None:
        """Print here no more; what waits for it goes where receipts go."""
        self._settings.change(printers=without_printer(self.settings, printer))

    def _on_changed(self, _now: object) -> None:
        self.changed.emit()
