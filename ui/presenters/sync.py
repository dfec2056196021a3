"""The state of sending sales to the organizer."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pos_app.domain.permission import Action, Need
from pos_app.services import booth, sync_log
from pos_app.services.booth import RegisterState
from pos_app.services.counter import Counter
from pos_app.services.organizer import SyncState
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.saved_file import save_made
from ui.presenters.server_search import ServerSearch


class SyncPresenter(QObject):
    """Tells what is here and what the organizer has; sends at once when asked; joins an expo."""

    changed = Signal(object)  # SyncState
    register_shown = Signal(object)  # RegisterState | None
    join_started = Signal()
    joined = Signal(object)  # RegisterState
    join_failed = Signal(object)  # Exception
    failed = Signal(object)  # Exception
    receipt_shown = Signal(object)  # SyncReceipt | None
    log_saved = Signal(object)  # Path
    _told = Signal(object)

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._guarded = guarded
        self._joining = False
        self.search = ServerSearch(counter, background, self)
        self._told.connect(self.changed)
        counter.organizer.subscribe(self._told.emit)

    @property
    def state(self) -> SyncState:
        """What is known now."""
        return self._counter.organizer.state

    @property
    def address(self) -> str:
        """The organizer's server; empty while the booth sells on its own."""
        return self._counter.organizer.address

    def load(self) -> None:
        """Read which register and expo this is."""
        future = self._counter.till.read(booth.current_register)
        self._background.watch(future, self.register_shown.emit, self.failed.emit)
        receipt = self._counter.till.read(sync_log.latest_receipt)
        self._background.watch(receipt, self.receipt_shown.emit, self.failed.emit)

    def save_log(self, path: Path) -> None:
        """Write what became of the latest attempts, without anybody's data in it."""
        made = self._counter.till.read(sync_log.support_text)
        save_made(self._background, made, path, self.log_saved.emit, self.failed.emit)

    def send_now(self) -> None:
        """Try to send without waiting for the next turn."""
        self._counter.organizer.send_now()

    def join(self, address: str, code: str) -> None:
        """Join an expo with the code that its organizer gave, if that may be done here."""

        def allowed() -> None:
            future = self._counter.organizer.join(address, code)
            self._background.watch(future, self._on_joined, self._on_failed)

        if not self._joining:
            self._joining = True
            self.join_started.emit()
            self._guarded.ask(Need(Action.SETTINGS), address, allowed, self._on_failed)

    def _on_joined(self, register: RegisterState) -> None:
        self._joining = False
        self.register_shown.emit(register)
        self.joined.emit(register)

    def _on_failed(self, error: Exception) -> None:
        self._joining = False
        self.join_failed.emit(error)
