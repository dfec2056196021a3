"""Changing single products: their fields and stock, their variants, what lies in a parcel."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from pos_app.domain.product import Part, Product, ProductChange, change_between
from pos_app.domain.shelf import OnShelf
from pos_app.services import catalogue, product_editing
from pos_app.services.counter import Counter
from pos_app.services.product_editing import VariantRow
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.one_write import OneWrite

FOUND_AT_MOST = 40


class ProductEditing(QObject):
    """One change at a time; while it is stored nothing is stored again."""

    labels_read = Signal(object)  # dict: units, categories, brands in use
    stored = Signal(object)  # Product, as it was handed over
    variants_read = Signal(object, object)  # Product, tuple[OnShelf, ...]
    parts_read = Signal(object, object)  # Product, tuple[tuple[Product, int], ...]
    found = Signal(object)  # tuple[OnShelf, ...]
    changed = Signal()  # what is on the shelf
    refused = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._recording = OneWrite(counter, guarded)
        self._recording.failed.connect(self.refused)
        self._turn = 0

    def blank(self) -> Product:
        """A product that nobody has set up yet."""
        return Product(self._counter.till.new_id(), "", 0)

    def read_labels(self) -> None:
        """Read which units, categories and brands are in use."""
        future = self._counter.till.read(product_editing.labels)
        self._background.watch(future, self.labels_read.emit)

    def add(self, product: Product, stock_milli: int | None) -> None:
        """Set a product up, with what lies there of it if somebody counted."""
        service = partial(product_editing.add_product, stock_milli=stock_milli)
        self._store(service, product, answer=product)

    def change(self, before: Product, after: Product, stock_milli: int | None) -> None:
        """Store what differs between a product before and after, and what was counted."""
        change = change_between(before, after)
        if change is None and stock_milli is None:
            self.stored.emit(after)
            return
        service = partial(product_editing.change_product, stock_milli=stock_milli)
        self._store(service, change or ProductChange(after.id), answer=after)

    def read_variants(self, product: Product) -> None:
        """Read the variants of a product, those that are sold no more too."""

        def read(variants: tuple[OnShelf, ...]) -> None:
            self.variants_read.emit(product, variants)

        future = self._counter.till.read(product_editing.every_variant, product.id)
        self._background.watch(future, read, self.refused.emit)

    def store_variants(self, product: Product, rows: tuple[VariantRow, ...]) -> None:
        """Let a product have these variants and no others."""
        self._store(product_editing.set_variants, product.id, rows, answer=product)

    def read_parts(self, product: Product) -> None:
        """Read what lies in a parcel."""

        def read(parts: tuple[tuple[Product, int], ...]) -> None:
            self.parts_read.emit(product, parts)

        future = self._counter.till.read(product_editing.parts_of, product)
        self._background.watch(future, read, self.refused.emit)

    def store_parts(self, product: Product, parts: tuple[Part, ...]) -> None:
        """Let these lie in a parcel; of none, it is a product of its own again."""
        change = ProductChange(product.id, parts=parts)
        self._store(product_editing.change_product, change, answer=product)

    def search(self, text: str) -> None:
        """Look for what may lie in a parcel; a late answer to an earlier text is dropped."""
        if text.strip():
            self._find(catalogue.search, text, FOUND_AT_MOST)
        else:
            self._turn += 1
            self.found.emit(())

    def show_variants(self, product: Product) -> None:
        """Answer a search with the variants of a product, which has none of its own to choose."""
        self._find(catalogue.variants, product.id)

    def _find(self, service: Callable[..., tuple[OnShelf, ...]], *asked: Any) -> None:
        self._turn += 1
        turn = self._turn

        def found(products: tuple[OnShelf, ...]) -> None:
            if turn == self._turn:
                self.found.emit(products)

        future = self._counter.till.read(service, *asked)
        self._background.watch(future, found, self.refused.emit)

    def _store(self, service: Callable[..., Any], *args: Any, answer: Product) -> None:
        def done(_stored: object) -> None:
            self.changed.emit()
            self.stored.emit(answer)

        self._recording.run(service, *args, done=done, subject=answer.name)
