"""The state of a sale that is being rung up: the cart, and one step back."""

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
from pos_app.domain.pricing import PricedCart, price
from pos_app.domain.product import Product
from pos_app.domain.shelf import OnShelf
from pos_app.services import catalogue, terms
from pos_app.services.counter import Counter
from pos_app.services.terms import TermBook
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.concessions import Concessions
from ui.presenters.scan_lookup import ScanLookup
from ui.presenters.stock_watch import StockWatch


class SellPresenter(QObject):
    """Holds the cart; every change to it is priced anew and told by `cart_changed`."""

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
    training_changed = Signal(bool)

    def __init__(
        self, counter: Counter, background: Background, guarded: Guarded | None = None
    ) -> None:
        super().__init__()
        self._till = counter.till
        self._background = background
        self._concessions = Concessions(guarded or Guarded(counter.till, background))
        self._terms = TermBook()
        self.stock = StockWatch(counter.settings_file)
        self._priced = price(Cart(self._till.new_id()))
        self._lookup = lookup = ScanLookup(counter.till, background)
        lookup.found.connect(self._add_scanned)
        lookup.unknown.connect(self._on_unknown)
        lookup.failed.connect(self._on_failed)
        lookup.answered.connect(self._go_on_to_payment)
        self._paying = False
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

    @property
    def busy(self) -> bool:
        """Whether a scan is still being looked up."""
        return self._lookup.busy

    def load_terms(self) -> None:
        """Read the booth's rules and promotions; the cart is priced by them at once."""
        self._background.watch(self._till.read(terms.term_book), self._on_terms)

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
            self._now(carts.touch(self.cart, number), flash=False)

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
            before = self.cart
            self._now(carts.remove(before, line.number), flash=False)
            self._before = before
            self.removed.emit(line)

    def empty(self) -> None:
        """Take everything out."""
        if self.cart.lines:
            before = self.cart
            self.new_sale()
            self._before = before
            self.emptied.emit()

    def undo(self) -> None:
        """Bring back what was taken out last, unless the cart was changed since."""
        if self._before is not None:
            self._now(self._before, flash=False)

    def take_credit(self, credit: Credit) -> bool:
        """Let goods that are brought back go towards the cart; False if that cannot be."""
        return self._try(lambda: carts.set_credit(self.cart, credit), flash=False)

    def drop_credit(self) -> None:
        """Take them out again: nothing is exchanged."""
        before = self.cart
        if before.credit is not None:
            self._now(carts.set_credit(before, None), flash=False)
            self._before = before
            self.credit_dropped.emit()

    def pay(self) -> None:
        """Ask for payment, once every scan has found its product."""
        self._paying = bool(self.cart.lines) or self.busy
        self._go_on_to_payment()

    def new_sale(self) -> None:
        """Begin with an empty cart."""
        self._now(Cart(self._till.new_id(), training=self.training), flash=False)

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
            self._now(cart, flash=False)

    def cost_of(self, cart: Cart) -> int:
        """What another cart would come to now."""
        return self._worked_out(cart).to_pay

    def train(self, *, on: bool) -> None:
        """Begin to practise with an empty cart, or end that: then the real cart is back."""
        if on == self.training:
            return
        real = self._real or Cart(self._till.new_id())
        self._real = self.cart if on else None
        self._now(Cart(self._till.new_id(), training=True) if on else real, flash=False)
        self.training_changed.emit(on)

    def _on_terms(self, book: TermBook) -> None:
        if book != self._terms:
            self._terms = book
            self._price_anew()

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
        self._now(changed, flash=flash)
        return True

    def _concede(self, number: int | None, change: Callable[[Cart], Cart]) -> bool:
        """Change what is given away; later, and on the cart as it stands then, if approved."""
        try:
            changed = self._worked_out(change(self.cart))
        except LapakError as error:
            self.refused.emit(error)
            return False
        line = self._line(number) if number is not None else None
        cart = self.cart.id
        self._concessions.ask(
            self._priced,
            changed,
            line.product.name if line else "",
            lambda: self.cart.id == cart and self._concede(number, change),
            lambda: self._now(changed.cart, flash=True),
            self.refused.emit,
        )
        return True

    def _now(self, cart: Cart, *, flash: bool) -> None:
        self._priced = self._worked_out(cart)
        self._before = None
        self.cart_changed.emit(self._priced, flash)

    def _price_anew(self) -> None:
        self._priced = self._worked_out(self.cart)
        self.cart_changed.emit(self._priced, False)

    def _worked_out(self, cart: Cart) -> PricedCart:
        return price(cart, self._terms.at(self._till.clock()))

    def _add_scanned(self, product: Product) -> None:
        before = self.cart
        self.add(product)
        if self.cart is not before:
            self.scan_added.emit()

    def _on_unknown(self, code: str) -> None:
        self._paying = False
        self.barcode_unknown.emit(code)

    def _on_failed(self, error: Exception) -> None:
        self._paying = False
        if isinstance(error, LapakError):
            self.refused.emit(error)
        else:
            self._background.report(error)

    def _go_on_to_payment(self) -> None:
        if not self._paying or self.busy or not self.cart.lines:
            return
        self._price_anew()  # a promotion's hour may have ended meanwhile
        asked = self.stock.asked_at_payment(self.cart)
        if not asked:
            self._request_payment()
            return
        read = self._till.read(catalogue.shelf_again, asked)
        self._background.watch(read, partial(self._on_stock, self.cart), self._on_failed)

    def _on_stock(self, cart: Cart, products: tuple[OnShelf, ...]) -> None:
        if cart is not self.cart:
            self._go_on_to_payment()
        elif self._paying and self._try(lambda: self._in_stock(cart, products), flash=False):
            self._request_payment()
        else:
            self._paying = False

    def _in_stock(self, cart: Cart, products: tuple[OnShelf, ...]) -> Cart:
        self.stock.check(cart, products)
        return cart

    def _request_payment(self) -> None:
        self._paying = False
        self.pay_requested.emit(self._priced)


def taken(cart: Cart) -> dict[str, int]:
    """How much of each product is in a cart, in thousandths, by its id and that of its tile."""
    sums: dict[str, int] = {}
    for line in cart.lines:
        for shown in filter(None, (line.product.id, line.product.variant_of)):
            sums[shown] = sums.get(shown, 0) + line.qty_milli
    return sums
