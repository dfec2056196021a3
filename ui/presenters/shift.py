"""The state of a cashier's shift: opening it, what was sold in it, counting and closing it."""

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.services import backups, booth, shifts
from pos_app.services.booth import RegisterState
from pos_app.services.counter import Counter
from pos_app.services.shifts import ShiftSummary
from ui.background import Background


class ShiftView(msgspec.Struct, frozen=True):
    """What the shift page shows; without a summary no shift is open."""

    zone: str = "Asia/Jakarta"
    summary: ShiftSummary | None = None
    cashiers: tuple[str, ...] = ()


class ShiftPresenter(QObject):
    """Opens and closes shifts."""

    shown = Signal(object)  # ShiftView
    compared = Signal(object)  # ShiftView, read after the count
    busy_changed = Signal(bool)
    opened = Signal(object)  # Shift
    closed = Signal(object)  # ShiftClosed
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._busy = False
        self._view = ShiftView()

    def load(self) -> None:
        """Read what the page shows."""
        till, watch, failed = self._counter.till, self._background.watch, self.failed.emit
        watch(till.read(booth.current_register), self._on_register, failed)
        watch(till.read(shifts.recent_cashiers), self._on_cashiers, failed)
        watch(till.read(shifts.shift_summary), self._on_summary, failed)

    def compare(self) -> None:
        """Read what must be in the drawer, after it was counted without knowing."""
        future = self._counter.till.read(shifts.shift_summary)
        self._background.watch(future, self._on_compared, self.failed.emit)

    def open(self, cashier: str, float_amount: int) -> None:
        """Open a shift; a second press while it is being stored does nothing."""
        if not self._busy:
            self._set_busy(busy=True)
            future = self._counter.till.write(shifts.open_shift, cashier, float_amount)
            self._background.watch(future, self._on_opened, self._on_failed)

    def close(self, counted: int, reason: str) -> None:
        """Close the shift with the cash that was counted."""
        if not self._busy:
            self._set_busy(busy=True)
            future = self._counter.till.write(shifts.close_shift, counted, reason)
            self._background.watch(future, self._on_closed, self._on_failed)

    def _on_register(self, register: RegisterState | None) -> None:
        if register is not None:
            self._view = msgspec.structs.replace(self._view, zone=register.zone)

    def _on_cashiers(self, cashiers: tuple[str, ...]) -> None:
        self._view = msgspec.structs.replace(self._view, cashiers=cashiers)

    def _on_summary(self, summary: ShiftSummary | None) -> None:
        self._view = msgspec.structs.replace(self._view, summary=summary)
        self.shown.emit(self._view)

    def _on_compared(self, summary: ShiftSummary | None) -> None:
        self._view = msgspec.structs.replace(self._view, summary=summary)
        self.compared.emit(self._view)

    def _on_opened(self, shift: object) -> None:
        self._after_writing()
        self.opened.emit(shift)

    def _on_closed(self, closed: object) -> None:
        self._after_writing()
        self._back_up()
        self.closed.emit(closed)

    def _back_up(self) -> None:
        """Keep a copy of the day in a second place; a failure is told, the close stands."""
        till = self._counter.till
        copied = till.read(backups.make_backup, backups.backup_folder(till))
        self._background.watch(copied)

    def _after_writing(self) -> None:
        self._set_busy(busy=False)
        self._counter.organizer.wake()
        self.load()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self.failed.emit(error)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)
