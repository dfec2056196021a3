"""What is not in the catalogue: a new product in the middle of a sale, or an amount without one."""

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.product import Product
from pos_app.domain.shelf import OnShelf
from pos_app.services import product_editing
from pos_app.services.counter import Counter
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.one_write import OneWrite


class AddingPresenter(QObject):
    """`begin` takes a fresh id and `save` stores what was typed under it, once."""

    begun = Signal(object)  # Product: what is known of it
    labels_read = Signal(object)  # dict: units, categories, brands in use
    added = Signal(object)  # OnShelf
    failed = Signal(object)  # Exception
    free_amount_asked = Signal(object)  # tuple[str, ...]: brands to choose from

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._recording = OneWrite(counter, guarded)
        self._recording.failed.connect(self.failed)
        self._blank = Product("", "", 0)

    @property
    def blank(self) -> Product:
        """What the product is made of besides what is typed."""
        return self._blank

    def begin(self, barcode: str = "", category: str = "") -> None:
        """Begin a new product."""
        till = self._counter.till
        codes = (barcode,) if barcode else ()
        self._blank = Product(till.new_id(), "", 0, barcodes=codes, category=category)
        self.begun.emit(self._blank)
        self._background.watch(till.read(product_editing.labels), self.labels_read.emit)

    def save(self, product: Product) -> None:
        """Store it; while that is under way nothing is stored again."""
        product = msgspec.structs.replace(product, id=self._blank.id)
        self._recording.run(
            product_editing.add_product, product, done=self._on_added, subject=product.name
        )

    def ask_free_amount(self) -> None:
        """Read whose goods it may be, then ask."""
        brands = self._counter.till.read(product_editing.brands)
        self._background.watch(brands, self.free_amount_asked.emit)

    def _on_added(self, product: OnShelf) -> None:
        self.added.emit(product)
