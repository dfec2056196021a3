"""Looking for printers: what this machine knows of, and what answers on its network."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pos_app.domain.errors import LapakError
from pos_app.services.printing import printer_finding
from pos_app.services.printing.printer_finding import Listing, Looked, NetworkSearch
from pos_app.services.printing.printer_setup import models
from ui.background import Background


class FindingPresenter(QObject):
    """Everything is looked for on a background thread; `cancel` ends it, and nothing more comes.

    `listing`, `search` and `proposed` are the services; a test may give others.
    """

    listed = Signal(object)  # Listing
    proposed = Signal(str)
    looked = Signal(object)  # Looked, as it goes on
    ended = Signal(object)  # Looked
    refused = Signal(object)  # LapakError: the range cannot be looked at
    failed = Signal(object)  # Exception
    models_read = Signal(object)  # tuple[Profile, ...]
    busy_changed = Signal()
    _heard = Signal(object, object)  # NetworkSearch, Looked

    def __init__(
        self,
        background: Background,
        *,
        listing: Callable[[], Listing] = printer_finding.listed,
        search: Callable[[str], NetworkSearch] = NetworkSearch,
        own_range: Callable[[], str] = printer_finding.proposed_range,
    ) -> None:
        super().__init__()
        self._background = background
        self._listing = listing
        self._make_search = search
        self._own_range = own_range
        self._asked = 0
        self._is_listing = False
        self._search: NetworkSearch | None = None
        self._heard.connect(self._on_heard)

    @property
    def is_listing(self) -> bool:
        """Whether this machine is being asked what it knows of."""
        return self._is_listing

    @property
    def is_looking(self) -> bool:
        """Whether a look over the network goes on."""
        return self._search is not None

    def find(self) -> None:
        """List what this machine knows of, and propose a range of its network."""
        if self._is_listing:
            return
        self._set_listing(on=True)
        asked = self._asked

        def listed(found: Listing) -> None:
            if asked == self._asked:
                self._set_listing(on=False)
                self.listed.emit(found)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._set_listing(on=False)
                self.failed.emit(error)

        def proposed(text: str) -> None:
            if asked == self._asked:
                self.proposed.emit(text)

        background = self._background
        background.watch(background.run_blocking(self._own_range), proposed)
        background.watch(background.run_blocking(self._listing), listed, failed)

    def read_models(self) -> None:
        """Read every model that there is, for whoever searches."""
        background = self._background
        background.watch(background.run_blocking(models), self.models_read.emit)

    def look(self, text: str) -> None:
        """Look over a range that somebody confirmed; one look at a time."""
        if self._search is not None:
            return
        try:
            search = self._make_search(text)
        except LapakError as error:
            self.refused.emit(error)
            return
        self._search = search
        self.busy_changed.emit()
        self.looked.emit(Looked(0, search.total))

        def heard(looked: Looked) -> None:
            self._heard.emit(search, looked)

        def ended(looked: Looked) -> None:
            if search is self._search:
                self._end()
                self.ended.emit(looked)

        def failed(error: Exception) -> None:
            if search is self._search:
                self._end()
                self.failed.emit(error)

        future = self._background.run_blocking(search.run, heard)
        self._background.watch(future, ended, failed)

    def stop_looking(self) -> None:
        """End the look; what was found stays, told by `ended`."""
        if self._search is not None:
            self._search.cancel()

    def cancel(self) -> None:
        """Nobody waits any more: end everything, tell nothing."""
        self._asked += 1
        if self._search is not None:
            self._search.cancel()
            self._end()
        self._set_listing(on=False)

    def _set_listing(self, *, on: bool) -> None:
        if on != self._is_listing:
            self._is_listing = on
            self.busy_changed.emit()

    def _end(self) -> None:
        self._search = None
        self.busy_changed.emit()

    def _on_heard(self, search: NetworkSearch, looked: Looked) -> None:
        if search is self._search:
            self.looked.emit(looked)
