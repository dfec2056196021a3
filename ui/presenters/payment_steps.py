"""The steps of a payment, each from one value of it to the next."""

import msgspec
from msgspec import UNSET

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_rupiah
from pos_app.domain.tender import Card, Method, Tender, checked
from ui.presenters.payment import Payment, Typed


def changed(payment: Payment, *, error: Exception | None = None, **fields: object) -> Payment:
    """A payment with something changed; what was said of the last try is over."""
    over = {"error": error, "sure": False, "parting": None}
    return msgspec.structs.replace(payment, **(over | fields))


def told(payment: Payment, error: Exception) -> Payment:
    """The same payment, and why it does not go on."""
    return msgspec.structs.replace(payment, error=error)


def choose(payment: Payment, method: Method) -> Payment:
    """Go on with another method; without cash, what is owed stands there already."""
    chosen = msgspec.structs.replace(payment, method=method, asking=False, prompt=None)
    if method is Method.CASH:
        return msgspec.structs.replace(chosen, typed=Typed())
    kind = Card.DEBIT if method is Method.CARD else ""
    return msgspec.structs.replace(chosen, typed=Typed(chosen.owed or None, kind=kind))


def tender_in_hand(payment: Payment) -> Tender:
    """What is being typed, as a tender.

    Raises LapakError `tender_not_positive`, `noncash_above_total`, `cash_part_uneven` for a part
    that coins cannot pay, and what `checked` raises.
    """
    typed, amount = payment.typed, payment.in_hand
    if amount < 1:
        raise LapakError("tender_not_positive")
    if payment.method is Method.CASH:
        if payment.missing and payment.rule.of(amount) != amount:
            raise LapakError("cash_part_uneven", step=payment.rule.step)
        return Tender(Method.CASH, amount)
    if amount > payment.owed:
        raise LapakError("noncash_above_total", total=payment.owed)
    return checked(
        Tender(
            payment.method,
            amount,
            typed.reference,
            typed.approval or UNSET,
            typed.basis or UNSET,
            typed.kind or UNSET,
        )
    )


def take(payment: Payment) -> Payment:
    """Add what is in hand to what was taken; the rest is asked for in cash first.

    Raises LapakError as `tender_in_hand` does.
    """
    taken = (*payment.taken, tender_in_hand(payment))
    return choose(msgspec.structs.replace(payment, taken=taken), Method.CASH)


def give_back(payment: Payment, place: int) -> Payment:
    """Take a tender out again, by its place among those taken."""
    taken = payment.taken[:place] + payment.taken[place + 1 :]
    return choose(msgspec.structs.replace(payment, taken=taken), payment.method)


def check_qris(payment: Payment) -> None:
    """Whether the amount in hand can be asked for by QRIS.

    Raises LapakError `tender_not_positive`, `noncash_above_total` or `qris_amount_too_large`.
    """
    if payment.in_hand < 1:
        raise LapakError("tender_not_positive")
    if payment.in_hand > payment.owed:
        raise LapakError("noncash_above_total", total=payment.owed)
    if payment.in_hand > payment.qris.limit:
        raise LapakError("qris_amount_too_large", most=payment.qris.limit)


def too_much(payment: Payment) -> LapakError:
    """Why nothing more can be taken: without cash nothing is given back."""
    paid = format_rupiah(payment.paid)
    return LapakError("tenders_above_total", paid=paid, total=payment.due)
