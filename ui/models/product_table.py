"""The catalogue as a table: rows are read page by page when they come into view."""

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal

from pos_app.domain.money import format_amount
from pos_app.domain.product import Product
from ui.models.row_table import Column, Index, RowTable

_KEPT_PAGES = 50


class ProductTable(RowTable[Product]):
    """Either a catalogue of known size, read on demand, or the products of a search."""

    page_wanted = Signal(int)  # offset

    def __init__(self, page: int, parent: QObject | None = None) -> None:
        super().__init__(PRODUCT_COLUMNS, parent)
        self._page = page
        self._total = 0
        self._pages: OrderedDict[int, tuple[Product, ...]] = OrderedDict()
        self._asked: set[int] = set()

    def show_catalogue(self, total: int) -> None:
        """Show so many products, none of them read yet."""
        self._restart(total)

    def show_found(self, products: tuple[Product, ...]) -> None:
        """Show just these."""
        self._restart(len(products))
        self._pages = OrderedDict(
            (offset, products[offset : offset + self._page])
            for offset in range(0, len(products), self._page)
        )

    def fill(self, offset: int, products: tuple[Product, ...]) -> None:
        """Put a page in that was read; the oldest leaves when many are kept."""
        self._asked.discard(offset)
        self._pages[offset] = products
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        last = min(offset + len(products), self._total) - 1
        if last >= offset:
            self.dataChanged.emit(self.index(offset, 0), self.index(last, len(PRODUCT_COLUMNS) - 1))

    def row_at(self, place: int) -> Product | None:
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

    def _restart(self, total: int) -> None:
        self.beginResetModel()
        self._total = total
        self._pages = OrderedDict()
        self._asked = set()
        self.endResetModel()


def _name(product: Product) -> str:
    return product.name


def _price(product: Product) -> str:
    return format_amount(product.price)


def _barcode(product: Product) -> str:
    return ", ".join(product.barcodes)


def _category(product: Product) -> str:
    return product.category


def _unit(product: Product) -> str:
    return product.unit


def _brand(product: Product) -> str:
    return product.brand


PRODUCT_COLUMNS = (
    Column(_name),
    Column(_price, right=True),
    Column(_barcode),
    Column(_category),
    Column(_unit),
    Column(_brand),
)
