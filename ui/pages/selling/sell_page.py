"""Selling: categories and products at the left, the cart at the right, a scan adds at once."""

import itertools
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.domain.cart import quantities
from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import PricedCart
from pos_app.domain.product import Product
from resources.translations import Catalog
from ui.key_table import key_of
from ui.notices import Notice
from ui.pages.selling.cart_panel import CartPanel
from ui.pages.selling.held_carts import HeldCarts
from ui.pages.selling.line_editor import LineEditor
from ui.pages.selling.sell_keys import ENTER, SellKeys
from ui.pages.selling.sell_panels import SellPanels
from ui.pages.selling.sell_telling import SellTelling
from ui.pages.selling.shelf_panel import ShelfPanel
from ui.pages.told import told
from ui.presenters.held_carts import HeldCartsPresenter
from ui.presenters.sell import SellPresenter
from ui.presenters.shelf import ShelfPresenter
from ui.theme import Look
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
        self._telling = SellTelling(presenter, shelf, self)
        self._editor = LineEditor(presenter, look, self)
        self._held = HeldCarts(held, look, self)
        self.panels = SellPanels(presenter, make_adding, look, self)
        self.search = SearchField(key_of("search"), look)
        self.search.setObjectName("search_field")
        self.search.installEventFilter(self)
        self.left = ShelfPanel(shelf, look, self)
        self.products = self.left.products
        self.cart = CartPanel(look, self)
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
        for part in (self.left, self.cart, self._editor, self._held, self.panels):
            part.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        for part in (self.search, self.left, self.cart, self._editor, self._held, self.panels):
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
            self.left.focus_first()
            return True
        return self._keys.press_in_search(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left, 5)
        row.addWidget(line(self, upright=True))
        row.addWidget(self.cart, 3)

    def _connect(self) -> None:
        sell, shelf, left, cart = self._presenter, self._shelf, self.left, self.cart
        sell.cart_changed.connect(self._show_cart)
        sell.refused.connect(self._on_refused)
        self._telling.told.connect(self.told)
        self._telling.add_wanted.connect(self._add_unknown)
        self._telling.search_wanted.connect(self._to_search)
        shelf.read_again.connect(sell.stock.remember)
        left.free_button.clicked.connect(self.panels.ask_free_amount)
        left.painted.connect(self.products_painted)
        left.page_asked.connect(self.page_asked)
        left.search_ended.connect(self.search.clear)
        left.clear_pressed.connect(self._leave_search)
        left.chips_changed.connect(self._on_chips_changed)
        shelf.picked.connect(self._on_picked)
        self.products.picked.connect(sell.add)
        self.search.textChanged.connect(shelf.search)
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

    def _on_picked(self, product: Product) -> None:
        self.search.clear()
        self._presenter.add(product)

    def _on_chips_changed(self) -> None:
        if self.isVisible():
            self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes from the search over chips and products to the cart, and on to payment.

        The field stands in the top bar and chips come and go, so Qt's own order is another.
        """
        order = [self.search, *self.left.chips.buttons(), self.products, *self.cart.tab_order()]
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    def _on_stepped(self, number: int, steps: int) -> None:
        self._presenter.step(steps, number)

    def _ask_quantity(self, number: int | None = None) -> None:
        self._editor.ask(Asked.QUANTITY, number)

    def _ask_discount(self, number: int | None = None) -> None:
        self._editor.ask(Asked.DISCOUNT, number)

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
