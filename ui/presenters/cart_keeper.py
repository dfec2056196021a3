"""Keeping the cart at hand while it is rung up, so that no crash takes it away."""

from PySide6.QtCore import QObject, QTimer, Signal

from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.held_cart import proposed_name
from pos_app.domain.pricing import PricedCart
from pos_app.services import carts
from pos_app.services.carts import HeldCart
from pos_app.services.till import Till
from ui.background import Background
from ui.presenters.sell import SellPresenter

SOON_MS = 200
AT_LATEST_MS = 1000


class CartKeeper(QObject):
    """Stores the cart a moment after its last change, a second after the first at the latest.

    Only content is stored, and only where it differs: choosing a line writes nothing. A training
    cart is not kept; the real one that waits for its end is.
    """

    restored = Signal()
    put_aside = Signal(object)  # HeldCart: something else was at hand when the kept one came back

    def __init__(self, till: Till, background: Background, sell: SellPresenter) -> None:
        super().__init__()
        self._till = till
        self._background = background
        self._sell = sell
        self._wanted = sell.cart
        self._kept: Cart | None = None
        self._begun = self._ended = False
        self._complained = False
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._at_latest = QTimer(self, singleShot=True, interval=AT_LATEST_MS)
        self._soon.timeout.connect(self._on_soon)
        self._at_latest.timeout.connect(self.keep_now)
        sell.cart_changed.connect(self._on_changed)

    def begin(self) -> None:
        """Bring back what was at hand when Lapak ended; nothing is stored before. Once."""
        if not self._begun and not self._ended:
            self._begun = True
            self._background.watch(self._till.read(carts.at_hand), self._on_read)

    def end(self) -> None:
        """Store what is not stored yet, and nothing more."""
        self.keep_now()
        self._begun, self._ended = False, True

    def keep_now(self) -> None:
        """Store what is not stored yet, without waiting for its moment."""
        self._soon.stop()
        self._at_latest.stop()
        if self._begun and not _alike(self._wanted, self._kept):
            self._kept = self._wanted
            stored = self._till.write(carts.keep, self._wanted)
            self._background.watch(stored, self._on_stored, self._on_failed)

    def _on_changed(self, priced: PricedCart, _flash: bool) -> None:  # noqa: FBT001 a Qt signal's
        if priced.cart.training:
            return
        self._wanted = priced.cart
        if self._begun and not _alike(self._wanted, self._kept):
            self._soon.start()
            if not self._at_latest.isActive():
                self._at_latest.start()

    def _on_soon(self) -> None:
        """A scan that is being looked up goes first."""
        if self._sell.busy:
            self._soon.start()
        else:
            self.keep_now()

    def _on_read(self, cart: Cart | None) -> None:
        self._kept = cart
        if cart is not None and not self._wanted.is_empty:
            held = self._till.write(carts.hold, cart, proposed_name(cart, ()))
            self._background.watch(held, self._on_put_aside, self._on_failed)
        elif cart is not None:
            self._sell.at_hand.take(cart)
            self._wanted = cart
            self.restored.emit()
        self._on_changed(self._sell.priced, False)

    def _on_put_aside(self, held: HeldCart) -> None:
        self.put_aside.emit(held)

    def _on_stored(self, _nothing: None) -> None:
        self._complained = False

    def _on_failed(self, error: Exception) -> None:
        """Try again with the next change; say so once, not at every scan."""
        self._kept = None
        if not self._complained or not isinstance(error, LapakError):
            self._complained = True
            self._background.report(error)


def _alike(cart: Cart, kept: Cart | None) -> bool:
    """Whether storing a cart would change nothing."""
    if kept is None or kept.is_empty:
        return cart.is_empty
    return _content(cart) == _content(kept)


def _content(cart: Cart) -> tuple[object, ...]:
    return cart.id, cart.lines, cart.discount, cart.credit
