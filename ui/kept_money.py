"""What is said of money that was taken for a cart which is not paid yet."""

from pos_app.domain.money import format_rupiah
from ui.notices import Notice, NoticeAction
from ui.page_set import PageSet
from ui.window import TillWindow


class KeptMoney:
    """Nobody leaves, empties or closes such a cart without reading how much was taken."""

    def __init__(self, window: TillWindow, pages: PageSet) -> None:
        self._window = window
        self._pages = pages

    def tell_left(self) -> None:
        """The pay page was left."""
        tr, kept = self._window.catalog, self._kept()
        if kept:
            text = tr("{amount} was taken for the cart already. It is kept; go on paying later.")
            go_on = NoticeAction(tr("Go on paying"), self._pages.sell.pay, "go_on_paying_button")
            may_pay = self._window.current == "sell"
            self._say(text.format(amount=kept), *([go_on] if may_pay else []))

    def tell_emptied(self) -> None:
        """The cart was emptied."""
        tr, kept = self._window.catalog, self._kept()
        if kept:
            text = tr("{amount} was taken for the cart that was emptied. Give it back, or undo.")
            undo = NoticeAction(tr("Undo"), self._pages.sell.undo, "undo_button")
            self._say(text.format(amount=kept), undo)

    def closing(self) -> str:
        """What is lost when the window closes now; empty for nothing."""
        tr, kept = self._window.catalog, self._kept()
        text = tr("{amount} was taken for the cart already; closing Lapak forgets that.")
        return text.format(amount=kept) if kept else ""

    def _kept(self) -> str:
        """What was taken for the cart that was to be paid last."""
        if self._window.page("pay") is None or self._pages.pay.payment is None:
            return ""
        kept = self._pages.pay.taken_for(self._pages.pay.payment.priced.cart.id)
        return format_rupiah(kept) if kept else ""

    def _say(self, text: str, *actions: NoticeAction) -> None:
        self._window.say(Notice(text, "attention", actions))
