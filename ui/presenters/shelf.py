"""The state of the product grid: the category that is shown, what is searched, pages that come."""

from collections.abc import Collection

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.product import Category
from pos_app.domain.shelf import OnShelf
from pos_app.services import catalogue
from pos_app.services.counter import Counter
from pos_app.services.till import Work
from ui.background import Background
from ui.models.product_grid import PAGE, ProductGrid

FOUND_AT_MOST = 100
_EACH_KIND = ("a", "aaa", "aaa a")
"""Word starts, letters anywhere, and both."""


class ShelfStart(msgspec.Struct, frozen=True):
    """What the grid needs to start: how many products, and the first of them."""

    category: str | None
    count: int
    first: tuple[OnShelf, ...]


def shelf_start(work: Work, category: str | None) -> ShelfStart:
    """Read the start of a category from one moment; None is all products."""
    return ShelfStart(
        category=category,
        count=catalogue.count_products(work, category),
        first=catalogue.products_page(work, category, 0, PAGE),
    )


class ShelfPresenter(QObject):
    """Fills `grid` from the catalogue; a late answer to an earlier question is dropped."""

    shown = Signal(object)  # ShelfStart
    categories_shown = Signal(object)  # tuple[Category, ...]
    found = Signal(str, int)  # the text searched for, how many products
    picked = Signal(object)  # OnShelf: the first hit, asked for with Enter
    nothing_found = Signal(str)
    read_again = Signal(object)  # tuple[OnShelf, ...]: what tells of stock that has changed

    def __init__(self, counter: Counter, background: Background) -> None:
        super().__init__()
        self._till = counter.till
        self._background = background
        self.grid = ProductGrid(self)
        self.grid.page_wanted.connect(self._read_page)
        self._category: str | None = None
        self._text = ""
        self._turn = 0
        self._answered = 0
        self._picking = False
        self._loading = False

    @property
    def category(self) -> str | None:
        """The category on show; None is all."""
        return self._category

    @property
    def text(self) -> str:
        """What is searched for; empty shows the category."""
        return self._text

    @property
    def loading(self) -> bool:
        """Whether `load` was asked and has not yet told the categories."""
        return self._loading

    def load(self) -> None:
        """Read again what is on show; the categories after it, since they take longer."""
        self._loading = True
        self._ask()
        future = self._till.read(catalogue.categories)
        self._background.watch(future, self._on_categories)

    def read_stock(self, ids: Collection[str]) -> None:
        """Show the stock of some products anew, on their tiles and those that depend on them."""
        if ids:
            future = self._till.read(catalogue.shelf_again, ids)
            self._background.watch(future, self._on_read_again)

    def warm_up(self) -> None:
        """Ask each kind of search once, so that the first one typed waits for no compiling."""
        for text in _EACH_KIND:
            self._background.watch(self._till.read(catalogue.search, text, 1))

    def show_category(self, category: str | None) -> None:
        """Show the products of a category, or all."""
        self._category = category
        self._text = ""
        self._ask()

    def search(self, text: str) -> None:
        """Show what a text finds, wherever it stands; the category again for an empty one."""
        text = text.strip()
        if text != self._text:
            self._text = text
            self._ask()

    def pick_first(self) -> None:
        """Pick the first hit of the latest text, as soon as its answer is there."""
        self._picking = bool(self._text)
        self._pick_if_answered()

    def _ask(self) -> None:
        self._turn += 1
        self._picking = False
        turn, text = self._turn, self._text

        def found(products: tuple[OnShelf, ...]) -> None:
            if turn == self._turn:
                self.grid.show_found(products)
                self.found.emit(text, len(products))
                self._answer(turn)

        def started(start: ShelfStart) -> None:
            if turn == self._turn:
                self.grid.show_count(start.count, start.first)
                self.shown.emit(start)
                self._answer(turn)

        if text:
            future = self._till.read(catalogue.search, text, FOUND_AT_MOST)
            self._background.watch(future, found)
        else:
            self._background.watch(self._till.read(shelf_start, self._category), started)

    def _answer(self, turn: int) -> None:
        self._answered = turn
        self._pick_if_answered()

    def _pick_if_answered(self) -> None:
        if not self._picking or self._answered != self._turn:
            return
        self._picking = False
        first = self.grid.first()
        if first is None:
            self.nothing_found.emit(self._text)
        else:
            self.picked.emit(first)

    def _on_read_again(self, products: tuple[OnShelf, ...]) -> None:
        self.grid.put(products)
        self.read_again.emit(products)

    def _on_categories(self, categories: tuple[Category, ...]) -> None:
        self._loading = False
        if self._category is not None and self._category not in {one.name for one in categories}:
            self.show_category(None)
        self.categories_shown.emit(categories)

    def _read_page(self, grid_turn: int, page: int) -> None:
        def read(products: tuple[OnShelf, ...]) -> None:
            self.grid.fill(grid_turn, page, products)

        future = self._till.read(catalogue.products_page, self._category, page * PAGE, PAGE)
        self._background.watch(future, read)
