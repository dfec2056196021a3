"""What the organizer tells the people at the till."""

from PySide6.QtCore import QObject, Signal

from pos_app.services import expo_news
from pos_app.services.counter import Counter
from pos_app.services.expo_news import Notice
from pos_app.services.organizer import SyncKind, SyncState
from ui.background import Background


class ExpoNewsPresenter(QObject):
    """Looks when the organizer has answered; tells what is to be shown when that has changed."""

    changed = Signal(object)  # Notice
    _answered = Signal(object)  # SyncState

    def __init__(self, counter: Counter, background: Background) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._shown = Notice()
        self._answered.connect(self._on_answered)
        counter.organizer.subscribe(self._answered.emit)

    def load(self) -> None:
        """Read what is to be shown."""
        future = self._counter.till.read(expo_news.notice)
        self._background.watch(future, self._on_read, self._on_failed)

    def put_away(self) -> None:
        """Somebody has read the announcement."""
        asked = self._counter.till.write(expo_news.put_away, self._shown.announcement)
        self._background.watch(asked, self._on_put_away, self._on_failed)

    def _on_answered(self, state: SyncState) -> None:
        if state.kind is SyncKind.SYNCED:
            self.load()

    def _on_read(self, notice: Notice) -> None:
        if notice != self._shown:
            self._shown = notice
            self.changed.emit(notice)

    def _on_put_away(self, _done: object) -> None:
        self.load()

    def _on_failed(self, _error: Exception) -> None:
        """An announcement that cannot be read is read again after the next answer."""
