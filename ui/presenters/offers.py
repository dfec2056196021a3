"""Products that the organizer offers, while somebody decides about them."""

from PySide6.QtCore import QObject, Signal

from pos_app.services import offers
from pos_app.services.counter import Counter
from pos_app.services.offers import OpenOffer, TakenOffer
from ui.background import Background
from ui.guarded import Guarded


class OffersPresenter(QObject):
    """Reads what waits for an answer and gives it; one press at a time."""

    read = Signal(object)  # tuple[OpenOffer, ...]
    taken = Signal(int)
    declined = Signal(int)
    refused = Signal(object)  # Exception

    def __init__(
        self, counter: Counter, background: Background, parent: QObject, guarded: Guarded
    ) -> None:
        super().__init__(parent)
        self._counter = counter
        self._background = background
        self._guarded = guarded
        self._busy = False
        self._declining = 0

    def load(self) -> None:
        """Read what waits."""
        future = self._counter.till.read(offers.waiting)
        self._background.watch(future, self._on_read, self.refused.emit)

    def take(self, chosen: tuple[TakenOffer, ...]) -> None:
        """Take offers over."""
        if chosen and not self._busy:
            self._busy = True
            about = self._counter.till.new_id()
            self._guarded.write(
                offers.take, chosen, about, done=self._on_taken, failed=self._on_failed
            )

    def decline(self, ids: tuple[str, ...]) -> None:
        """Say no; each comes back when the organizer changes it."""
        if ids and not self._busy:
            self._busy, self._declining = True, len(ids)
            about = self._counter.till.new_id()
            self._guarded.write(
                offers.decline, ids, about, done=self._on_declined, failed=self._on_failed
            )

    def _on_read(self, found: tuple[OpenOffer, ...]) -> None:
        self.read.emit(found)

    def _on_taken(self, number: int) -> None:
        self._on_answered()
        self.taken.emit(number)

    def _on_declined(self, _done: object) -> None:
        self._on_answered()
        self.declined.emit(self._declining)

    def _on_answered(self) -> None:
        self._busy = False
        self._counter.organizer.wake()
        self.load()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self.refused.emit(error)
