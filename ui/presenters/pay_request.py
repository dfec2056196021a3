"""From the wish to pay to the payment: scans find their products first, stock is read once more."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.shelf import OnShelf
from pos_app.services import catalogue
from pos_app.services.till import Till
from ui.background import Background
from ui.presenters.cart_at_hand import CartAtHand
from ui.presenters.scan_lookup import ScanLookup
from ui.presenters.stock_watch import StockWatch


class PayRequest(QObject):
    """A scan that finds nothing ends it: people look at that first."""

    ready = Signal(object)  # PricedCart
    failed = Signal(object)  # Exception

    def __init__(
        self,
        till: Till,
        background: Background,
        at_hand: CartAtHand,
        lookup: ScanLookup,
        stock: StockWatch,
    ) -> None:
        super().__init__()
        self._till = till
        self._background = background
        self._at_hand = at_hand
        self._lookup = lookup
        self._stock = stock
        self._asked = False
        lookup.unknown.connect(self._end)
        lookup.failed.connect(self._end)
        lookup.answered.connect(self._go_on)

    def ask(self) -> None:
        """Pay the cart at hand as soon as it stands."""
        self._asked = bool(self._at_hand.cart.lines) or self._lookup.busy
        self._go_on()

    def _go_on(self) -> None:
        if not self._asked or self._lookup.busy or not self._at_hand.cart.lines:
            return
        self._at_hand.price_anew()
        cart = self._at_hand.cart
        asked = self._stock.asked_at_payment(cart)
        if not asked:
            self._pay()
            return
        read = self._till.read(catalogue.shelf_again, asked)
        self._background.watch(read, partial(self._on_stock, cart), self._on_failed)

    def _on_stock(self, cart: Cart, products: tuple[OnShelf, ...]) -> None:
        if cart is not self._at_hand.cart:
            self._go_on()
        elif self._asked:
            try:
                self._stock.check(cart, products)
            except LapakError as error:
                self._on_failed(error)
            else:
                self._pay()

    def _pay(self) -> None:
        self._asked = False
        self.ready.emit(self._at_hand.priced)

    def _end(self) -> None:
        self._asked = False

    def _on_failed(self, error: Exception) -> None:
        self._asked = False
        self.failed.emit(error)
