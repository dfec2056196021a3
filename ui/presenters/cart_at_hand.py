"""The cart at hand: what it comes to, one step back, and the real one behind a training."""

from PySide6.QtCore import QObject, Signal

from pos_app.domain.cart import Cart
from pos_app.domain.pricing import PricedCart, price
from pos_app.services.terms import TermBook
from pos_app.services.till import Till


class CartAtHand(QObject):
    """Every cart that is put here is priced by the terms of that moment."""

    changed = Signal(object, bool)  # PricedCart, whether a line was added or counted up
    training_changed = Signal(bool)

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till
        self._terms = TermBook()
        self._priced = price(Cart(till.new_id()))
        self._before: Cart | None = None
        self._real: Cart | None = None

    @property
    def cart(self) -> Cart:
        """The cart as it stands."""
        return self._priced.cart

    @property
    def priced(self) -> PricedCart:
        """The cart and what it comes to."""
        return self._priced

    @property
    def training(self) -> bool:
        """Whether sales are only practised."""
        return self.cart.training

    def use_terms(self, book: TermBook) -> None:
        """Price by these rules and promotions from now on."""
        if book != self._terms:
            self._terms = book
            self.price_anew()

    def put(self, cart: Cart, *, flash: bool, may_undo: bool = False) -> None:
        """Put a cart in place of the one that is here, which `undo` brings back if it may."""
        self._before = self.cart if may_undo else None
        self._priced = self.worked_out(cart)
        self.changed.emit(self._priced, flash)

    def price_anew(self) -> None:
        """The same cart at what it costs now: a promotion's hour may have ended."""
        self._priced = self.worked_out(self.cart)
        self.changed.emit(self._priced, False)

    def worked_out(self, cart: Cart) -> PricedCart:
        """What another cart would come to now."""
        return price(cart, self._terms.at(self._till.clock()))

    def undo(self) -> None:
        """Bring back what was taken out last, unless the cart was changed since."""
        if self._before is not None:
            self.put(self._before, flash=False)

    def new_sale(self, *, may_undo: bool = False) -> None:
        """Begin with an empty cart."""
        empty = Cart(self._till.new_id(), training=self.training)
        self.put(empty, flash=False, may_undo=may_undo)

    def put_aside(self) -> Cart:
        """Begin with an empty cart; the one that was at hand."""
        cart = self.cart
        self.new_sale()
        return cart

    def take(self, cart: Cart) -> None:
        """Go on with another cart; a real one waits for the end of a training."""
        if self.training and not cart.training:
            self._real = cart
        else:
            self.put(cart, flash=False)

    def train(self, *, on: bool) -> None:
        """Begin to practise with an empty cart, or end that: then the real cart is back."""
        if on == self.training:
            return
        real = self._real or Cart(self._till.new_id())
        self._real = self.cart if on else None
        self.put(Cart(self._till.new_id(), training=True) if on else real, flash=False)
        self.training_changed.emit(on)
