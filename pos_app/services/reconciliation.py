"""Payments from a cashier's word to the bank's: settled by hand, or against a statement."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
from msgspec import UNSET

from pos_app.domain import awaited as rules
from pos_app.domain.awaited import (
    AwaitedPayment,
    PaymentSettled,
    PaymentsSettled,
    PaymentState,
    SettledBy,
)
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import NOBODY, Action, By, noted
from pos_app.domain.reconciliation import (
    LEAST_DIGITS,
    MatchedBy,
    Payment,
    StatementRow,
    reconcile,
)
from pos_app.domain.tender import Method
from pos_app.services import permission
from pos_app.services.booth import register_in_use
from pos_app.services.statement_file import StatementFile
from pos_app.store import awaited, journal
from pos_app.store.awaited import StateSum
from pos_app.store.database import Work

__all__ = ["AwaitedPayment", "Comparison", "Found", "Open", "Settled", "StateSum"]

_OPEN = (PaymentState.CONFIRMED, PaymentState.DISPUTED)
_AROUND = timedelta(days=1)
_PAYMENTS_AN_ENTRY = 250


class Open(msgspec.Struct, frozen=True):
    """What nobody has found at the bank yet, the oldest first, and the sums by method and state."""

    payments: tuple[AwaitedPayment, ...]
    sums: tuple[StateSum, ...]
    zone: str

    def amount(self, state: PaymentState, method: Method | None = None) -> int:
        """What the payments in a state come to, of one method or of all."""
        return sum(one.amount for one in self.sums if one.is_of(state, method))

    def count(self, state: PaymentState, method: Method | None = None) -> int:
        """How many payments are in a state."""
        return sum(one.count for one in self.sums if one.is_of(state, method))


class Found(msgspec.Struct, frozen=True):
    """A payment that is open, and the row of a statement that shows it."""

    payment: AwaitedPayment
    row: StatementRow
    by: MatchedBy


class Comparison(msgspec.Struct, frozen=True):
    """A statement held against the payments of its days.

    `missing` are open payments of those days that it does not show, `surplus` rows are of no
    payment here. `known` rows show payments that were reconciled before.
    """

    statement: StatementFile
    found: tuple[Found, ...]
    missing: tuple[AwaitedPayment, ...]
    surplus: tuple[StatementRow, ...]
    known: int
    zone: str


class Settled(msgspec.Struct, frozen=True):
    """How many payments were reconciled, and what they come to."""

    count: int
    amount: int


def open_payments(work: Work) -> Open:
    """Everything that waits for the bank's word."""
    zone = register_in_use(work).zone
    return Open(awaited.in_state(work.db, *_OPEN), sums(work), zone)


def sums(work: Work, shift_id: str | None = None) -> tuple[StateSum, ...]:
    """Payments that no till can confirm, by method and state: of one shift, or of all."""
    return awaited.sums(work.db, shift_id)


def settle(
    work: Work,
    source: str,
    number: int,
    state: PaymentState,
    reason: str = "",
    *,
    by: By = NOBODY,
) -> AwaitedPayment:
    """Say of one payment that it was found at the bank, or that it was not.

    Saying the same again records nothing. Raises LapakError `payment_unknown`, what
    `rules.settled` and what `permission.require` raises.
    """
    payment = awaited.find(work.db, source, number)
    if payment is None:
        raise LapakError("payment_unknown")
    if payment.state is not state:
        permission.require(work, Action.RECONCILE, by)
        told = rules.settled(payment, state, reason, how=SettledBy.HAND)
        _record(work, (told,), SettledBy.HAND, by)
    return msgspec.structs.replace(payment, state=state)


def settle_found(work: Work, found: tuple[Found, ...], *, by: By = NOBODY) -> Settled:
    """Reconcile what a statement showed, in one step; what was settled since stays as it is."""
    permission.require(work, Action.RECONCILE, by)
    known = {_key(one): one for one in awaited.in_state(work.db, *_OPEN)}
    told = tuple(
        msgspec.structs.replace(
            rules.settled(
                known[_key(one.payment)], PaymentState.RECONCILED, how=SettledBy.STATEMENT
            ),
            statement=one.row.reference or UNSET,
        )
        for one in found
        if _key(one.payment) in known
    )
    for start in range(0, len(told), _PAYMENTS_AN_ENTRY):
        _record(work, told[start : start + _PAYMENTS_AN_ENTRY], SettledBy.STATEMENT, by)
    return Settled(len(told), sum(one.amount for one in told))


def compare(work: Work, statement: StatementFile) -> Comparison:
    """Hold a statement against all payments of its days; records nothing.

    Payments of other days cannot be missing from it, unless it tells no days at all; nor can those
    of a method that it shows none of: a merchant app's list has no transfers.
    """
    zone = register_in_use(work).zone
    days = [row.day for row in statement.rows if row.day is not None]
    payments = _payments(work, days, zone)
    by_id = {f"{one.source}/{one.number}": one for one in payments}
    result = reconcile([_plain(key, one, zone) for key, one in by_id.items()], statement.rows)
    found = [Found(by_id[one.payment.id], one.row, one.by) for one in result.matched]
    missing = [by_id[one.id] for one in result.missing if _is_within(one.at.date(), days)]
    methods = {one.payment.method for one in found}
    return Comparison(
        statement=statement,
        found=tuple(one for one in found if one.payment.state in _OPEN),
        missing=tuple(
            one for one in missing if one.state in _OPEN and one.method in (methods or Method)
        ),
        surplus=result.surplus,
        known=sum(one.payment.state is PaymentState.RECONCILED for one in found),
        zone=zone,
    )


def _is_within(day: date, days: list[date]) -> bool:
    return not days or min(days) <= day <= max(days)


def _payments(work: Work, days: list[date], zone: str) -> tuple[AwaitedPayment, ...]:
    if not days:
        return awaited.in_state(work.db, *PaymentState)
    first, last = (datetime.combine(day, time(), ZoneInfo(zone)) for day in (min(days), max(days)))
    return awaited.between(work.db, first - _AROUND, last + 2 * _AROUND)


def _plain(key: str, payment: AwaitedPayment, zone: str) -> Payment:
    """A payment as a statement would show it; one that was found is known by its row's number."""
    numbers = re.findall(r"[0-9A-Za-z]*[0-9][0-9A-Za-z]*", payment.statement)
    known = max(numbers, key=len, default="")
    return Payment(
        id=key,
        number=payment.title,
        amount=payment.amount,
        at=payment.at.astimezone(ZoneInfo(zone)),
        last_digits=known if len(known) >= LEAST_DIGITS else payment.reference,
    )


def _record(work: Work, told: tuple[PaymentSettled, ...], how: SettledBy, by: By) -> None:
    body = PaymentsSettled(told, how, noted(by))
    journal.append(work.db, register_in_use(work).head, Kind.PAYMENT_SETTLED, body, work.at)


def _key(payment: AwaitedPayment) -> tuple[str, int]:
    return payment.source, payment.number
