"""The carts that wait: putting one aside, taking it up again, merging, throwing away."""

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from pos_app.domain import cart as rules
from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.held_cart import HeldCart, proposed_name
from pos_app.services import booth, carts
from pos_app.services.booth import RegisterState
from pos_app.services.carts import Merged
from pos_app.services.till import Till
from ui.background import Background
from ui.presenters.sell import SellPresenter


class WaitingCart(NamedTuple):
    """A held cart and what it comes to now."""

    held: HeldCart
    total: int


class HeldCartsPresenter(QObject):
    """Every act takes the cart at hand away at once, so that what is scanned meanwhile joins it.

    When an act fails, the cart is at hand again, with what was scanned meanwhile.
    """

    listed = Signal(object)  # tuple[WaitingCart, ...]
    held = Signal(object)  # HeldCart
    resumed = Signal(str, bool)  # its name, whether another cart was put aside for it
    merged = Signal(str, object)  # its name, the Discount that was dropped
    discarded = Signal(object)  # HeldCart; `put_back` brings it back
    joined = Signal(str, str)  # the id of a held cart, and of the one that its lines are in now
    failed = Signal(object)  # Exception

    def __init__(self, till: Till, background: Background, sell: SellPresenter) -> None:
        super().__init__()
        self._till = till
        self._background = background
        self._sell = sell
        self._waiting: tuple[HeldCart, ...] = ()
        self._acting = False
        self.zone = "Asia/Jakarta"
        sell.at_hand.training_changed.connect(self._on_training)

    @property
    def number(self) -> int:
        """How many carts wait."""
        return len(self._waiting)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the carts that wait."""
        return frozenset(one.id for one in self._waiting)

    @property
    def proposal(self) -> str:
        """A name for the cart at hand."""
        return proposed_name(self._sell.cart, [one.name for one in self._waiting])

    @property
    def may_hold(self) -> bool:
        """Whether there is something to put aside."""
        return not self._sell.cart.is_empty

    def load(self) -> None:
        """Read the carts that wait, those of training while somebody practises."""
        watch = self._background.watch
        watch(self._till.read(booth.current_register), self._on_register)
        watch(self._till.read(carts.held, training=self._sell.training), self._on_listed)

    def hold(self, name: str) -> None:
        """Put the cart at hand aside under a name; nothing while it is empty."""
        if self.may_hold:
            cart = self._sell.at_hand.put_aside()
            future = self._till.write(carts.hold, cart, name)
            self._background.watch(future, self._on_held, partial(self._bring_back, cart))

    def resume(self, cart_id: str) -> None:
        """Take a cart up again; the one at hand is put aside for it."""
        if self._begin():
            instead = self._sell.at_hand.put_aside()
            future = self._till.write(carts.resume, cart_id, instead)
            done = partial(self._on_resumed, self._name_of(cart_id), not instead.is_empty)
            self._background.watch(future, done, partial(self._bring_back, instead))

    def merge(self, cart_id: str) -> None:
        """Put a held cart's lines into the one at hand."""
        if not self.may_hold:
            self.resume(cart_id)
        elif self._begin():
            into = self._sell.at_hand.put_aside()
            future = self._till.write(carts.merge, cart_id, into)
            done = partial(self._on_merged, cart_id, self._name_of(cart_id))
            self._background.watch(future, done, partial(self._bring_back, into))

    def rename(self, cart_id: str, name: str) -> None:
        """Call a held cart otherwise."""
        future = self._till.write(carts.rename, cart_id, name, training=self._sell.training)
        self._background.watch(future, self._on_changed, self.failed.emit)

    def discard(self, cart_id: str) -> None:
        """Throw a held cart away."""
        if self._begin():
            future = self._till.write(carts.discard, cart_id, training=self._sell.training)
            self._background.watch(future, self._on_discarded, self._on_failed)

    def put_back(self, discarded: HeldCart) -> None:
        """Hold a cart again that was thrown away."""
        future = self._till.write(carts.put_back, discarded)
        self._background.watch(future, self._on_changed, self.failed.emit)

    def _begin(self) -> bool:
        """Whether an act may begin: a second press while one is under way does nothing."""
        was, self._acting = self._acting, True
        return not was

    def _name_of(self, cart_id: str) -> str:
        return next((one.name for one in self._waiting if one.id == cart_id), "")

    def _on_register(self, register: RegisterState | None) -> None:
        if register is not None:
            self.zone = register.zone

    def _on_listed(self, waiting: tuple[HeldCart, ...]) -> None:
        self._waiting = waiting
        priced = self._sell.at_hand.worked_out
        self.listed.emit(tuple(WaitingCart(one, priced(one.cart).to_pay) for one in waiting))

    def _on_held(self, held: HeldCart) -> None:
        self.held.emit(held)
        self.load()

    def _on_resumed(self, name: str, put_aside: bool, cart: Cart) -> None:  # noqa: FBT001 partial's
        self._join(cart)
        self.resumed.emit(name, put_aside)

    def _on_merged(self, cart_id: str, name: str, merged: Merged) -> None:
        self._join(merged.cart)
        self.joined.emit(cart_id, merged.cart.id)
        self.merged.emit(name, merged.dropped)

    def _on_discarded(self, discarded: HeldCart) -> None:
        self._acting = False
        self.discarded.emit(discarded)
        self.load()

    def _on_changed(self, _held: HeldCart) -> None:
        self.load()

    def _bring_back(self, cart: Cart, error: Exception) -> None:
        self._join(cart)
        self.failed.emit(error)

    def _on_failed(self, error: Exception) -> None:
        self._acting = False
        self.failed.emit(error)
        self.load()

    def _on_training(self, _on: bool) -> None:  # noqa: FBT001 a Qt signal's argument
        self.load()

    def _join(self, cart: Cart) -> None:
        """Go on with a cart and what was rung up while it was fetched."""
        self._acting = False
        try:
            cart = rules.merge(cart, self._sell.cart)
        except LapakError as error:
            self.failed.emit(error)
        self._sell.at_hand.take(cart)
        self.load()
