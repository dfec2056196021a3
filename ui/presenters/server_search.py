"""Looking for servers in the local network, for whoever is about to join."""

from PySide6.QtCore import QObject, Signal

from pos_app.services.counter import Counter
from ui.background import Background


class ServerSearch(QObject):
    """One look at a time; it takes some seconds, and nothing waits for it."""

    started = Signal()
    found = Signal(object)  # tuple[FoundServer, ...]
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._counter = counter
        self._background = background
        self._busy = False

    def look(self) -> None:
        """Ask the network who is there."""
        if self._busy:
            return
        self._busy = True
        self.started.emit()
        future = self._background.run_blocking(self._counter.organizer.find)
        self._background.watch(future, self._on_found, self._on_failed)

    def _on_found(self, servers: object) -> None:
        self._busy = False
        self.found.emit(servers)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)
