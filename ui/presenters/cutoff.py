"""When the booth's day ends: shown, and set where no organizer decides."""

from PySide6.QtCore import QObject, Signal

from pos_app.services import booth
from pos_app.services.booth import RegisterState
from pos_app.services.counter import Counter
from pos_app.services.cutoff import set_cutoff
from ui.background import Background
from ui.guarded import Guarded


class CutoffPresenter(QObject):
    """Stores another cut-off as soon as it is chosen."""

    shown = Signal(object)  # RegisterState or None
    changed = Signal()
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._guarded = guarded

    def load(self) -> None:
        """Read what holds now."""
        future = self._counter.till.read(booth.current_register)
        self._background.watch(future, self.shown.emit, self.failed.emit)

    def change(self, minutes: int) -> None:
        """Let days end so many minutes after midnight."""
        self._guarded.write(set_cutoff, minutes, done=self._on_changed, failed=self._on_failed)

    def _on_changed(self, register: RegisterState) -> None:
        self._counter.organizer.wake()
        self.shown.emit(register)
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self.load()
