"""Taking the money for a cart: tender after tender, until the sale is completed, once."""

import time
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_rupiah
from pos_app.domain.pricing import PricedCart
from pos_app.domain.tender import Method, Tender
from pos_app.services import exchange
from pos_app.services.counter import Counter
from pos_app.services.qris_prompt import QrisPrompt, QrisTerms, qris_terms
from pos_app.services.till import Work
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters import payment_steps as steps
from ui.presenters.code_prompt import CodePrompt
from ui.presenters.money_keeper import MoneyKeeper
from ui.presenters.payment import Payment, is_doubtful
from ui.presenters.payment_at_hand import PaymentAtHand
from ui.widgets.settling import Settling


def _no_order(_priced: PricedCart) -> str:
    return ""


class PayPresenter(QObject):
    """Takes money for a cart and completes the sale, once.

    What was taken for a cart is kept by `money` until it is paid, whatever is done in between.
    `service` completes it: it takes a priced cart, the tenders and `by`, as `exchange.complete`
    does; `order_of` says which order it is for, if any.
    """

    changed = Signal(object)  # Payment
    paid = Signal(object)  # what the service answered: Completed
    left = Signal()
    refused = Signal()  # the sum has to be looked at again
    displayed = Signal(object)  # Display
    printing = Signal(object)  # PrintJob: the code goes to the printer

    def __init__(
        self,
        counter: Counter,
        background: Background,
        clock: Callable[[], float] = time.monotonic,
        guarded: Guarded | None = None,
        *,
        terms: Callable[[Work], QrisTerms] = qris_terms,
        service: Callable[..., object] = exchange.complete,
        money: MoneyKeeper | None = None,
        order_of: Callable[[PricedCart], str] = _no_order,
    ) -> None:
        super().__init__()
        self.at_hand = PaymentAtHand()
        self.at_hand.changed.connect(self.changed)
        self.at_hand.displayed.connect(self.displayed)
        self._doubt = Settling(clock)
        self._code = CodePrompt(counter, background, clock)
        self._code.made.connect(self._on_prompt)
        self._code.failed.connect(self._on_no_prompt)
        self._code.printing.connect(self.printing)
        self._counter = counter
        self._background = background
        self._guarded = guarded or Guarded(counter.till, background)
        self._read_terms = terms
        self._service = service
        self._terms = QrisTerms()
        self._order_of = order_of
        self.money = money or MoneyKeeper(counter.till, background)
        self.money.restored.connect(self._on_restored)

    @property
    def payment(self) -> Payment | None:
        """The payment at hand; None before the first."""
        return self.at_hand.payment

    def begin(self, priced: PricedCart) -> None:
        """Start to take money for a cart; one that is just being saved goes on as it is."""
        if self.payment is not None and self.payment.saving:
            return
        taken = self.money.of(priced.cart.id)
        begun = Payment(priced, self._terms, taken)
        self.at_hand.put(begun if begun.fits else steps.told(begun, steps.too_much(begun)))
        self._code.withdraw(priced.cart.id)
        self._background.watch(self._counter.till.read(self._read_terms), self._on_terms)

    def choose(self, method: Method) -> None:
        """Go on with another method; QRIS shows its code at once."""
        if self.at_hand.idle is not None and self.at_hand.idle.needs_money:
            self._doubt.begin()
            self.at_hand.put(steps.choose(self.at_hand.idle, method))
            if method is Method.QRIS and self.at_hand.idle.owed:
                self.ask_by_qris()

    def ask_by_qris(self, *, typed: bool = False) -> None:
        """Show a code for the amount in hand; `typed` for the one without, as it was imported."""
        payment = self.at_hand.idle
        if payment is None:
            return
        amount = payment.in_hand
        try:
            steps.check_qris(payment)
        except LapakError as error:
            self._refuse(payment, error)
            return
        self._doubt.begin()
        self.at_hand.put(steps.changed(payment, asking=True, prompt=None))
        if payment.qris.code is not None and not payment.training:
            self._code.make(payment.qris, amount, typed=typed)

    @property
    def can_print(self) -> bool:
        """Whether there is a printer."""
        return self._code.can_print

    def print_code(self) -> None:
        """Print the code that is on the screen; the second press of a double one does nothing."""
        payment = self.at_hand.idle
        if payment is not None and payment.prompt is not None:
            self._code.print_code(payment.prompt, payment.priced.cart.id)

    def confirm(self) -> None:
        """Take what is in hand, and complete the sale when nothing more is owed.

        A second press while it is being saved does nothing. A sum that is too large to be natural
        asks for another press first, by somebody who has had the time to read why.
        """
        payment = self.at_hand.idle
        if payment is None:
            return
        if not payment.fits:
            self._refuse(payment, steps.too_much(payment))
        elif payment.is_covered:
            self._complete(payment, payment.completing)
        elif payment.method is Method.CASH:
            self._confirm_cash(payment)
        elif payment.method is Method.QRIS and not payment.asking:
            self.ask_by_qris()
        elif self._doubt.is_over:
            self._take(payment)

    def take_part(self) -> None:
        """Take the cash in hand though it is too little; the rest is paid otherwise."""
        if self.at_hand.idle is not None and self.at_hand.idle.can_take_part:
            self._take(self.at_hand.idle)

    def give_back(self, place: int) -> None:
        """Take a tender out again; what was confirmed as received asks for another press first."""
        payment = self.at_hand.idle
        if payment is None or not 0 <= place < len(payment.taken):
            return
        tender = payment.taken[place]
        if tender.method is not Method.CASH and payment.parting != place:
            self._doubt.begin()
            doubt = LapakError("tender_was_received", amount=format_rupiah(tender.amount))
            self.at_hand.put(steps.changed(payment, error=doubt, parting=place))
        elif tender.method is Method.CASH or self._doubt.is_over:
            self._keep(steps.changed(steps.give_back(payment, place)))

    def leave(self) -> None:
        """One step back: from a code to the methods, from there to the cart, which stays as it is.

        Not while the sale is being saved. What was taken is kept.
        """
        payment = self.at_hand.idle
        if payment is None:
            return
        if payment.asking:
            self.at_hand.put(steps.changed(payment, asking=False, prompt=None))
            self._code.withdraw(payment.priced.cart.id)
        else:
            self.left.emit()

    def _confirm_cash(self, payment: Payment) -> None:
        if payment.missing:
            self.refused.emit()
        elif is_doubtful(payment.owed, payment.in_hand) and not payment.sure:
            self._doubt.begin()
            doubt = LapakError("change_doubtful", change=format_rupiah(payment.over))
            self._refuse(steps.changed(payment, sure=True), doubt)
        elif self._doubt.is_over or not payment.sure:
            cash = Tender(Method.CASH, payment.in_hand)
            self._complete(payment, (*payment.taken, cash))

    def _take(self, payment: Payment) -> None:
        try:
            taken = steps.take(payment)
        except LapakError as error:
            self._refuse(payment, error)
            return
        self._keep(taken)
        if taken.is_covered:
            self._complete(taken, taken.completing)

    def _keep(self, payment: Payment) -> None:
        priced = payment.priced
        if payment.training:
            self.money.practise(priced.cart.id, payment.taken)
        else:
            self.money.keep(priced.cart.id, payment.taken, self._order_of(priced))
        self.at_hand.put(payment)

    def _on_restored(self) -> None:
        """What was taken before a crash was read after the cart was asked to be paid."""
        payment = self.at_hand.idle
        if payment is not None and not payment.taken:
            taken = self.money.of(payment.priced.cart.id)
            if taken:
                self.at_hand.put(msgspec.structs.replace(payment, taken=taken))

    def _complete(self, payment: Payment, tenders: tuple[Tender, ...]) -> None:
        self.at_hand.put(steps.changed(payment, saving=True))
        self._guarded.write(
            self._service,
            payment.priced,
            tenders,
            done=self._on_completed,
            failed=self._on_failed,
        )

    def _refuse(self, payment: Payment, error: LapakError) -> None:
        self.at_hand.put(steps.told(payment, error))
        self.refused.emit()

    def _on_terms(self, terms: QrisTerms) -> None:
        self._terms = terms
        payment = self.at_hand.idle
        if payment is not None and payment.qris != terms:
            self.at_hand.put(msgspec.structs.replace(payment, qris=terms))

    def _on_prompt(self, prompt: QrisPrompt) -> None:
        payment = self.at_hand.idle
        if payment is not None and payment.asking and payment.in_hand == prompt.amount:
            self.at_hand.put(msgspec.structs.replace(payment, prompt=prompt))

    def _on_no_prompt(self, error: Exception) -> None:
        if self.at_hand.idle is not None:
            self.at_hand.put(steps.told(self.at_hand.idle, error))

    def _on_completed(self, completed: object) -> None:
        if self.payment is not None:
            cart = self.payment.priced.cart.id
            self.at_hand.end()
            self.money.forget(cart)
            self._code.withdraw(cart)
        self._counter.spooler.wake()
        self._counter.organizer.wake()
        self.paid.emit(completed)

    def _on_failed(self, error: Exception) -> None:
        if self.payment is not None:
            self.at_hand.put(steps.changed(self.payment, saving=False, error=error))
            self.refused.emit()
