"""The left half of the sell page: categories, products, and what stands there instead of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.product import Category
from resources.translations import Catalog
from ui.key_table import key_of
from ui.pages.selling.first_steps import FirstSteps, NothingFound
from ui.pages.selling.product_view import ProductView
from ui.presenters.shelf import ShelfPresenter, ShelfStart
from ui.theme import Look
from ui.widgets.chip_row import Chip, ChipRow
from ui.widgets.key_button import KeyButton


class ShelfPanel(QWidget):
    """Shows what the shelf's presenter found; the field that searches belongs to the page."""

    page_asked = Signal(str)
    painted = Signal()
    search_ended = Signal()  # a category was chosen instead
    clear_pressed = Signal()
    chips_changed = Signal()

    def __init__(self, shelf: ShelfPresenter, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._tr = Catalog("en")
        self._categories: tuple[Category, ...] = ()
        self.chips = ChipRow("category", self)
        self.free_button = KeyButton("free_amount_button", key_of("free"))
        self.free_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.products = ProductView(shelf.grid, look, self)
        self.products.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._first_steps = FirstSteps(look, self)
        self._nothing_found = NothingFound(look, self)
        self._lay_out()
        self._connect()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.free_button.retranslate(tr("Free amount"))
        for part in (self.products, self._first_steps, self._nothing_found):
            part.retranslate(tr)
        self._show_chips(self._categories)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        for part in (self.products, self.free_button, self._first_steps, self._nothing_found):
            part.restyle(look)

    def focus_first(self) -> None:
        """Go to the first product, if there is one."""
        self.products.setFocus()
        self.products.setCurrentIndex(self._shelf.grid.index(0, 0))

    def _lay_out(self) -> None:
        self._shown = QStackedWidget(self)
        for part in (self.products, self._first_steps, self._nothing_found):
            self._shown.addWidget(part)
        chips = QHBoxLayout()
        chips.setContentsMargins(5, 0, 5, 0)
        chips.setSpacing(8)
        chips.addWidget(self.chips, 1)
        chips.addWidget(self.free_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 10, 11, 0)
        column.setSpacing(6)
        column.addLayout(chips)
        column.addWidget(self._shown, 1)

    def _connect(self) -> None:
        self._shelf.shown.connect(self._on_shown)
        self._shelf.categories_shown.connect(self._show_chips)
        self._shelf.found.connect(self._on_found)
        self.products.painted.connect(self.painted)
        self.chips.chosen.connect(self._on_category)
        self._nothing_found.clear_pressed.connect(self.clear_pressed)
        self._first_steps.import_pressed.connect(self._to_products)
        self._first_steps.join_pressed.connect(self._to_sync)

    def _on_shown(self, start: ShelfStart) -> None:
        nothing = start.category is None and not start.count
        self._shown.setCurrentWidget(self._first_steps if nothing else self.products)
        self.products.scrollToTop()
        if nothing:
            self.painted.emit()

    def _on_found(self, text: str, number: int) -> None:
        self._nothing_found.tell(text)
        self._shown.setCurrentWidget(self.products if number else self._nothing_found)
        self.products.scrollToTop()

    def _show_chips(self, categories: tuple[Category, ...]) -> None:
        self._categories = categories
        chips = [Chip(self._tr("All"), None)]
        chips += [Chip(category.name, category.name) for category in categories]
        self.chips.show_chips(chips, self._shelf.category)
        self.chips.setVisible(bool(categories))
        self.chips_changed.emit()

    def _on_category(self, category: str | None) -> None:
        self._shelf.show_category(category)
        self.search_ended.emit()

    def _to_products(self) -> None:
        self.page_asked.emit("products")

    def _to_sync(self) -> None:
        self.page_asked.emit("sync")
