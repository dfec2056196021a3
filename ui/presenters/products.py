"""The state of the product table: how many there are, which of them are read, what is searched."""

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.domain.shelf import OnShelf
from pos_app.services import catalogue
from pos_app.services.counter import Counter
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.offers import OffersPresenter
from ui.presenters.picking import Picking
from ui.presenters.product_editing import ProductEditing
from ui.presenters.product_export import ProductExport
from ui.presenters.product_import import ProductImport

PAGE = 100
FOUND_AT_MOST = 200


class ProductsPresenter(QObject):
    """Reads page by page what is sold, or what is sold no more, or what a search finds."""

    counted = Signal(int)  # the whole catalogue, unread
    page_read = Signal(int, object)  # offset, tuple[OnShelf, ...]
    found = Signal(object)  # tuple[OnShelf, ...]
    catalogue_changed = Signal()
    failed = Signal(object)  # Exception

    def __init__(
        self, counter: Counter, background: Background, guarded: Guarded | None = None
    ) -> None:
        super().__init__()
        guarded = guarded or Guarded(counter.till, background)
        self._counter = counter
        self._background = background
        self._text = ""
        self._turn = 0
        self._unsold = False
        self.products = ProductImport(counter, background, self, guarded)
        self.products.imported.connect(self._on_changed)
        self.editing = ProductEditing(counter, background, guarded)
        self.editing.setParent(self)
        self.editing.changed.connect(self._on_changed)
        self.export = ProductExport(counter, background, self)
        self.offers = OffersPresenter(counter, background, self, guarded)
        self.offers.taken.connect(self._on_changed)
        self.picking = Picking(counter, background, self)

    @property
    def text(self) -> str:
        """What is searched for; empty shows the whole catalogue."""
        return self._text

    @property
    def shows_unsold(self) -> bool:
        """Whether the products that are sold no more are shown."""
        return self._unsold

    def show_unsold(self, *, unsold: bool) -> None:
        """Show the products that are sold no more, or again those that are."""
        self._unsold = unsold
        self.load()

    def load(self) -> None:
        """Read again what the table shows."""
        self.search(self._text)

    def search(self, text: str) -> None:
        """Show what a text finds, by name, code or barcode; everything for an empty one."""
        self._text = text.strip()
        self._turn += 1
        turn = self._turn

        def counted(number: int) -> None:
            if turn == self._turn:
                self.counted.emit(number)

        def found(products: tuple[OnShelf, ...]) -> None:
            if turn == self._turn:
                self.found.emit(products)

        till, failed = self._counter.till, self.failed.emit
        if self._text:
            search = catalogue.search_unsold if self._unsold else catalogue.search
            asked = till.read(search, self._text, FOUND_AT_MOST)
            self._background.watch(asked, found, failed)
        elif self._unsold:
            self._background.watch(till.read(catalogue.count_unsold), counted, failed)
        else:
            self._background.watch(till.read(catalogue.count_products, None), counted, failed)

    def read_page(self, offset: int) -> None:
        """Read `PAGE` products from an offset in the order of their names."""
        turn = self._turn

        def read(products: tuple[OnShelf, ...]) -> None:
            if turn == self._turn:
                self.page_read.emit(offset, products)

        till = self._counter.till
        if self._unsold:
            future = till.read(catalogue.unsold_page, offset, PAGE)
        else:
            future = till.read(catalogue.products_page, None, offset, PAGE)
        self._background.watch(future, read, self.failed.emit)

    @Slot()
    def _on_changed(self) -> None:
        self.catalogue_changed.emit()
        self.load()
