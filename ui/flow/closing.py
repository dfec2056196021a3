"""Closing the window: not while money is being stored, and not over an unpaid cart unasked."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QCloseEvent

from ui.flow.order_desk import OrderDesk
from ui.flow.sale_desk import SaleDesk
from ui.notices import Notice, NoticeAction
from ui.window import TillWindow


class Closing(QObject):
    """Lets the window close, or says what stands against it."""

    def __init__(self, window: TillWindow, sales: SaleDesk, orders: OrderDesk) -> None:
        super().__init__(window)
        self._window = window
        self._sales = sales
        self._orders = orders
        self._sure = False
        window.closing.connect(self._on_closing)

    @property
    def is_saving(self) -> bool:
        """Whether a payment is just being stored."""
        return self._orders.is_saving or self._sales.is_saving

    def _on_closing(self, event: QCloseEvent) -> None:
        lost = self._sales.lost_money()
        if self.is_saving:
            event.ignore()
        elif not self._sure and (lost or self._sales.has_cart):
            event.ignore()
            self._ask(lost)

    def _ask(self, lost: str) -> None:
        tr = self._window.catalog
        close = NoticeAction(tr("Close Lapak"), self._close, "close_button")
        text = tr("The cart is not paid yet. It is kept and comes back when Lapak opens again.")
        self._window.say(Notice(lost or text, "attention", (close,)))

    def _close(self) -> None:
        self._sure = True
        self._window.close()
