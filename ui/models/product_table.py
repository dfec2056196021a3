"""The catalogue as a table: rows are read page by page when they come into view."""

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from pos_app.domain.money import format_amount
from pos_app.domain.quantity import format_quantity
from pos_app.domain.shelf import OnShelf
from resources.translations import Catalog
from ui.models.row_table import Column, Index, RowTable

_KEPT_PAGES = 50


class ProductTable(RowTable[OnShelf]):
    """Either a catalogue of known size, read on demand, or the products of a search."""

    page_wanted = Signal(int)  # offset

    def __init__(self, page: int, parent: QObject | None = None) -> None:
        self._words = StateWords(Catalog("en"))
        columns: tuple[Column[OnShelf], ...] = (
            Column(_name),
            Column(_price, right=True),
            Column(_stock, right=True),
            Column(self._state),
            Column(_category),
            Column(_unit),
            Column(_brand),
            Column(_barcode),
        )
        super().__init__(columns, parent)
        self._page = page
        self._total = 0
        self._pages: OrderedDict[int, tuple[OnShelf, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self.picked: frozenset[str] | None = None

    def use(self, tr: Catalog) -> None:
        """Head the columns, and say what is special about a product, in a language."""
        self._words = StateWords(tr)
        self.set_headings(
            *(tr("Name"), tr("Price"), tr("Stock"), tr("State")),
            *(tr("Category"), tr("Unit"), tr("Brand"), tr("Barcode")),
        )

    def show_catalogue(self, total: int) -> None:
        """Show so many products, none of them read yet."""
        self._restart(total)

    def show_found(self, products: tuple[OnShelf, ...]) -> None:
        """Show just these."""
        self._restart(len(products))
        self._pages = OrderedDict(
            (offset, products[offset : offset + self._page])
            for offset in range(0, len(products), self._page)
        )

    def show_picked(self, picked: frozenset[str] | None) -> None:
        """Tick these products; without any set of them there is nothing to tick."""
        self.picked = picked
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, 0))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As every table, and the ticks before the names."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() or self.picked is None:
            return super().data(index, role)
        product = self.row_at(index.row())
        states = Qt.CheckState
        ticked = product is not None and product.id in self.picked
        return states.Checked if ticked else states.Unchecked

    def fill(self, offset: int, products: tuple[OnShelf, ...]) -> None:
        """Put a page in that was read; the oldest leaves when many are kept."""
        self._asked.discard(offset)
        self._pages[offset] = products
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        last = min(offset + len(products), self._total) - 1
        if last >= offset:
            self.dataChanged.emit(self.index(offset, 0), self.index(last, BARCODE))

    def row_at(self, place: int) -> OnShelf | None:
        """A product; one that is not read yet is asked for, once."""
        offset = place - place % self._page
        products = self._pages.get(offset)
        if products is None:
            if offset not in self._asked:
                self._asked.add(offset)
                self.page_wanted.emit(offset)
            return None
        return products[place - offset] if place - offset < len(products) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """How many products."""
        return 0 if parent is not None and parent.isValid() else self._total

    def _state(self, product: OnShelf) -> str:
        return self._words.of(product)

    def _restart(self, total: int) -> None:
        self.beginResetModel()
        self._total = total
        self._pages = OrderedDict()
        self._asked = set()
        self.endResetModel()


def _name(product: OnShelf) -> str:
    return product.name


def _price(product: OnShelf) -> str:
    if not product.variants or product.from_price == product.to_price:
        return format_amount(product.from_price if product.variants else product.price)
    return f"{format_amount(product.from_price)} – {format_amount(product.to_price)}"


def _barcode(product: OnShelf) -> str:
    return ", ".join(product.barcodes)


def _category(product: OnShelf) -> str:
    return product.category


def _unit(product: OnShelf) -> str:
    return product.unit


def _brand(product: OnShelf) -> str:
    return product.brand


def _stock(product: OnShelf) -> str:
    return "" if product.left_milli is None else format_quantity(product.left_milli)


class StateWords:
    """What is special about a product, in one language."""

    def __init__(self, tr: Catalog) -> None:
        self._unsold, self._parcel = tr("Not sold"), tr("Parcel")
        self._sold_out, self._low = tr("Sold out"), tr("Low")
        self._tr = tr

    def of(self, product: OnShelf) -> str:
        """Few words, the most urgent first; nothing for a product that is just there."""
        if not product.active:
            return self._unsold
        words = [self._sold_out] if product.is_sold_out else [self._low] if product.is_low else []
        if product.variants:
            told = self._tr.plural("{n} variant", "{n} variants", product.variants)
            words.append(told.format(n=product.variants))
        elif product.parts:
            words.append(self._parcel)
        return " · ".join(words)


PRICE, STOCK, STATE, CATEGORY, UNIT, BRAND, BARCODE = range(1, 8)
"""Places of the columns behind the name: what somebody looks for first, first."""
