"""The way of a sale through the window: from the cart to the pay page, and on to the next."""

from PySide6.QtCore import QObject

from pos_app.domain.pricing import PricedCart
from pos_app.services.carts import HeldCart
from pos_app.services.checkout import Completed
from ui.flow.clock_watch import ClockWatch
from ui.flow.customer_display import CustomerDisplay
from ui.flow.kept_money import KeptMoney
from ui.flow.navigation import Navigation
from ui.flow.presenter_set import PresenterSet
from ui.models.display import Thanks
from ui.pages.selling import held_notices
from ui.sounds import Sounds
from ui.window import TillWindow


class SaleDesk(QObject):
    """Connects the pages of a sale when they are made; buyers see and hear how it goes."""

    def __init__(
        self,
        window: TillWindow,
        presenters: PresenterSet,
        navigation: Navigation,
        customer: CustomerDisplay,
        sounds: Sounds,
        clock: ClockWatch,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._presenters = presenters
        self._navigation = navigation
        self._customer = customer
        self._sounds = sounds
        self._clock = clock
        self._kept_money = KeptMoney(window, presenters)
        navigation.pay_left.connect(self._kept_money.tell_left)
        self._connect_cart()

    @property
    def is_saving(self) -> bool:
        """Whether a payment is just being stored."""
        if self._window.page("pay") is None:
            return False
        payment = self._presenters.pay.payment
        return payment is not None and payment.saving

    @property
    def has_cart(self) -> bool:
        """Whether there is something in the cart that is not just practised with."""
        sell = self._presenters.sell
        return not sell.cart.is_empty and not sell.training

    def lost_money(self) -> str:
        """What is lost when the window closes now; empty for nothing."""
        return self._kept_money.closing()

    def connect_page(self, name: str) -> None:
        """Connect a page of a sale that was just made."""
        presenters = self._presenters
        match name:
            case "sell":
                presenters.sell.pay_requested.connect(self._on_pay_requested)
                presenters.sell.emptied.connect(self._kept_money.tell_emptied)
                presenters.held.discarded.connect(self._kept_money.tell_discarded)
                presenters.held.joined.connect(self._kept_money.follow)
            case "pay":
                presenters.pay.paid.connect(self._on_paid)
                presenters.pay.left.connect(self._on_left)
                presenters.pay.displayed.connect(self._customer.show)
                presenters.money.restored.connect(self._kept_money.tell_restored)
            case "shift":
                presenters.shift.closed.connect(self._kept_money.tell_closed)
            case "done":
                presenters.done.next_sale.connect(self._navigation.to_sell)

    def _connect_cart(self) -> None:
        sell, keeper = self._presenters.sell, self._presenters.keeper
        sell.scan_added.connect(self._sounds.added)
        for refusal in (sell.barcode_unknown, sell.refused, sell.stock_short):
            refusal.connect(self._sounds.refused)
        sell.cart_changed.connect(self._customer.show_cart)
        keeper.restored.connect(self._on_cart_restored)
        keeper.put_aside.connect(self._on_cart_put_aside)

    def _on_pay_requested(self, priced: PricedCart) -> None:
        self._navigation.page("pay")
        self._presenters.pay.begin(priced)
        self._navigation.show("pay")
        self._window.messages.clear()

    def _on_paid(self, completed: Completed) -> None:
        presenters = self._presenters
        self._navigation.page("done")
        if presenters.sell.cart.id == completed.sale.id:  # else another was taken up meanwhile
            presenters.sell.at_hand.new_sale()
        self._customer.show(Thanks(completed.sale.change + completed.handed_back))
        presenters.done.show(completed)
        presenters.shelf.read_stock(completed.taken)
        self._navigation.show("done")
        self._sounds.paid()
        self._clock.saw(completed.sale.at)

    def _on_left(self) -> None:
        self._customer.show_cart(self._presenters.sell.priced)
        self._navigation.show("sell")

    def _on_cart_restored(self) -> None:
        self._window.say(held_notices.restored(self._window.catalog))

    def _on_cart_put_aside(self, held: HeldCart) -> None:
        self._window.say(held_notices.restored_aside(held, self._window.catalog))
        self._presenters.held.load()
