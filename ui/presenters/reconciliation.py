"""Payments that wait for the bank's word: settled one by one, or against a statement."""

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from pos_app.domain.awaited import AwaitedPayment, PaymentState
from pos_app.services import reconciliation
from pos_app.services.counter import Counter
from pos_app.services.reconciliation import Comparison, Open, Settled
from pos_app.services.statement_file import StatementFile, read_statement
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.one_write import OneWrite


class ReconciliationPresenter(QObject):
    """Shows what is open; records nothing before `settle` or `settle_found`."""

    shown = Signal(object)  # Open
    reading = Signal()
    compared = Signal(object)  # Comparison
    settled = Signal(object)  # AwaitedPayment
    found_settled = Signal(object)  # Settled
    saving_changed = Signal(bool)
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._zone = "Asia/Jakarta"
        self._asked = 0
        self._comparison: Comparison | None = None
        self._recording = OneWrite(counter, guarded)
        self._recording.busy_changed.connect(self.saving_changed)
        self._recording.failed.connect(self.failed)

    @property
    def comparison(self) -> Comparison | None:
        """The statement that is being looked at."""
        return self._comparison

    def load(self) -> None:
        """Show what is open."""
        future = self._counter.till.read(reconciliation.open_payments)
        self._background.watch(future, self._on_open)

    def settle(self, payment: AwaitedPayment, state: PaymentState, reason: str = "") -> None:
        """Record that a payment was found at the bank, or not."""
        self._recording.run(
            reconciliation.settle,
            payment.source,
            payment.number,
            state,
            reason,
            done=self._on_settled,
            subject=payment.title,
        )

    def read(self, path: Path) -> None:
        """Read a statement and hold it against what is open; the last file asked for counts."""
        self.forget()
        asked = self._asked

        def done(comparison: Comparison) -> None:
            if asked == self._asked:
                self._comparison = comparison
                self.compared.emit(comparison)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self.failed.emit(error)

        def compare(statement: StatementFile) -> None:
            future = self._counter.till.read(reconciliation.compare, statement)
            self._background.watch(future, done, failed)

        today = self._counter.till.clock().astimezone(ZoneInfo(self._zone)).date()
        self.reading.emit()
        future = self._background.run_blocking(read_statement, path, self._zone, today)
        self._background.watch(future, compare, failed)

    def forget(self) -> None:
        """Put the statement away; nothing of it was recorded."""
        self._asked += 1
        self._comparison = None

    def settle_found(self) -> None:
        """Record all payments that the statement shows, in one step."""
        if self._comparison is not None and self._comparison.found:
            self._recording.run(
                reconciliation.settle_found,
                self._comparison.found,
                done=self._on_found_settled,
                subject=self._comparison.statement.name,
            )

    def _on_open(self, found: Open) -> None:
        self._zone = found.zone
        self.shown.emit(found)

    def _on_settled(self, payment: AwaitedPayment) -> None:
        self.load()
        self.settled.emit(payment)

    def _on_found_settled(self, settled: Settled) -> None:
        self.forget()
        self.load()
        self.found_settled.emit(settled)
