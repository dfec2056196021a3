"""Questions about registers, shifts and sales."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from pos_app.domain.journal import Head
from pos_app.domain.moments import moment
from pos_app.domain.register import Booth, Expo
from pos_app.domain.shift import Shift, ShiftTotals
from pos_app.domain.tender import Method
from pos_app.store.sql import Statement
from pos_app.store.tables.journal import REGISTER
from pos_app.store.tables.sales import SALE
from pos_app.store.tables.shifts import SHIFT, SHIFT_TENDER


class RegisterState(msgspec.Struct, frozen=True):
    """A register as it stands: whose it is, where its journal ends, how many receipts it gave."""

    id: str
    code: str
    booth: Booth
    expo: Expo | None
    zone: str
    cutoff_minutes: int
    public_key: str
    head: Head
    receipts: int


class StoredSale(msgspec.Struct, frozen=True):
    """Where a completed sale stands in the journal."""

    register: str
    seq: int


# No "ORDER BY … LIMIT ?": SQLite plans a statement anew each time a LIMIT is bound to it.
_CURRENT = Statement(
    lambda: select(*REGISTER.c).where(
        REGISTER.c.number == select(func.max(REGISTER.c.number)).scalar_subquery()
    )
)
_OPEN_SHIFT = Statement(
    lambda: select(
        SHIFT.c.shift_id,
        SHIFT.c.cashier,
        SHIFT.c.opened_at,
        SHIFT.c.business_date,
        SHIFT.c.float_amount,
    ).where(SHIFT.c.register_id == bindparam("of"), SHIFT.c.closed_at.is_(None))
)
_SALE = Statement(
    lambda: select(SALE.c.register_id, SALE.c.seq).where(SALE.c.sale_id == bindparam("sale"))
)


def current_register(db: Connection) -> RegisterState | None:
    """The register that sells now: the one opened last."""
    row = _CURRENT.first(db)
    return None if row is None else _register(row)


def register_by_id(db: Connection, register: str) -> RegisterState:
    """A register that keeps its journal here."""
    chosen = select(*REGISTER.c).where(REGISTER.c.register_id == register)
    return _register(db.execute(chosen).one())


def registers(db: Connection) -> tuple[RegisterState, ...]:
    """All registers that keep a journal here, the one that sells now first."""
    chosen = select(*REGISTER.c).order_by(REGISTER.c.number.desc())
    return tuple(map(_register, db.execute(chosen)))


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
    )


def shift_totals(db: Connection, shift_id: str) -> ShiftTotals:
    """What was rung up in a shift that exists."""
    row = db.execute(
        select(SHIFT.c.sales, SHIFT.c.turnover, SHIFT.c.change).where(SHIFT.c.shift_id == shift_id)
    ).one()
    taken = db.execute(
        select(SHIFT_TENDER.c.method, SHIFT_TENDER.c.amount).where(
            SHIFT_TENDER.c.shift_id == shift_id
        )
    )
    tendered = {Method(one.method): one.amount for one in taken}
    return ShiftTotals(row.sales, row.turnover, tendered, row.change)


def stored_sale(db: Connection, sale_id: str) -> StoredSale | None:
    """The place of a sale's entry, if it was completed."""
    row = _SALE.first(db, sale=sale_id)
    return None if row is None else StoredSale(row.register_id, row.seq)


def recent_cashiers(db: Connection, limit: int) -> tuple[str, ...]:
    """Names that opened shifts, the latest first, each once."""
    chosen = (
        select(SHIFT.c.cashier)
        .group_by(SHIFT.c.cashier)
        .order_by(func.max(SHIFT.c.opened_at).desc())
        .limit(limit)
    )
    return tuple(db.scalars(chosen))


def turnover(db: Connection, register: str) -> tuple[int, int]:
    """Number and sum of a register's sales."""
    chosen = select(func.count(), func.coalesce(func.sum(SALE.c.total), 0)).where(
        SALE.c.register_id == register
    )
    row = db.execute(chosen).one()
    return row[0], row[1]


def _register(row: Any) -> RegisterState:
    expo = (
        Expo(row.expo_id, row.expo_name, row.zone, row.cutoff_minutes)
        if row.expo_id is not None
        else None
    )
    return RegisterState(
        id=row.register_id,
        code=row.code,
        booth=Booth(row.booth_id, row.booth_code, row.booth_name),
        expo=expo,
        zone=row.zone,
        cutoff_minutes=row.cutoff_minutes,
        public_key=row.public_key,
        head=Head(row.register_id, row.seq, row.hash),
        receipts=row.receipts,
    )
