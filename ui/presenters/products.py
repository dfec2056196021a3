"""The state of the product table: how many there are, which of them are read, what is searched."""

from PySide6.QtCore import QObject, Signal

from pos_app.domain.product import Product, change_between
from pos_app.services import catalogue, product_editing
from pos_app.services.counter import Counter
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.product_import import ProductImport

PAGE = 100
FOUND_AT_MOST = 200


class ProductsPresenter(QObject):
    """Reads the catalogue page by page, or what a search finds."""

    counted = Signal(int)  # the whole catalogue, unread
    page_read = Signal(int, object)  # offset, tuple[Product, ...]
    found = Signal(object)  # tuple[Product, ...]
    catalogue_changed = Signal()
    failed = Signal(object)  # Exception
    labels_read = Signal(object)  # dict: units, categories, brands in use
    product_changed = Signal(object)  # Product
    change_failed = Signal(object)  # Exception

    def __init__(
        self, counter: Counter, background: Background, guarded: Guarded | None = None
    ) -> None:
        super().__init__()
        self._guarded = guarded or Guarded(counter.till, background)
        self._counter = counter
        self._background = background
        self._text = ""
        self._turn = 0
        self.products = ProductImport(counter, background, self, self._guarded)
        self.products.imported.connect(self._on_imported)

    @property
    def text(self) -> str:
        """What is searched for; empty shows the whole catalogue."""
        return self._text

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

        def found(products: tuple[Product, ...]) -> None:
            if turn == self._turn:
                self.found.emit(products)

        till, failed = self._counter.till, self.failed.emit
        if self._text:
            asked = till.read(catalogue.search, self._text, FOUND_AT_MOST)
            self._background.watch(asked, found, failed)
        else:
            self._background.watch(till.read(catalogue.count_products, None), counted, failed)

    def read_labels(self) -> None:
        """Read which units, categories and brands are in use."""
        future = self._counter.till.read(product_editing.labels)
        self._background.watch(future, self.labels_read.emit)

    def change(self, before: Product, after: Product) -> None:
        """Store what differs between a product before and after."""
        change = change_between(before, after)
        if change is None:
            self.product_changed.emit(after)
            return
        self._guarded.write(
            product_editing.change_product,
            change,
            done=self._on_changed,
            failed=self.change_failed.emit,
            subject=before.name,
        )

    def _on_changed(self, product: Product) -> None:
        self._counter.organizer.wake()
        self.product_changed.emit(product)
        self.catalogue_changed.emit()
        self.load()

    def read_page(self, offset: int) -> None:
        """Read `PAGE` products from an offset in the order of their names."""
        turn = self._turn

        def read(products: tuple[Product, ...]) -> None:
            if turn == self._turn:
                self.page_read.emit(offset, products)

        future = self._counter.till.read(catalogue.products_page, None, offset, PAGE)
        self._background.watch(future, read, self.failed.emit)

    def _on_imported(self, _result: object) -> None:
        self.catalogue_changed.emit()
        self.load()
