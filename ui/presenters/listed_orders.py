"""The orders that are listed: all of them, or those of one status and with certain words."""

from datetime import date

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.business_day import business_date
from pos_app.domain.order import OrderState, OrderStatus
from pos_app.domain.product import fold
from pos_app.services import booth, orders
from pos_app.services.booth import RegisterState
from pos_app.services.orders import OrderTotals
from pos_app.services.till import Till, Work
from ui.background import Background


class OrdersView(msgspec.Struct, frozen=True):
    """All orders and what they come to; `shown` are those that match what is looked for."""

    orders: tuple[OrderState, ...] = ()
    totals: OrderTotals = OrderTotals((), {})
    shown: tuple[OrderState, ...] = ()
    today: date = date.min
    zone: str = "Asia/Jakarta"
    phones: int = 0


class ListedOrders(QObject):
    """A booth's orders are few: they are read whole and searched here."""

    shown = Signal(object)  # OrdersView
    failed = Signal(object)  # Exception

    def __init__(self, till: Till, background: Background) -> None:
        super().__init__()
        self._till = till
        self._background = background
        self._view = OrdersView()
        self._status: OrderStatus | None = None
        self._text = ""

    def load(self) -> None:
        """Read all orders anew."""
        self._background.watch(self._till.read(_everything), self._on_read, self.failed.emit)

    def show_status(self, status: OrderStatus | None) -> None:
        """Show orders of one status only, or all."""
        self._status = status
        self._show()

    def search(self, text: str) -> None:
        """Show orders whose buyer, company or number holds every word."""
        self._text = text
        self._show()

    def _on_read(self, view: OrdersView) -> None:
        self._view = view
        self._show()

    def _show(self) -> None:
        words = fold(self._text).split()
        found = tuple(
            one
            for one in self._view.orders
            if self._status in {None, one.order.status} and _matches(one, words)
        )
        self.shown.emit(msgspec.structs.replace(self._view, shown=found))


def _everything(work: Work) -> OrdersView:
    register: RegisterState | None = booth.current_register(work)
    zone = register.zone if register else OrdersView().zone
    return OrdersView(
        orders=orders.listed(work),
        totals=orders.totals(work),
        today=business_date(work.at, zone, register.cutoff_minutes if register else 0),
        zone=zone,
        phones=orders.phones_kept(work),
    )


def _matches(state: OrderState, words: list[str]) -> bool:
    order = state.order
    text = fold(f"{order.number} {order.buyer.name} {order.buyer.company} {order.text}")
    return all(word in text for word in words)
