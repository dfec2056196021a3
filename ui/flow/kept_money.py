"""What is said of money that was taken for a cart which is not paid yet."""

from functools import partial

from pos_app.domain.held_cart import HeldCart
from pos_app.domain.money import format_rupiah
from pos_app.domain.shift import ShiftClosed
from pos_app.domain.taken_money import TakenMoney
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
        self._presenters.money.move(cart_id, into)

    def tell_restored(self, kept: tuple[TakenMoney, ...]) -> None:
        """Money was taken before Lapak ended unexpectedly; the first that has to be seen to."""
        tr, presenters = self._window.catalog, self._presenters
        amounts = {one.source: one.amount for one in kept if not one.order}
        at_hand = amounts.pop(presenters.sell.cart.id, 0)
        of_orders = sum(one.amount for one in kept if one.order)
        if at_hand:
            text = tr("{amount} was taken for this cart before Lapak ended. It still counts.")
            go_on = NoticeAction(tr("Go on paying"), presenters.sell.pay, "go_on_paying_button")
            self._say(text.format(amount=format_rupiah(at_hand)), go_on)
        elif of_orders:
            text = tr("{amount} was taken for an order that is not booked yet. Open the order.")
            show = partial(self._window.page_wanted.emit, "orders")
            orders = NoticeAction(tr("Orders"), show, "show_orders_button")
            self._say(text.format(amount=format_rupiah(of_orders)), orders)
        elif amounts:
            self._tell_elsewhere(amounts)

    def _tell_elsewhere(self, amounts: dict[str, int]) -> None:
        """Carts that are held; or gone, and then somebody has to have it back."""
        tr, presenters = self._window.catalog, self._presenters
        held = {source for source in amounts if source in presenters.held.ids}
        if held:
            text = tr("{amount} was taken for a held cart; F6 shows it.")
            self._say(text.format(amount=format_rupiah(sum(amounts[one] for one in held))))
        self._tell_gone({gone: amounts[gone] for gone in amounts if gone not in held})

    def _tell_gone(self, amounts: dict[str, int]) -> None:
        tr, presenters = self._window.catalog, self._presenters
        for gone, amount in amounts.items():
            text = tr("{amount} was taken for a cart that is gone. Give it back to the buyer.")
            given = NoticeAction(
                tr("It was given back"), partial(presenters.money.forget, gone), "given_back_button"
            )
            self._say(text.format(amount=format_rupiah(amount)), given)

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
            undo = NoticeAction(tr("Undo"), self._presenters.sell.at_hand.undo, "undo_button")
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

    def tell_closed(self, closed: ShiftClosed) -> None:
        """The shift was closed, and its open carts thrown away with it."""
        if closed.report and closed.report.discarded:
            self._tell_gone(self._presenters.money.of_carts)

    def closing(self) -> str:
        """What is not booked when the window closes now; empty for nothing."""
        kept = self._presenters.money.total if self._window.page("pay") is not None else 0
        if not kept:
            return ""
        tr = self._window.catalog
        text = tr("{amount} was taken and is not booked yet. It is told when Lapak opens again.")
        return text.format(amount=format_rupiah(kept))

    def _kept(self, cart_id: str = "") -> str:
        """What was taken for a cart; if none is named, for the one that was to be paid last."""
        if self._window.page("pay") is None:
            return ""
        pay = self._presenters.pay
        latest = pay.payment.priced.cart.id if pay.payment is not None else ""
        kept = self._presenters.money.amount_of(cart_id or latest)
        return format_rupiah(kept) if kept else ""

    def _say(self, text: str, *actions: NoticeAction) -> None:
        self._window.say(Notice(text, "attention", actions))
