"""The way of an order through the window: from the cart, to the pay page, and back."""

from PySide6.QtCore import QObject

from pos_app.domain.cart import Cart
from pos_app.domain.money import format_rupiah
from pos_app.domain.order import OrderState
from pos_app.domain.pricing import PricedCart
from pos_app.services.order_payments import Paid
from ui.flow.customer_display import CustomerDisplay
from ui.flow.navigation import Navigation
from ui.flow.presenter_set import PresenterSet
from ui.models.display import Thanks
from ui.notices import Notice
from ui.window import TillWindow


class OrderDesk(QObject):
    """Connects the pages of orders when they are made."""

    def __init__(
        self,
        window: TillWindow,
        presenters: PresenterSet,
        navigation: Navigation,
        customer: CustomerDisplay,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._presenters = presenters
        self._customer = customer
        self._navigation = navigation

    @property
    def is_saving(self) -> bool:
        """Whether a payment is just being stored."""
        if self._window.page("order_pay") is None:
            return False
        payment = self._presenters.order_pay.payment
        return payment is not None and payment.saving

    def connect_page(self, name: str) -> None:
        """Connect a page of orders that was just made."""
        presenters = self._presenters
        match name:
            case "orders":
                presenters.orders.pay_requested.connect(self._on_pay_requested)
                presenters.orders.placed.connect(self._on_placed)
            case "order_pay":
                presenters.order_pay.paid.connect(self._on_paid)
                presenters.order_pay.left.connect(self._on_left)
                presenters.order_pay.displayed.connect(self._customer.show)

    def take_cart(self) -> None:
        """Go to the orders; what is in the cart at hand is put into a new one."""
        if self._presenters.sell.cart.credit is not None:
            tr = self._window.catalog
            text = tr("Goods are being exchanged in this cart. Pay for it or take them out first.")
            self._window.say(Notice(text, "attention"))
            return
        taken = self._presenters.money.amount_of(self._presenters.sell.cart.id)
        if taken:
            tr = self._window.catalog
            text = tr("{amount} was taken for this cart: pay for it or give that back, then order.")
            self._window.say(Notice(text.format(amount=format_rupiah(taken)), "attention"))
            return
        self._navigation.go("orders")
        if self._window.current == "orders" and self._presenters.sell.cart.lines:
            self._presenters.orders.begin_from(self._presenters.sell.priced)

    def _on_placed(self, _state: OrderState, ordered: Cart | None) -> None:
        """The goods are ordered: they are not paid at the counter too."""
        cart = self._presenters.sell.cart
        if ordered is None or ordered.id != cart.id:
            return
        if (ordered.lines, ordered.discount) == (cart.lines, cart.discount):
            self._presenters.sell.at_hand.new_sale()
            return
        tr = self._window.catalog
        text = tr("The cart was changed meanwhile and is kept. Take out of it what was ordered.")
        self._window.say(Notice(text, "attention"))

    def _on_pay_requested(self, due: PricedCart) -> None:
        if not self.is_saving:
            self._navigation.go("order_pay")
            if self._window.current == "order_pay":
                self._presenters.order_pay.begin(due)

    def _on_paid(self, paid: Paid) -> None:
        self._customer.show(Thanks(paid.body.change))
        self._presenters.orders.paid(paid)
        self._navigation.show("orders")

    def _on_left(self) -> None:
        self._navigation.show("orders")
        payment = self._presenters.order_pay.payment
        taken = self._presenters.money.amount_of(payment.priced.cart.id) if payment else 0
        if taken:
            tr = self._window.catalog
            text = tr("{amount} was taken for the order already. It is kept; go on paying later.")
            self._window.say(Notice(text.format(amount=format_rupiah(taken)), "attention"))
