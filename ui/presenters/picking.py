"""Products that somebody picks out of the catalogue, for price tags."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from pos_app.domain.shelf import OnShelf
from pos_app.services import catalogue
from pos_app.services.counter import Counter
from pos_app.services.papers import labels
from ui.background import Background

MOST = 5_000


class Picking(QObject):
    """Keeps what is picked while it is searched for the next; `changed` carries the ids."""

    changed = Signal(object)  # frozenset[str]
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._till = counter.till
        self._background = background
        self._picked: dict[str, None] = {}

    @property
    def picked(self) -> tuple[str, ...]:
        """The ids of what is picked, the first one first."""
        return tuple(self._picked)

    def turn(self, product_id: str) -> None:
        """Pick a product, or let it go again."""
        if product_id in self._picked:
            del self._picked[product_id]
        else:
            self._picked[product_id] = None
        self._tell()

    def add(self, ids: Iterable[str]) -> None:
        """Pick these, too; at most `MOST` in all."""
        self._picked |= dict.fromkeys(ids)
        self._picked = dict.fromkeys(list(self._picked)[:MOST])
        self._tell()

    def clear(self) -> None:
        """Let everything go."""
        self._picked = {}
        self._tell()

    def add_all(self, text: str, most: int) -> None:
        """Pick all that is shown: the catalogue, or the first `most` that a text finds."""
        limit = most if text else MOST
        asked = self._till.read(labels.shown_ids, text, limit)
        self._background.watch(asked, self.add, self.failed.emit)

    def scan(self, code: str) -> None:
        """Pick a scanned product; a code that is not known picks nothing."""
        asked = self._till.read(catalogue.find_by_barcode, code)
        self._background.watch(asked, self._on_scanned, self.failed.emit)

    def add_rows(self, first: int, last: int) -> None:
        """Pick a part of the catalogue, by its places in the order of names."""
        number = min(last - first + 1, MOST)
        asked = self._till.read(catalogue.products_page, None, first, number)
        self._background.watch(asked, self._on_read, self.failed.emit)

    def _on_scanned(self, product: OnShelf | None) -> None:
        if product is not None:
            self.add((product.id,))

    def _on_read(self, products: tuple[OnShelf, ...]) -> None:
        self.add(one.id for one in products)

    def _tell(self) -> None:
        self.changed.emit(frozenset(self._picked))
