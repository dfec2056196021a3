"""Payments that wait for the bank's word: questions, and what their entries change."""

from collections import defaultdict
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update

from pos_app.domain.awaited import (
    UNCERTAIN,
    AwaitedPayment,
    PaymentSettled,
    PaymentsSettled,
    PaymentState,
)
from pos_app.domain.moments import moment, stamp
from pos_app.domain.order_payment import OrderPaid
from pos_app.domain.returns import SaleState
from pos_app.domain.sale import Sale
from pos_app.domain.tender import Basis, Method
from pos_app.store import shift_sums
from pos_app.store.sql import Statement, insert_into
from pos_app.store.tables.qris import AWAITED_PAYMENT
from pos_app.store.tables.sales import SALE

if TYPE_CHECKING:
    from pos_app.store.written import Written

_INSERT = insert_into(AWAITED_PAYMENT)
_SETTLE = Statement(
    lambda: (
        update(AWAITED_PAYMENT)
        .where(
            AWAITED_PAYMENT.c.source_id == bindparam("of_source"),
            AWAITED_PAYMENT.c.number == bindparam("of_number"),
        )
        .values(
            state=bindparam("to_state"),
            reason=bindparam("to_reason"),
            statement=bindparam("to_statement"),
        )
    )
)


class StateSum(msgspec.Struct, frozen=True):
    """How many payments of a method are in a state, and what they come to."""

    method: Method
    state: PaymentState
    count: int
    amount: int

    def is_of(self, state: PaymentState, method: Method | None) -> bool:
        """Whether it is of a state, and of a method if one is named."""
        return self.state is state and method in {None, self.method}


class _Money(msgspec.Struct, frozen=True):
    method: Method
    amount: int


def in_state(db: Connection, *states: PaymentState) -> tuple[AwaitedPayment, ...]:
    """All payments in one of these states, the oldest first."""
    return _payments(db, AWAITED_PAYMENT.c.state.in_(states))


def between(db: Connection, first: datetime, last: datetime) -> tuple[AwaitedPayment, ...]:
    """All payments from one moment to another, in any state, the oldest first."""
    return _payments(db, AWAITED_PAYMENT.c.at.between(stamp(first), stamp(last)))


def _payments(db: Connection, which: ColumnElement[bool]) -> tuple[AwaitedPayment, ...]:
    order = AWAITED_PAYMENT.c.at, AWAITED_PAYMENT.c.title, AWAITED_PAYMENT.c.number
    return tuple(map(_payment, db.execute(_with_sales().where(which).order_by(*order))))


@cache
def _with_sales() -> Any:
    voided = (SALE.c.state == SaleState.VOIDED).label("voided")
    return select(AWAITED_PAYMENT, voided).outerjoin(
        SALE, SALE.c.sale_id == AWAITED_PAYMENT.c.source_id
    )


def find(db: Connection, source: str, number: int) -> AwaitedPayment | None:
    """A payment by what it was paid for and its place there."""
    chosen = _with_sales().where(
        AWAITED_PAYMENT.c.source_id == source, AWAITED_PAYMENT.c.number == number
    )
    row = db.execute(chosen).one_or_none()
    return None if row is None else _payment(row)


def sums(db: Connection, shift_id: str | None = None) -> tuple[StateSum, ...]:
    """Payments of a shift or of all, in the order of `Method` and `PaymentState`."""
    by = AWAITED_PAYMENT.c.method, AWAITED_PAYMENT.c.state
    chosen = select(*by, func.count().label("n"), func.sum(AWAITED_PAYMENT.c.amount).label("sum"))
    if shift_id is not None:
        chosen = chosen.where(AWAITED_PAYMENT.c.shift_id == shift_id)
    found = [
        StateSum(Method(row.method), PaymentState(row.state), row.n, row.sum)
        for row in db.execute(chosen.group_by(*by))
    ]
    methods, states = list(Method), list(PaymentState)
    return tuple(
        sorted(found, key=lambda one: (methods.index(one.method), states.index(one.state)))
    )


def add(db: Connection, paid: Sale | OrderPaid, title: str) -> None:
    """Let payments wait that no till can confirm; what was given back waits for nobody."""
    waiting = [
        AwaitedPayment(
            source=paid.id,
            number=number,
            title=title,
            shift_id=paid.shift_id,
            cashier=paid.cashier,
            at=paid.at,
            method=tender.method,
            amount=tender.amount,
            reference=tender.reference,
            basis=tender.basis or None,
        )
        for number, tender in enumerate(paid.tenders, 1)
        if tender.method in UNCERTAIN and tender.amount > 0
    ]
    if waiting:
        _INSERT.run_many(db, [_row(one) for one in waiting])


def settled(db: Connection, _written: "Written", body: PaymentsSettled) -> None:
    """Write what `payment.settled` says, and count it in the shifts that took the payments."""
    _SETTLE.run_many(db, [_change(one) for one in body.payments])
    found: dict[tuple[str, Method], int] = defaultdict(int)
    for one in body.payments:
        found[one.shift_id, one.method] += one.amount * (
            (one.state is PaymentState.RECONCILED) - (one.before is PaymentState.RECONCILED)
        )
    for (shift_id, method), amount in found.items():
        if amount:
            shift_sums.add_reconciled(db, shift_id, (_Money(method, amount),))


def _change(one: PaymentSettled) -> dict[str, Any]:
    return {
        "of_source": one.source,
        "of_number": one.number,
        "to_state": one.state,
        "to_reason": one.reason or "",
        "to_statement": one.statement or "",
    }


def _row(one: AwaitedPayment) -> dict[str, Any]:
    return {
        "source_id": one.source,
        "number": one.number,
        "title": one.title,
        "shift_id": one.shift_id,
        "cashier": one.cashier,
        "at": stamp(one.at),
        "method": one.method,
        "amount": one.amount,
        "reference": one.reference,
        "basis": one.basis,
        "state": one.state,
        "reason": one.reason,
        "statement": one.statement,
    }


def _payment(row: Any) -> AwaitedPayment:
    return AwaitedPayment(
        source=row.source_id,
        number=row.number,
        title=row.title,
        shift_id=row.shift_id,
        cashier=row.cashier,
        at=moment(row.at),
        method=Method(row.method),
        amount=row.amount,
        reference=row.reference,
        basis=Basis(row.basis) if row.basis else None,
        state=PaymentState(row.state),
        reason=row.reason,
        statement=row.statement,
        voided=bool(row.voided),
    )
