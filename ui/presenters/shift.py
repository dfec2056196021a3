"""The state of a cashier's shift: opened, watched, cash moved, handed over, counted and closed."""

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.cash import CashMoved, CashWay, Notes
from pos_app.domain.money import format_rupiah
from pos_app.domain.permission import Action
from pos_app.domain.shift import Count
from pos_app.domain.slips import Slip
from pos_app.services import backups, booth, people, shifts
from pos_app.services.booth import RegisterState
from pos_app.services.counter import Counter
from pos_app.services.people import Staff
from pos_app.services.shifts import OpenCarts, ShiftSummary
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.one_write import OneWrite


class ShiftView(msgspec.Struct, frozen=True):
    """What the shift page shows; without a summary no shift is open.

    `person` is who has entered, `people` are those who may; both are empty where nobody has to.
    Sums that tell how much cash must be in the drawer are for whom `sees_expected` holds.
    """

    zone: str = "Asia/Jakarta"
    summary: ShiftSummary | None = None
    cashiers: tuple[str, ...] = ()
    person: str = ""
    people: tuple[str, ...] = ()
    sees_expected: bool = True
    prints: bool = True


class ShiftPresenter(QObject):
    """Opens and closes shifts, and what happens to their drawer in between."""

    shown = Signal(object)  # ShiftView
    compared = Signal(object)  # ShiftView, read after the count
    busy_changed = Signal(bool)
    opened = Signal(object)  # Shift
    moved = Signal(object)  # CashMoved
    reprinted = Signal()
    handed_over = Signal(object)  # ShiftHandedOver
    closed = Signal(object)  # ShiftClosed
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._guarded = guarded
        self._recording = OneWrite(counter, guarded)
        self._recording.busy_changed.connect(self.busy_changed)
        self._recording.failed.connect(self.failed)
        self._view = ShiftView()

    @property
    def view(self) -> ShiftView:
        """What was read last."""
        return self._view

    def load(self) -> None:
        """Read what the page shows."""
        till, watch, failed = self._counter.till, self._background.watch, self.failed.emit
        watch(till.read(booth.current_register), self._on_register, failed)
        watch(till.read(shifts.recent_cashiers), self._on_cashiers, failed)
        watch(till.read(people.staff), self._on_staff, failed)
        watch(till.read(shifts.shift_summary), self._on_summary, failed)

    def compare(self, counted: int) -> None:
        """Read what must be in the drawer, after it was counted without knowing."""
        future = self._counter.till.write(shifts.compare_count, counted)
        self._background.watch(future, self._on_compared, self.failed.emit)

    def open(self, cashier: str, float_amount: int, notes: Notes = ()) -> None:
        """Open a shift; a second press while it is being stored does nothing."""
        self._recording.run(shifts.open_shift, cashier, float_amount, notes, done=self._on_opened)

    def move(self, way: CashWay, amount: int, reason: str) -> None:
        """Put cash into the drawer or take it out."""
        subject = f"{format_rupiah(amount)} · {reason}"
        self._recording.run(
            shifts.move_cash, way, amount, reason, done=self._on_moved, subject=subject
        )

    def reprint_slip(self, move: str) -> None:
        """Queue a copy of the slip of cash that was moved in this shift."""
        from pos_app.services.papers import receipts  # the start needs no slip of any kind

        self._recording.run(receipts.reprint, move, Slip.CASH_MOVE, done=self._on_reprinted)

    def hand_over(self, cashier: str, counted: int | None) -> None:
        """Let another cashier go on."""
        self._recording.run(shifts.hand_over, cashier, counted, done=self._on_handed_over)

    def close(self, count: Count, reason: str, open_carts: OpenCarts) -> None:
        """Close the shift with the cash that was counted."""
        self._recording.run(shifts.close_shift, count, reason, open_carts, done=self._on_closed)

    def _on_register(self, register: RegisterState | None) -> None:
        if register is not None:
            self._view = msgspec.structs.replace(self._view, zone=register.zone)

    def _on_cashiers(self, cashiers: tuple[str, ...]) -> None:
        self._view = msgspec.structs.replace(self._view, cashiers=cashiers)

    def _on_staff(self, staff: Staff) -> None:
        names = tuple(person.name for person in staff.active)
        self._view = msgspec.structs.replace(self._view, people=names)

    def _on_summary(self, summary: ShiftSummary | None) -> None:
        self._see(summary)
        self.shown.emit(self._view)

    def _on_compared(self, summary: ShiftSummary | None) -> None:
        self._see(summary)
        self.compared.emit(self._view)

    def _see(self, summary: ShiftSummary | None) -> None:
        self._view = msgspec.structs.replace(
            self._view,
            summary=summary,
            person=self._guarded.by.name,
            sees_expected=self._guarded.may(Action.SEE_EXPECTED),
            prints=self._counter.spooler.state.state != "none",
        )

    def _on_opened(self, shift: object) -> None:
        self.load()
        self.opened.emit(shift)

    def _on_reprinted(self, _job: object) -> None:
        self._counter.spooler.wake()
        self.reprinted.emit()

    def _on_moved(self, moved: CashMoved) -> None:
        self.load()
        self._counter.spooler.wake()
        self.moved.emit(moved)

    def _on_handed_over(self, handed: object) -> None:
        self.load()
        self.handed_over.emit(handed)

    def _on_closed(self, closed: object) -> None:
        self.load()
        self._counter.spooler.wake()
        self._back_up()
        self.closed.emit(closed)

    def _back_up(self) -> None:
        """Keep a copy of the day in a second place; a failure is told, the close stands."""
        till = self._counter.till
        copied = till.read(backups.make_backup, backups.backup_folder(till))
        self._background.watch(copied)
