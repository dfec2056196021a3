"""A cart being paid: what was taken so far, the method at hand, and what is being typed."""

import msgspec

from pos_app.domain.payment import CashRounding, settle
from pos_app.domain.pricing import PricedCart
from pos_app.domain.tender import Basis, Method, Tender, quick_cash
from pos_app.services.qris_prompt import QrisPrompt, QrisTerms
from ui.models.display import CashTaken, Display, Due, Exchanged, ScanToPay

_LARGEST_NOTE = 100_000


class Typed(msgspec.Struct, frozen=True):
    """What stands in the fields of the method at hand; `amount` is None until something does."""

    amount: int | None = None
    reference: str = ""
    approval: str = ""
    kind: str = ""
    basis: Basis | None = None


class Payment(msgspec.Struct, frozen=True):
    """A cart, the tenders taken for it so far, and the one at hand.

    `saving` holds from the press that completes the sale until the answer; `error` is why the last
    try failed, while nothing was lost. `sure` means that a doubtful sum was pointed out already,
    `parting` is the place of a tender that another press takes out again.
    `asking` is a QRIS payment being waited for: `prompt` is what buyers scan, None while it is
    made and where this till knows no code.
    """

    priced: PricedCart
    qris: QrisTerms = QrisTerms()
    taken: tuple[Tender, ...] = ()
    method: Method = Method.CASH
    typed: Typed = Typed()
    asking: bool = False
    prompt: QrisPrompt | None = None
    saving: bool = False
    error: Exception | None = None
    sure: bool = False
    parting: int | None = None

    @property
    def due(self) -> int:
        """What the cart comes to, less what is brought back for it, before cash is rounded."""
        return self.priced.to_pay

    @property
    def brought_back(self) -> int:
        """What goods that are brought back are worth."""
        return self.priced.brought_back

    @property
    def needs_money(self) -> bool:
        """Whether anything is to be paid beside goods that are brought back."""
        return self.priced.cart.credit is None or self.due > 0

    @property
    def handed_back(self) -> int:
        """What the buyer gets in cash because those are worth more."""
        return self.priced.handed_back

    @property
    def rule(self) -> CashRounding:
        """How what is paid in cash is rounded."""
        return self.priced.rules.cash_rounding

    @property
    def training(self) -> bool:
        """Whether this is practice: nobody is asked for money."""
        return self.priced.cart.training

    @property
    def paid(self) -> int:
        """What was taken so far."""
        return sum(one.amount for one in self.taken)

    @property
    def fits(self) -> bool:
        """Whether what was taken may stay: without cash nothing is given back."""
        return self.due >= sum(one.amount for one in self.taken if one.method is not Method.CASH)

    @property
    def owed(self) -> int:
        """What is still owed by the method at hand; what is paid in cash is rounded."""
        if not self.fits:
            return 0
        if self.method is not Method.CASH:
            return max(self.due - self.paid, 0)
        cash = sum(one.amount for one in self.taken if one.method is Method.CASH)
        return max(settle(self.due, self._others, self.rule).cash_due - cash, 0)

    @property
    def is_covered(self) -> bool:
        """Whether nothing more has to be taken."""
        return self.fits and not settle(self.due, self.completing, self.rule).missing

    @property
    def completing(self) -> tuple[Tender, ...]:
        """What was taken; with it the cash of nothing that pays for less than a coin."""
        cash = any(one.method is Method.CASH for one in self.taken)
        by_coin = self.method is Method.CASH and self.paid < self.due and not (cash or self.owed)
        return (*self.taken, Tender(Method.CASH, 0)) if by_coin else self.taken

    @property
    def in_hand(self) -> int:
        """What the method at hand brings; of a voucher no more counts than is owed."""
        amount = self.typed.amount or 0
        return min(amount, self.owed) if self.method is Method.VOUCHER else amount

    @property
    def missing(self) -> int:
        """What is still owed after what is in hand."""
        return max(self.owed - self.in_hand, 0)

    @property
    def over(self) -> int:
        """What is in hand beyond what is owed: change in cash, too much by any other method."""
        return max(self.in_hand - self.owed, 0) + self._change_of_taken

    @property
    def forfeited(self) -> int:
        """What a voucher is worth beyond what is owed: nobody is given it back."""
        return (self.typed.amount or 0) - self.in_hand

    @property
    def rounding(self) -> int:
        """What rounding does to the total if the rest is taken in cash."""
        if self.method is not Method.CASH or not self.fits:
            return 0
        others = self._others
        left = self.due - sum(one.amount for one in others)
        return settle(self.due, others, self.rule).cash_due - left

    @property
    def can_confirm(self) -> bool:
        """Whether the press that takes the money does something now."""
        if self.saving or not self.fits:
            return False
        if self.is_covered:
            return True
        if self.method is Method.CASH:
            return bool(self.in_hand) and not self.missing
        return 0 < self.in_hand <= self.owed

    @property
    def can_take_part(self) -> bool:
        """Whether the cash in hand can be taken, the rest to be paid otherwise."""
        return self.method is Method.CASH and self.in_hand > 0 and self.missing > 0

    @property
    def suggestions(self) -> tuple[int, ...]:
        """Sums that a buyer is likely to hand over, besides the exact one."""
        return quick_cash(self.owed)

    @property
    def _others(self) -> tuple[Tender, ...]:
        return tuple(one for one in self.taken if one.method is not Method.CASH)

    @property
    def _change_of_taken(self) -> int:
        return settle(self.due, self.taken, self.rule).change if self.fits else 0


def payment_display(payment: Payment) -> Display:
    """What the buyer sees of it."""
    prompt = payment.prompt
    if prompt is not None:
        return ScanToPay(prompt.amount, prompt.modules, prompt.merchant, prompt.nmid, prompt.typed)
    if payment.method is Method.CASH and payment.in_hand and not payment.missing:
        return CashTaken(payment.owed, payment.in_hand, payment.over)
    left = max(payment.due + payment.rounding - payment.paid, 0)
    if payment.priced.cart.credit is not None:
        back = payment.handed_back + (0 if payment.needs_money else payment.over)
        return Exchanged(payment.priced.total, payment.brought_back, left, back)
    return Due(payment.due + payment.rounding, payment.paid)


def is_doubtful(due: int, received: int) -> bool:
    """Whether so much was hardly handed over: a digit is soon typed twice.

    The next round sum in the largest notes is natural, and so is one note above it.
    """
    return received > (due // _LARGEST_NOTE + 2) * _LARGEST_NOTE
