"""Shifts: questions, and what their entries change. What they took is in `shift_sums`."""

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET
from sqlalchemy import Connection, bindparam, func, insert, select, update

from pos_app.domain.cash import CashMoved
from pos_app.domain.moments import moment, stamp
from pos_app.domain.shift import Shift, ShiftClosed, ShiftHandedOver, ShiftOpened
from pos_app.domain.shift_totals import Moved
from pos_app.store import registers
from pos_app.store.sql import Statement
from pos_app.store.tables.journal import REGISTER
from pos_app.store.tables.shifts import CASH_MOVE, SHIFT, SHIFT_CASHIER

if TYPE_CHECKING:
    from pos_app.store.written import Written

_OPEN_SHIFT = Statement(
    lambda: select(
        SHIFT.c.shift_id,
        SHIFT.c.cashier,
        SHIFT.c.opened_at,
        SHIFT.c.business_date,
        SHIFT.c.float_amount,
        SHIFT.c.opened_by,
        SHIFT.c.seq,
        SHIFT.c.receipts,
    ).where(SHIFT.c.register_id == bindparam("of"), SHIFT.c.closed_at.is_(None))
)


class PastShift(msgspec.Struct, frozen=True):
    """A closed shift; `late` sales came after it was closed, and are in no Z report."""

    id: str
    register: str
    seq: int
    number: int
    opened_by: str
    cashier: str
    opened_at: datetime
    closed_at: datetime
    business_date: date
    sales: int
    turnover: int
    expected: int
    counted: int
    late: int
    late_turnover: int

    @property
    def difference(self) -> int:
        """Above zero is too much cash, below is too little."""
        return self.counted - self.expected


def open_shift(db: Connection, register: str) -> Shift | None:
    """The register's open shift."""
    row = _OPEN_SHIFT.first(db, of=register)
    if row is None:
        return None
    return Shift(
        id=row.shift_id,
        cashier=row.cashier,
        opened_at=moment(row.opened_at),
        business_date=date.fromisoformat(row.business_date),
        float_amount=row.float_amount,
        opened_by=row.opened_by,
        seq=row.seq,
        receipts=row.receipts,
    )


def cash_moves(db: Connection, shift_id: str) -> tuple[Moved, ...]:
    """Cash put in and taken out in a shift, in the order it happened."""
    chosen = (
        select(CASH_MOVE.c.amount, CASH_MOVE.c.reason, CASH_MOVE.c.cashier, CASH_MOVE.c.at)
        .where(CASH_MOVE.c.shift_id == shift_id)
        .order_by(CASH_MOVE.c.seq)
    )
    return tuple(
        Moved(row.amount, row.reason, row.cashier, moment(row.at)) for row in db.execute(chosen)
    )


def cash_move_ids(db: Connection, shift_id: str) -> tuple[str, ...]:
    """The ids of what `cash_moves` tells, in the same order."""
    chosen = select(CASH_MOVE.c.move_id).where(CASH_MOVE.c.shift_id == shift_id)
    return tuple(db.execute(chosen.order_by(CASH_MOVE.c.seq)).scalars())


def past_shifts(db: Connection, limit: int) -> tuple[PastShift, ...]:
    """The last shifts that were closed here, the latest first."""
    latest = REGISTER.c.number.desc(), SHIFT.c.seq.desc()
    return tuple(map(_past, db.execute(_closed_ones().order_by(*latest).limit(limit))))


def past_shift(db: Connection, shift_id: str) -> PastShift | None:
    """A shift that was closed; None for one that is open or unknown."""
    row = db.execute(_closed_ones().where(SHIFT.c.shift_id == shift_id)).one_or_none()
    return None if row is None else _past(row)


@cache
def _closed_ones() -> Any:
    now = select(
        SHIFT_CASHIER.c.shift_id,
        func.sum(SHIFT_CASHIER.c.sales).label("sales"),
        func.sum(SHIFT_CASHIER.c.turnover).label("turnover"),
    ).group_by(SHIFT_CASHIER.c.shift_id)
    rung = now.subquery()
    return (
        select(SHIFT, rung.c.sales.label("rung"), rung.c.turnover.label("rung_turnover"))
        .join(REGISTER, REGISTER.c.register_id == SHIFT.c.register_id)
        .outerjoin(rung, rung.c.shift_id == SHIFT.c.shift_id)
        .where(SHIFT.c.closed_at.is_not(None))
    )


def _past(row: Any) -> PastShift:
    return PastShift(
        id=row.shift_id,
        register=row.register_id,
        seq=row.closed_seq,
        number=row.number,
        opened_by=row.opened_by,
        cashier=row.cashier,
        opened_at=moment(row.opened_at),
        closed_at=moment(row.closed_at),
        business_date=date.fromisoformat(row.business_date),
        sales=row.sales,
        turnover=row.turnover,
        expected=row.expected,
        counted=row.counted,
        late=(row.rung or 0) - row.sales,
        late_turnover=(row.rung_turnover or 0) - row.turnover,
    )


def recent_cashiers(db: Connection, limit: int) -> tuple[str, ...]:
    """Names that stood at the till, those of the latest shifts first, each once."""
    named = select(SHIFT.c.opened_by.label("name"), SHIFT.c.opened_at).union_all(
        select(SHIFT.c.cashier, SHIFT.c.opened_at),
        select(SHIFT_CASHIER.c.cashier, SHIFT.c.opened_at).join(
            SHIFT, SHIFT.c.shift_id == SHIFT_CASHIER.c.shift_id
        ),
    )
    seen = named.subquery()
    chosen = (
        select(seen.c.name)
        .group_by(seen.c.name)
        .order_by(func.max(seen.c.opened_at).desc(), seen.c.name)
        .limit(limit)
    )
    return tuple(db.scalars(chosen))


def cash_move_place(db: Connection, move_id: str) -> tuple[str, int] | None:
    """The register and the number of the entry that moved cash; None for an unknown move."""
    chosen = select(CASH_MOVE.c.register_id, CASH_MOVE.c.seq).where(CASH_MOVE.c.move_id == move_id)
    row = db.execute(chosen).one_or_none()
    return None if row is None else (row.register_id, row.seq)


def continued(db: Connection, written: "Written", before: str) -> None:
    """Let the open shift of a register go on in the one that continues it.

    The drawer is the same, so what it took counts on; receipts of its Z report begin anew.
    """
    still_open = (SHIFT.c.register_id == before) & SHIFT.c.closed_at.is_(None)
    moved = {"register_id": written.register, "seq": written.seq, "receipts": 0}
    db.execute(update(SHIFT).where(still_open).values(**moved))


def opened(db: Connection, written: "Written", body: ShiftOpened) -> None:
    """Write what `shift.opened` says."""
    receipts = select(REGISTER.c.receipts).where(REGISTER.c.register_id == written.register)
    db.execute(
        insert(SHIFT).values(
            shift_id=body.shift_id,
            register_id=written.register,
            seq=written.seq,
            opened_by=body.cashier,
            cashier=body.cashier,
            opened_at=stamp(written.at),
            business_date=body.business_date.isoformat(),
            float_amount=body.float_amount,
            receipts=db.scalar(receipts) or 0,
        )
    )


def handed_over(db: Connection, _written: "Written", body: ShiftHandedOver) -> None:
    """Write what `shift.handed_over` says."""
    _change(db, body.shift_id, cashier=body.cashier)


def cash_moved(db: Connection, written: "Written", body: CashMoved) -> None:
    """Write what `cash.moved` says."""
    db.execute(
        insert(CASH_MOVE).values(
            move_id=body.id,
            shift_id=body.shift_id,
            register_id=written.register,
            seq=written.seq,
            at=stamp(written.at),
            cashier=body.cashier,
            amount=body.amount,
            reason=body.reason,
        )
    )


def closed(db: Connection, written: "Written", body: ShiftClosed) -> None:
    """Write what `shift.closed` says; one of the first version takes the next number."""
    number = body.number
    if number is UNSET:
        number = registers.register_by_id(db, written.register).reports + 1
    _change(
        db,
        body.shift_id,
        closed_seq=written.seq,
        closed_at=stamp(written.at),
        number=number,
        sales=body.sales,
        turnover=body.turnover,
        expected=body.expected,
        counted=body.counted,
        reason=body.reason,
    )
    registers.note_report(db, written.register, number)


def _change(db: Connection, shift_id: str, **values: Any) -> None:
    db.execute(update(SHIFT).where(SHIFT.c.shift_id == shift_id).values(**values))
