"""Payments that no till can confirm: a cashier's word, until the bank shows them or does not."""

from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.permission import By
from pos_app.domain.tender import Basis, Method
from pos_app.domain.words import stated_reason

UNCERTAIN = frozenset({Method.QRIS, Method.TRANSFER, Method.EWALLET})
"""Methods whose money is seen later, on a statement."""


class PaymentState(StrEnum):
    """How sure a payment is: `confirmed` by the cashier alone, else by what the bank shows."""

    CONFIRMED = "confirmed"
    RECONCILED = "reconciled"
    DISPUTED = "disputed"


class SettledBy(StrEnum):
    """How it was found out: one payment by hand, or a whole statement at once."""

    HAND = "hand"
    STATEMENT = "statement"


class AwaitedPayment(msgspec.Struct, frozen=True):
    """A payment as it stands; `number` is its place among the tenders of `source`, from 1.

    `source` is the id of the sale or order it was paid for, `title` the number on its paper,
    `statement` the reference of the row that showed it. Of a sale that is `voided` money may have
    come in all the same.
    """

    source: str
    number: int
    title: str
    shift_id: str
    cashier: str
    at: datetime
    method: Method
    amount: int
    reference: str = ""
    basis: Basis | None = None
    state: PaymentState = PaymentState.CONFIRMED
    reason: str = ""
    statement: str = ""
    voided: bool = False


class PaymentSettled(msgspec.Struct, frozen=True):
    """What became of a payment, and what it was `before`; it counts in the shift that took it.

    `statement` is the statement's own reference.
    """

    source: str
    number: int
    title: str
    shift_id: str
    method: Method
    amount: int
    before: PaymentState
    state: PaymentState
    statement: str | UnsetType = UNSET
    reason: str | UnsetType = UNSET


class PaymentsSettled(msgspec.Struct, frozen=True):
    """Body of `payment.settled`: one payment, or many that a statement showed at once."""

    payments: tuple[PaymentSettled, ...]
    how: SettledBy
    by: By | UnsetType = UNSET


def settled(
    payment: AwaitedPayment, state: PaymentState, reason: str = "", *, how: SettledBy
) -> PaymentSettled:
    """What is recorded when a payment is found or not found.

    A dispute needs a reason, and so does changing by hand what was settled before.
    Raises LapakError `reason_missing` or `text_too_long`.
    """
    again = how is SettledBy.HAND and payment.state is not PaymentState.CONFIRMED
    if state is PaymentState.DISPUTED or again or reason:
        reason = stated_reason(reason)
    return PaymentSettled(
        source=payment.source,
        number=payment.number,
        title=payment.title,
        shift_id=payment.shift_id,
        method=payment.method,
        amount=payment.amount,
        before=payment.state,
        state=state,
        reason=reason or UNSET,
    )
