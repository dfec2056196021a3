"""The way of an order through the window: from the cart, to the pay page, and back."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from pos_app.domain.money import format_rupiah
from pos_app.domain.order import OrderState
from pos_app.domain.pricing import PricedCart
from pos_app.services.order_payments import Paid
from ui.customer_display import CustomerDisplay
from ui.models.display import Thanks
from ui.notices import Notice
from ui.page_set import PageSet
from ui.pages.orders_page import OrdersPage
from ui.window import TillWindow


class OrderDesk(QObject):
    """Connects the pages of orders when they are made; `go` leads to a page, `show` shows it."""

    def __init__(
        self,
        window: TillWindow,
        pages: PageSet,
        customer: CustomerDisplay,
        go: Callable[[str], None],
        show: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._customer = customer
        self._go = go
        self._show = show

    @property
    def is_saving(self) -> bool:
        """Whether a payment is just being stored."""
        if self._window.page("order_pay") is None:
            return False
        payment = self._pages.order_pay.payment
        return payment is not None and payment.saving

    def connect_page(self, name: str) -> None:
        """Connect a page of orders that was just made."""
        pages = self._pages
        if name == "orders":
            pages.orders.pay_requested.connect(self._on_pay_requested)
            pages.orders.placed.connect(self._on_placed)
        else:
            pages.order_pay.paid.connect(self._on_paid)
            pages.order_pay.left.connect(self._on_left)
            pages.order_pay.displayed.connect(self._customer.show)

    def take_cart(self) -> None:
        """Go to the orders; what is in the cart at hand is put into a new one."""
        self._go("orders")
        if self._window.current == "orders" and self._pages.sell.cart.lines:
            self._pages.orders.begin_from(self._pages.sell.priced)

    def _on_placed(self, _state: OrderState, cart: str) -> None:
        """The goods are ordered: they are not paid at the counter too."""
        if cart and cart == self._pages.sell.cart.id:
            self._pages.sell.new_sale()

    def _on_pay_requested(self, due: PricedCart) -> None:
        if not self.is_saving:
            self._go("order_pay")
            if self._window.current == "order_pay":
                self._pages.order_pay.begin(due)

    def _on_paid(self, paid: Paid) -> None:
        self._customer.show(Thanks(paid.body.change))
        page = self._window.page("orders")
        assert isinstance(page, OrdersPage)
        self._pages.orders.paid(paid)
        page.show_paid(paid)
        self._show("orders")

    def _on_left(self) -> None:
        self._show("orders")
        payment = self._pages.order_pay.payment
        taken = self._pages.order_pay.taken_for(payment.priced.cart.id) if payment else 0
        if taken:
            tr = self._window.catalog
            text = tr("{amount} was taken for the order already. It is kept; go on paying later.")
            self._window.say(Notice(text.format(amount=format_rupiah(taken)), "attention"))
