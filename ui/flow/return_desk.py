"""The way of goods that come back: a receipt is scanned, its goods are changed for others."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pos_app.domain.credit import Credit
from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_rupiah
from pos_app.domain.receipt_code import is_receipt_code
from pos_app.domain.returns import SaleState
from resources.translations import mark
from ui.flow.navigation import Navigation
from ui.flow.presenter_set import PresenterSet
from ui.notices import Notice, NoticeAction
from ui.pages.told import told
from ui.window import TillWindow

if TYPE_CHECKING:
    from pos_app.services.history import Opened

_AT_ONCE = frozenset({"sell", "done"})
_MONEY = frozenset({"pay", "order_pay"})
_DONE = {
    SaleState.VOIDED: mark("was voided already: nothing of it can be given back."),
    SaleState.REFUNDED: mark("was given back already, all of it."),
}


class ReturnDesk(QObject):
    """Connects the history with the sell page."""

    def __init__(
        self, window: TillWindow, presenters: PresenterSet, navigation: Navigation
    ) -> None:
        super().__init__(window)
        self._window = window
        self._presenters = presenters
        self._navigation = navigation
        self._scanned = ""
        self._telling = False

    def connect_page(self, name: str) -> None:
        """Connect the history page when it was just made."""
        if name == "history":
            history = self._presenters.history
            history.exchange_wanted.connect(self._begin)
            history.opened.connect(self._on_opened)
            history.failed.connect(self._on_failed)

    def take_scan(self, code: str) -> bool:
        """Take the code of a receipt; False for any other, and where the page takes it itself.

        Only where nothing is begun that could be left by it, the receipt is opened at once.
        """
        here = self._window.current
        if here == "history" or not is_receipt_code(code):
            return False
        tr, self._scanned = self._window.catalog, code
        if here in _AT_ONCE:
            self._open()
        elif here in _MONEY:
            text = tr("That was a receipt. Finish this payment or go back, then scan it again.")
            self._window.say(Notice(text, "attention"))
        else:
            opens = NoticeAction(tr("Open it"), self._open, "open_receipt_button")
            self._window.say(Notice(tr("A receipt was scanned."), "info", (opens,)))
        return True

    def _open(self) -> None:
        self._navigation.go("history")
        if self._window.current != "history":
            return  # the window said why
        self._telling = True
        self._presenters.history.scan(self._scanned)

    def _on_opened(self, opened: "Opened") -> None:
        """Say what can be done with a receipt that was scanned, once it is there."""
        if not self._telling:
            return
        self._telling = False
        tr, done = self._window.catalog, _DONE.get(opened.state)
        if done is not None:
            self._window.say(Notice(tr(done), "attention", strong=opened.number))
        elif self._presenters.sell.cart.is_empty:
            text = tr("Receipt scanned: choose refund or exchange.")
            self._window.say(Notice(text, "info"))
        else:
            text = tr(
                "Receipt scanned: choose refund or exchange. The cart is kept; Esc goes back."
            )
            self._window.say(Notice(text, "info"))

    def _on_failed(self, _error: Exception) -> None:
        self._telling = False

    def _begin(self, credit: Credit) -> None:
        """Go and choose other goods; what is in the cart already is some of them."""
        tr, sell = self._window.catalog, self._presenters.sell
        begun = sell.cart.credit
        if begun is not None and begun.returned.id != credit.returned.id:
            error = LapakError("exchange_begun", number=begun.number)
            self._window.say(Notice(told(error, tr), "attention"))
            return
        self._navigation.go("sell")
        if self._window.current == "sell" and sell.take_credit(credit):
            text = tr("go towards other goods. Choose them, then press Pay.")
            worth = tr("{amount} of {number}")
            amount = format_rupiah(credit.value)
            self._window.say(
                Notice(text, "good", strong=worth.format(amount=amount, number=credit.number))
            )
