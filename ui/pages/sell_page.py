"""Selling: categories and products at the left, the cart at the right, a scan adds at once."""

import itertools
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.cart import quantities
from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import PricedCart
from pos_app.domain.product import Category, Product
from resources.translations import Catalog
from ui.key_table import key_of
from ui.notices import Notice
from ui.pages.cart_panel import CartPanel
from ui.pages.first_steps import FirstSteps, NothingFound
from ui.pages.held_carts import HeldCarts
from ui.pages.line_editor import LineEditor
from ui.pages.product_view import ProductView
from ui.pages.sell_keys import ENTER, SellKeys
from ui.pages.sell_panels import SellPanels
from ui.pages.sell_telling import SellTelling
from ui.pages.told import told
from ui.presenters.held_carts import HeldCartsPresenter
from ui.presenters.sell import SellPresenter
from ui.presenters.shelf import ShelfPresenter, ShelfStart
from ui.theme import Look
from ui.widgets.chip_row import Chip, ChipRow
from ui.widgets.key_button import KeyButton
from ui.widgets.line_pad import Asked
from ui.widgets.restyle import line
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from ui.presenters.adding import AddingPresenter


class SellPage(QWidget):
    """`search` belongs into the top bar while this page is shown; `told` into the message line."""

    fits = True

    told = Signal(object)  # Notice
    products_painted = Signal()
    page_asked = Signal(str)
    order_asked = Signal()  # the cart's goods are to be ordered

    def __init__(
        self,
        presenter: SellPresenter,
        held: HeldCartsPresenter,
        shelf: ShelfPresenter,
        make_adding: "Callable[[], AddingPresenter]",
        look: Look,
    ) -> None:
        super().__init__()
        self.setObjectName("sell_page")
        self._presenter = presenter
        self._shelf = shelf
        self._tr = Catalog("en")
        self._categories: tuple[Category, ...] = ()
        self._telling = SellTelling(presenter, shelf, self)
        self._editor = LineEditor(presenter, look, self)
        self._held = HeldCarts(held, look, self)
        self.panels = SellPanels(presenter, make_adding, look, self)
        self.search = SearchField(key_of("search"), look)
        self.search.setObjectName("search_field")
        self.search.installEventFilter(self)
        self.chips = ChipRow("category", self)
        self.free_button = KeyButton("free_amount_button", key_of("free"))
        self.free_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.products = ProductView(shelf.grid, look, self)
        self.cart = CartPanel(look, self)
        self._first_steps = FirstSteps(look, self)
        self._nothing_found = NothingFound(look, self)
        self._keys = self._make_keys()
        self._lay_out()
        self._connect()
        if not shelf.loading:
            shelf.load()

    def enter(self) -> None:
        """Ready to search and scan."""
        self._order_tabs()
        self.search.setFocus()

    def scan(self, code: str) -> None:
        """Take a scan, wherever the focus is."""
        self._presenter.scan(code)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._telling.retranslate(tr)
        self.search.setPlaceholderText(tr("Search or scan products…"))
        self.search.setAccessibleName(tr("Search or scan products…"))
        self.free_button.retranslate(tr("Free amount"))
        for part in (
            self.products,
            self.cart,
            self._editor,
            self._held,
            self.panels,
            self._first_steps,
            self._nothing_found,
        ):
            part.retranslate(tr)
        self._show_chips(self._categories)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        for part in (
            self.search,
            self.products,
            self.cart,
            self._editor,
            self._held,
            self.panels,
            self.free_button,
            self._first_steps,
            self._nothing_found,
        ):
            part.restyle(look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what floats over the page in sight."""
        super().resizeEvent(event)
        self._editor.place()
        self.panels.place()
        self._held.place()

    def keys_hint(self, tr: Catalog) -> str:
        """The keys that the message line shows on this page."""
        return tr("F2 search · F3 quantity · F4 discount · F5 hold · Del remove · F12 pay")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that work wherever the focus is; letters go to the search field."""
        if not self._keys.press(event):
            event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The search field's keys that mean something to the page."""
        if watched is not self.search or event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Down and self._shelf.grid.count:
            self.products.setFocus()
            self.products.setCurrentIndex(self._shelf.grid.index(0, 0))
            return True
        return self._keys.press_in_search(event)

    def _lay_out(self) -> None:
        self._shown = QStackedWidget(self)
        for part in (self.products, self._first_steps, self._nothing_found):
            self._shown.addWidget(part)
        self.products.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        left = QVBoxLayout()
        left.setContentsMargins(11, 10, 11, 0)
        left.setSpacing(6)
        chips = QHBoxLayout()
        chips.setContentsMargins(5, 0, 5, 0)
        chips.setSpacing(8)
        chips.addWidget(self.chips, 1)
        chips.addWidget(self.free_button)
        left.addLayout(chips)
        left.addWidget(self._shown, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 5)
        row.addWidget(line(self, upright=True))
        row.addWidget(self.cart, 3)

    def _connect(self) -> None:
        sell, shelf, cart = self._presenter, self._shelf, self.cart
        sell.cart_changed.connect(self._show_cart)
        sell.refused.connect(self._on_refused)
        self._telling.told.connect(self.told)
        self._telling.add_wanted.connect(self._add_unknown)
        self._telling.search_wanted.connect(self._to_search)
        shelf.read_again.connect(sell.stock.remember)
        self.free_button.clicked.connect(self.panels.ask_free_amount)
        shelf.shown.connect(self._on_shown)
        shelf.categories_shown.connect(self._show_chips)
        shelf.found.connect(self._on_found)
        shelf.picked.connect(self._on_picked)
        self.products.picked.connect(sell.add)
        self.products.painted.connect(self.products_painted)
        self.chips.chosen.connect(self._on_category)
        self.search.textChanged.connect(shelf.search)
        self._nothing_found.clear_pressed.connect(self._leave_search)
        self._first_steps.import_pressed.connect(self._to_products)
        self._first_steps.join_pressed.connect(self._to_sync)
        cart.pay_pressed.connect(sell.pay)
        cart.empty_pressed.connect(sell.empty)
        cart.credit_dropped.connect(sell.drop_credit)
        cart.order_pressed.connect(self.order_asked)
        cart.header.hold_pressed.connect(self._held.ask_name)
        cart.header.held_pressed.connect(self._held.open)
        self._held.told.connect(self.told)
        self._held.counted.connect(cart.header.show_held)
        cart.quantity_pressed.connect(self._ask_quantity)
        cart.discount_pressed.connect(self._ask_discount)
        cart.lines.stepped.connect(self._on_stepped)
        cart.lines.count_pressed.connect(self._ask_quantity)
        cart.lines.line_pressed.connect(self._ask_discount)
        cart.lines.line_chosen.connect(sell.touch)

    def _make_keys(self) -> SellKeys:
        sell = self._presenter
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_F2: self._to_search,
            Qt.Key.Key_F3: self._ask_quantity,
            Qt.Key.Key_F4: self._ask_discount,
            Qt.Key.Key_F5: self._held.ask_name,
            Qt.Key.Key_F6: self._held.open,
            Qt.Key.Key_F7: self.order_asked.emit,
            Qt.Key.Key_F12: sell.pay,
            Qt.Key.Key_Delete: sell.remove,
            Qt.Key.Key_Escape: self._leave_search,
            **dict.fromkeys(ENTER, self._pick_first),
        }
        signs: dict[str, Callable[[], object]] = {
            "*": self.panels.ask_free_amount,
            "+": partial(sell.step, 1),
            "-": partial(sell.step, -1),
        }
        return SellKeys(self.search, acts, signs)

    def _show_cart(
        self,
        priced: PricedCart,
        flash: bool,  # noqa: FBT001 a Qt signal's argument
    ) -> None:
        self.cart.show_cart(priced, flash=flash)
        self.products.show_taken(quantities(priced.cart))
        self._editor.follow(priced.cart)

    def _add_unknown(self, code: str) -> None:
        self.panels.add_product(code, self._shelf.category or "")

    def _on_refused(self, error: LapakError) -> None:
        if self.panels.refuse(error):
            return
        sentence = told(error, self._tr)
        if self._editor.is_open:
            self._editor.refuse(sentence)
        else:
            self.told.emit(Notice(sentence, "attention"))

    def _on_shown(self, start: ShelfStart) -> None:
        nothing = start.category is None and not start.count
        self._shown.setCurrentWidget(self._first_steps if nothing else self.products)
        self.products.scrollToTop()
        if nothing:
            self.products_painted.emit()

    def _on_found(self, text: str, number: int) -> None:
        self._nothing_found.tell(text)
        self._shown.setCurrentWidget(self.products if number else self._nothing_found)
        self.products.scrollToTop()

    def _on_picked(self, product: Product) -> None:
        self.search.clear()
        self._presenter.add(product)

    def _show_chips(self, categories: tuple[Category, ...]) -> None:
        self._categories = categories
        chips = [Chip(self._tr("All"), None)]
        chips += [Chip(category.name, category.name) for category in categories]
        self.chips.show_chips(chips, self._shelf.category)
        self.chips.setVisible(bool(categories))
        if self.isVisible():
            self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes from the search over chips and products to the cart, and on to payment.

        The field stands in the top bar and chips come and go, so Qt's own order is another.
        """
        order = [self.search, *self.chips.buttons(), self.products, *self.cart.tab_order()]
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    def _on_category(self, category: str | None) -> None:
        self._shelf.show_category(category)
        self.search.clear()

    def _on_stepped(self, number: int, steps: int) -> None:
        self._presenter.step(steps, number)

    def _ask_quantity(self, number: int | None = None) -> None:
        self._editor.ask(Asked.QUANTITY, number)

    def _ask_discount(self, number: int | None = None) -> None:
        self._editor.ask(Asked.DISCOUNT, number)

    def _to_products(self) -> None:
        self.page_asked.emit("products")

    def _to_sync(self) -> None:
        self.page_asked.emit("sync")

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _pick_first(self) -> bool:
        if not self.search.text().strip():
            return False
        self._shelf.search(self.search.text())
        self._shelf.pick_first()
        return True

    def _leave_search(self) -> bool:
        for panel in (self.panels, self._editor, self._held):
            if panel.is_open:
                panel.close()
                return True
        if not self.search.text():
            return False
        self.search.clear()
        self.search.setFocus()
        return True
