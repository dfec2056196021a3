"""Ringing a sale up: what is scanned, tapped and typed changes the cart at hand."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from pos_app.domain import cart as carts
from pos_app.domain import quantity
from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.credit import Credit
from pos_app.domain.discount import parse_discount
from pos_app.domain.errors import LapakError
from pos_app.domain.free_amount import free_product
from pos_app.domain.money import parse_rupiah
from pos_app.domain.pricing import PricedCart
from pos_app.domain.product import Product
from pos_app.domain.shelf import OnShelf
from pos_app.services import catalogue, terms
from pos_app.services.counter import Counter
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.cart_at_hand import CartAtHand
from ui.presenters.concessions import Concessions
from ui.presenters.pay_request import PayRequest
from ui.presenters.scan_lookup import ScanLookup
from ui.presenters.stock_watch import StockWatch


class SellPresenter(QObject):
    """What cannot be is told by `refused`, and the cart stays as it was. `at_hand` holds it."""

    cart_changed = Signal(object, bool)  # PricedCart, whether a line was added or counted up
    added = Signal(object)  # CartLine
    scan_added = Signal()
    removed = Signal(object)  # CartLine; `undo` brings it back
    credit_dropped = Signal()  # `undo` brings it back
    emptied = Signal()  # `undo` brings the cart back
    barcode_unknown = Signal(str)
    choice_wanted = Signal(object, object)  # OnShelf, tuple[OnShelf, ...]: which of its variants
    stock_short = Signal(object)  # Short: it was added all the same
    refused = Signal(object)  # LapakError
    pay_requested = Signal(object)  # PricedCart

    def __init__(
        self, counter: Counter, background: Background, guarded: Guarded | None = None
    ) -> None:
        super().__init__()
        self._till = counter.till
        self._background = background
        self._concessions = Concessions(guarded or Guarded(counter.till, background))
        self.stock = StockWatch(counter.settings_file)
        self.at_hand = CartAtHand(counter.till)
        self.at_hand.changed.connect(self.cart_changed)
        self._lookup = lookup = ScanLookup(counter.till, background)
        self._request = PayRequest(counter.till, background, self.at_hand, lookup, self.stock)
        self._request.ready.connect(self.pay_requested)
        self._request.failed.connect(self._on_failed)
        lookup.found.connect(self._add_scanned)
        lookup.unknown.connect(self.barcode_unknown)
        lookup.failed.connect(self._on_failed)

    @property
    def cart(self) -> Cart:
        """The cart as it stands."""
        return self.at_hand.cart

    @property
    def priced(self) -> PricedCart:
        """The cart and what it comes to."""
        return self.at_hand.priced

    @property
    def training(self) -> bool:
        """Whether sales are only practised."""
        return self.cart.training

    @property
    def busy(self) -> bool:
        """Whether a scan is still being looked up."""
        return self._lookup.busy

    def load_terms(self) -> None:
        """Read the booth's rules and promotions; the cart is priced by them at once."""
        self._background.watch(self._till.read(terms.term_book), self.at_hand.use_terms)

    def scan(self, code: str) -> None:
        """Add the product of a barcode, after those scanned before it."""
        self._lookup.scan(code)

    def add(self, product: Product) -> None:
        """Add one of a product; of one with variants, ask which."""
        if isinstance(product, OnShelf) and product.variants:
            self._ask_which(product)
            return
        before = self.cart
        self.stock.remember((product,))
        added = self._try(lambda: self.stock.allowed(before, carts.add(before, product)))
        if added and self.cart.touched is not None:
            self.added.emit(carts.line_of(self.cart, self.cart.touched))
            self._warn(before)

    def add_free(self, amount: int, name: str, usual: str, brand: str) -> bool:
        """Sell an amount without a product; False if that cannot be, which `refused` tells."""
        return self._try(lambda: carts.add(self.cart, free_product(amount, name, usual, brand)))

    def touch(self, number: int) -> None:
        """Choose the line that keys act on."""
        if any(line.number == number for line in self.cart.lines):
            self.at_hand.put(carts.touch(self.cart, number), flash=False)

    def step(self, steps: int, number: int | None = None) -> None:
        """Count a line up or down by whole units; the touched one if none is named."""
        line = self._line(number)
        if line is None:
            return
        if line.qty_milli + steps * quantity.ONE <= 0:
            self.remove(line.number)
            return
        before = self.cart
        changed = partial(carts.step_quantity, before, line.number, steps)
        if self._try(lambda: self.stock.allowed(before, changed()), flash=steps > 0):
            self._warn(before)

    def set_quantity(self, number: int, typed: str) -> bool:
        """Set a line's quantity from what was typed; False if that is no quantity."""
        before = self.cart

        def changed() -> Cart:
            unit = carts.line_of(before, number).product.unit
            after = carts.set_quantity(before, number, quantity.parse_quantity(typed, unit))
            return self.stock.allowed(before, after)

        taken = self._try(changed)
        if taken:
            self._warn(before)
        return taken

    def set_discount(self, number: int, typed: str) -> bool:
        """Take an amount or a percentage off a line; False if that cannot be.

        What the person at the till may not give is given once somebody else has approved it.
        """
        return self._concede(
            number, lambda cart: carts.set_discount(cart, number, parse_discount(typed))
        )

    def set_cart_discount(self, typed: str) -> bool:
        """Take an amount or a percentage off the whole cart; False if that cannot be."""
        return self._concede(
            None, lambda cart: carts.set_cart_discount(cart, parse_discount(typed))
        )

    def set_price(self, number: int, typed: str, reason: str) -> bool:
        """Agree on another price for a line's unit; the usual one again for an empty text."""
        agreed = typed.strip()
        return self._concede(
            number,
            lambda cart: carts.set_price(
                cart, number, parse_rupiah(agreed) if agreed else None, reason
            ),
        )

    def set_note(self, number: int, note: str) -> bool:
        """Note something on a line."""
        return self._try(lambda: carts.set_note(self.cart, number, note))

    def remove(self, number: int | None = None) -> None:
        """Take a line out; the touched one if none is named."""
        line = self._line(number)
        if line is not None:
            self.at_hand.put(carts.remove(self.cart, line.number), flash=False, may_undo=True)
            self.removed.emit(line)

    def empty(self) -> None:
        """Take everything out."""
        if self.cart.lines:
            self.at_hand.new_sale(may_undo=True)
            self.emptied.emit()

    def take_credit(self, credit: Credit) -> bool:
        """Let goods that are brought back go towards the cart; False if that cannot be."""
        return self._try(lambda: carts.set_credit(self.cart, credit), flash=False)

    def drop_credit(self) -> None:
        """Take them out again: nothing is exchanged."""
        if self.cart.credit is not None:
            self.at_hand.put(carts.set_credit(self.cart, None), flash=False, may_undo=True)
            self.credit_dropped.emit()

    def pay(self) -> None:
        """Ask for payment, once every scan has found its product."""
        self._request.ask()

    def _ask_which(self, product: OnShelf) -> None:
        def found(variants: tuple[OnShelf, ...]) -> None:
            self.stock.remember(variants)
            self.choice_wanted.emit(product, variants)

        self._background.watch(self._till.read(catalogue.variants, product.id), found)

    def _warn(self, before: Cart) -> None:
        short = self.stock.warning(before, self.cart)
        if short is not None:
            self.stock_short.emit(short)

    def _line(self, number: int | None) -> CartLine | None:
        wanted = self.cart.touched if number is None else number
        return next((line for line in self.cart.lines if line.number == wanted), None)

    def _try(self, change: Callable[[], Cart], *, flash: bool = True) -> bool:
        try:
            changed = change()
        except LapakError as error:
            self.refused.emit(error)
            return False
        self.at_hand.put(changed, flash=flash)
        return True

    def _concede(self, number: int | None, change: Callable[[Cart], Cart]) -> bool:
        """Change what is given away; later, and on the cart as it stands then, if approved."""
        try:
            changed = self.at_hand.worked_out(change(self.cart))
        except LapakError as error:
            self.refused.emit(error)
            return False
        line = self._line(number) if number is not None else None
        cart = self.cart.id
        self._concessions.ask(
            self.priced,
            changed,
            line.product.name if line else "",
            lambda: self.cart.id == cart and self._concede(number, change),
            lambda: self.at_hand.put(changed.cart, flash=True),
            self.refused.emit,
        )
        return True

    def _add_scanned(self, product: Product) -> None:
        before = self.cart
        self.add(product)
        if self.cart is not before:
            self.scan_added.emit()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, LapakError):
            self.refused.emit(error)
        else:
            self._background.report(error)
