"""Which past sales are listed: searched for, narrowed, and read a page at a time."""

from PySide6.QtCore import QObject, Signal

from pos_app.domain.history import Span
from pos_app.domain.tender import Method
from pos_app.services import history
from pos_app.services.history import HistoryRow, Key, Listing
from pos_app.services.till import Till
from ui.background import Background

PAGE = 50


class PastSales(QObject):
    """What was asked for last is what is told; earlier answers that come late are dropped."""

    listed = Signal(object)  # Listing
    page_read = Signal(int, object)  # offset, tuple[HistoryRow, ...]
    failed = Signal(object)  # Exception

    def __init__(self, till: Till, background: Background) -> None:
        super().__init__()
        self._till = till
        self._background = background
        self._text = ""
        self._method: Method | None = None
        self._span = Span.ALL
        self._keys: tuple[Key, ...] | None = None
        self._turn = 0

    @property
    def searching(self) -> bool:
        """Whether only a part of the history is listed."""
        return self._keys is not None

    def search(self, text: str) -> None:
        """List what somebody types for; everything for nothing."""
        self._text = text.strip()
        self.load()

    def choose_method(self, method: Method | None) -> None:
        """List only what was paid so."""
        self._method = method
        self.load()

    def choose_span(self, span: Span) -> None:
        """List only this part of the history."""
        self._span = span
        self.load()

    def load(self) -> None:
        """Read the list anew."""
        self._turn += 1
        turn = self._turn

        def listed(found: Listing) -> None:
            if turn == self._turn:
                self._keys = found.keys
                self.listed.emit(found)

        asked = self._till.read(history.list_history, PAGE, self._text, self._method, self._span)
        self._background.watch(asked, listed, self.failed.emit)

    def read_page(self, offset: int) -> None:
        """Read `PAGE` rows from an offset of what is listed."""
        turn = self._turn

        def read(rows: tuple[HistoryRow, ...]) -> None:
            if turn == self._turn:
                self.page_read.emit(offset, rows)

        if self._keys is None:
            asked = self._till.read(history.history_page, offset, PAGE)
        else:
            asked = self._till.read(history.history_rows, self._keys[offset : offset + PAGE])
        self._background.watch(asked, read, self.failed.emit)
