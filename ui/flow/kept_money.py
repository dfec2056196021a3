"""What is said of money that was taken for a cart which is not paid yet."""

from functools import partial

from pos_app.domain.held_cart import HeldCart
from pos_app.domain.money import format_rupiah
from ui.flow.presenter_set import PresenterSet
from ui.notices import Notice, NoticeAction
from ui.window import TillWindow


class KeptMoney:
    """Nobody leaves, empties or closes such a cart without reading how much was taken."""

    def __init__(self, window: TillWindow, presenters: PresenterSet) -> None:
        self._window = window
        self._presenters = presenters

    def follow(self, cart_id: str, into: str) -> None:
        """A held cart's lines went into another cart, and with them the money."""
        if self._window.page("pay") is not None:
            self._presenters.pay.move(cart_id, into)

    def tell_left(self) -> None:
        """The pay page was left."""
        tr, kept = self._window.catalog, self._kept()
        if kept:
            text = tr("{amount} was taken for the cart already. It is kept; go on paying later.")
            go_on = NoticeAction(
                tr("Go on paying"), self._presenters.sell.pay, "go_on_paying_button"
            )
            may_pay = self._window.current == "sell"
            self._say(text.format(amount=kept), *([go_on] if may_pay else []))

    def tell_emptied(self) -> None:
        """The cart was emptied."""
        tr, kept = self._window.catalog, self._kept()
        if kept:
            text = tr("{amount} was taken for the cart that was emptied. Give it back, or undo.")
            undo = NoticeAction(tr("Undo"), self._presenters.sell.undo, "undo_button")
            self._say(text.format(amount=kept), undo)

    def tell_discarded(self, held: HeldCart) -> None:
        """A held cart was thrown away."""
        tr, kept = self._window.catalog, self._kept(held.id)
        if kept:
            text = tr(
                "{amount} was taken for {name}, which was thrown away. Give it back, or undo."
            )
            undo = NoticeAction(
                tr("Undo"), partial(self._presenters.held.put_back, held), "undo_button"
            )
            self._say(text.format(amount=kept, name=held.name), undo)

    def closing(self) -> str:
        """What is lost when the window closes now; empty for nothing."""
        if self._window.page("pay") is None or not self._presenters.pay.kept:
            return ""
        tr, kept = self._window.catalog, format_rupiah(self._presenters.pay.kept)
        text = tr("{amount} was taken for a cart that is not paid; closing Lapak forgets that.")
        return text.format(amount=kept)

    def _kept(self, cart_id: str = "") -> str:
        """What was taken for a cart; if none is named, for the one that was to be paid last."""
        if self._window.page("pay") is None:
            return ""
        pay = self._presenters.pay
        latest = pay.payment.priced.cart.id if pay.payment is not None else ""
        kept = pay.taken_for(cart_id or latest)
        return format_rupiah(kept) if kept else ""

    def _say(self, text: str, *actions: NoticeAction) -> None:
        self._window.say(Notice(text, "attention", actions))
