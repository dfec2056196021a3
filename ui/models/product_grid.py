"""The product grid: a table of cells over a catalogue that is never wholly in memory."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from pos_app.domain.quantity import format_quantity
from pos_app.domain.shelf import OnShelf
from resources.translations import Catalog
from ui.models.shelf_words import ShelfWords

PAGE = 200
_KEPT_PAGES = 6

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ProductGrid(QAbstractTableModel):
    """Products by place, `columns` to a row; `taken` is how much of each is in the cart, by its id.

    A cell that is painted before its product is known asks for its page with `page_wanted`, once;
    the page comes by `fill`. The pages seen last are kept, so memory does not grow by scrolling.
    """

    page_wanted = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = ShelfWords(Catalog("en"))
        self.taken: Mapping[str, int] = {}
        self._columns = 1
        self._count = 0
        self._turn = 0
        self._pages: OrderedDict[int, Sequence[OnShelf]] = OrderedDict()
        self._asked: set[int] = set()

    @property
    def count(self) -> int:
        """How many products there are."""
        return self._count

    @property
    def turn(self) -> int:
        """Counts what has been shown, so that a late answer to an earlier question is dropped."""
        return self._turn

    def show_count(self, count: int, first: Sequence[OnShelf] = ()) -> None:
        """Show so many products, the first of them known."""
        self.beginResetModel()
        self._turn += 1
        self._count = count
        self._asked = set()
        self._pages = OrderedDict(
            (start // PAGE, first[start : start + PAGE]) for start in range(0, len(first), PAGE)
        )
        self.endResetModel()

    def show_found(self, products: Sequence[OnShelf]) -> None:
        """Show these products and no others."""
        self.show_count(len(products), products)

    def fill(self, turn: int, page: int, products: Sequence[OnShelf]) -> None:
        """Take a page that was asked for in a turn."""
        if turn != self._turn:
            return
        self._asked.discard(page)
        self._pages[page] = products
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        first, last = page * PAGE, min(self._count, (page + 1) * PAGE) - 1
        if last >= first:
            rows = (first // self._columns, last // self._columns)
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[1], self._columns - 1))

    def put(self, products: Iterable[OnShelf]) -> None:
        """Show products anew that were read again, wherever they stand."""
        anew = {product.id: product for product in products}
        for page, shown in self._pages.items():
            places = [place for place, one in enumerate(shown) if one.id in anew]
            if places:
                self._pages[page] = [anew.get(one.id, one) for one in shown]
                for place in places:
                    cell = self.index(*divmod(page * PAGE + place, self._columns))
                    self.dataChanged.emit(cell, cell)

    def show_columns(self, columns: int) -> None:
        """Lay the same products out in another number of columns."""
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()

    @property
    def columns(self) -> int:
        """How many products stand in a row."""
        return self._columns

    def shown_at(self, place: int) -> OnShelf | None:
        """The product that is painted at a place; one that is not known yet is asked for."""
        product = self._product(place)
        if product is None and 0 <= place < self._count:
            self._ask(place // PAGE)
        return product

    def product_at(self, index: _Index) -> OnShelf | None:
        """The product of a cell; None for a cell past the end or one that is still read."""
        return self._product(self._place(index))

    def places_of(self, products: AbstractSet[str], places: range) -> Iterator[int]:
        """Those of some places that show one of these products, by id."""
        for place in places:
            product = self._product(place)
            if product is not None and product.id in products:
                yield place

    def first(self) -> OnShelf | None:
        """The first product, if there is one and it is known."""
        return self._product(0)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """As many rows as the products fill."""
        return 0 if parent.isValid() else -(-self._count // self._columns)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """As many columns as fit the view."""
        return 0 if parent.isValid() else self._columns

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A product's name, and its price beside it for screen readers."""
        product = self.shown_at(self._place(index)) if index.isValid() else None
        if product is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return product.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(product)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Cells past the last product are only ground."""
        if index.isValid() and self._place(index) < self._count:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def _spoken(self, product: OnShelf) -> str:
        """Everything that is painted of a product."""
        per = f" / {product.unit}" if product.unit not in ("", "pcs") else ""
        price = f"{self.words.price(product)}{per}"
        taken = self.taken.get(product.id)
        count = f"× {format_quantity(taken)}" if taken else ""
        return ", ".join(filter(None, (product.name, price, self.words.stock(product), count)))

    def _place(self, index: _Index) -> int:
        return index.row() * self._columns + index.column()

    def _product(self, place: int) -> OnShelf | None:
        page = self._pages.get(place // PAGE)
        if page is None or not 0 <= place < self._count:
            return None
        self._pages.move_to_end(place // PAGE)
        within = place % PAGE
        return page[within] if within < len(page) else None

    def _ask(self, page: int) -> None:
        if page in self._pages or page in self._asked:
            return
        self._asked.add(page)
        self.page_wanted.emit(self._turn, page)
