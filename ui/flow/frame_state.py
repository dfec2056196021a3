"""Keeps the top bar true: booth, cashier, printer and organizer, in the window's language."""

from PySide6.QtCore import QObject, Signal

from pos_app.domain.shift import Shift
from pos_app.services.booth import RegisterState
from pos_app.services.counter import Counter
from pos_app.services.organizer import SyncState
from pos_app.services.printing.printer_state import PrinterState
from ui.chips import ChipText, printer_words, shift_words, sync_words
from ui.widgets.status_chip import StatusChip
from ui.window import TillWindow


class FrameState(QObject):
    """Hears of every change, also from other threads, and shows it."""

    printer_changed = Signal(object)  # PrinterState
    place_shown = Signal()
    went_on = Signal(object)  # Continued: the organizer knew of another history
    merged = Signal()  # what other registers told of counts here by now
    _printer_told = Signal(object)
    _sync_told = Signal(object)

    def __init__(self, window: TillWindow, counter: Counter) -> None:
        super().__init__(window)
        self._window = window
        self._counter = counter
        self.register: RegisterState | None = None
        self.shift: Shift | None = None
        self._person = ""
        self._printer = counter.spooler.state
        self._sync = counter.organizer.state
        self._printer_told.connect(self._on_printer)
        self._sync_told.connect(self._on_sync)
        counter.spooler.subscribe(self._printer_told.emit)
        counter.organizer.subscribe(self._sync_told.emit)

    @property
    def zone(self) -> str:
        """The zone in which times are shown."""
        return self.register.zone if self.register else "Asia/Jakarta"

    @property
    def printer(self) -> PrinterState:
        """What is known of the printer."""
        return self._printer

    def show_place(self, register: RegisterState | None, shift: Shift | None) -> None:
        """Show whose till this is and who sells."""
        self.register, self.shift = register, shift
        self.show_all()

    def show_person(self, name: str) -> None:
        """Show who is at the till, where people are set up; nobody while it is locked."""
        self._person = name
        self.show_all()

    def show_all(self) -> None:
        """Say everything again, for example in another language."""
        register, bar = self.register, self._window.top_bar
        if register is None:
            bar.show_booth("", "")
            self._window.setWindowTitle("Lapak")
        else:
            booth = f"{register.booth.code} · {register.booth.name}"
            bar.show_booth(booth, register.expo.name if register.expo else "")
            self._window.setWindowTitle(f"{booth} – Lapak")
        tr = self._window.catalog
        bar.cashier.setVisible(register is not None)
        _tell(bar.cashier, shift_words(self.shift, self.zone, tr, self._person))
        bar.printer.show()
        _tell(bar.printer, printer_words(self._printer, tr))
        bar.sync.setVisible(register is not None)
        _tell(bar.sync, sync_words(self._sync, self.zone, tr))
        self.place_shown.emit()

    def _on_printer(self, state: PrinterState) -> None:
        self._printer = state
        _tell(self._window.top_bar.printer, printer_words(state, self._window.catalog))
        self.printer_changed.emit(state)

    def _on_sync(self, state: SyncState) -> None:
        before, self._sync = self._sync, state
        if state.continued is not None and state.continued != before.continued:
            self.went_on.emit(state.continued)
        if state.merged > before.merged:
            self.merged.emit()
        _tell(self._window.top_bar.sync, sync_words(state, self.zone, self._window.catalog))


def _tell(chip: StatusChip, words: ChipText) -> None:
    chip.tell(words.text, words.icon, words.kind)
