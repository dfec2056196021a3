"""Shifts and what they took: questions, and what their entries change."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.moments import moment, stamp
from pos_app.domain.sale import Sale
from pos_app.domain.shift import Shift, ShiftClosed, ShiftOpened, ShiftTotals
from pos_app.domain.tender import Method
from pos_app.store.sql import Statement
from pos_app.store.tables.shifts import SHIFT, SHIFT_TENDER

if TYPE_CHECKING:
    from pos_app.store.journal import Written

_OPEN_SHIFT = Statement(
    lambda: select(
        SHIFT.c.shift_id,
        SHIFT.c.cashier,
        SHIFT.c.opened_at,
        SHIFT.c.business_date,
        SHIFT.c.float_amount,
    ).where(SHIFT.c.register_id == bindparam("of"), SHIFT.c.closed_at.is_(None))
)
_ADD_TO_SHIFT = Statement(
    lambda: (
        update(SHIFT)
        .where(SHIFT.c.shift_id == bindparam("of"))
        .values(
            sales=SHIFT.c.sales + 1,
            turnover=SHIFT.c.turnover + bindparam("sold"),
            change=SHIFT.c.change + bindparam("returned"),
        )
    )
)
_ADD_TENDER = Statement(
    lambda: (added := upsert(SHIFT_TENDER)).on_conflict_do_update(
        index_elements=["shift_id", "method"],
        set_={"amount": SHIFT_TENDER.c.amount + added.excluded.amount},
    )
)


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


def recent_cashiers(db: Connection, limit: int) -> tuple[str, ...]:
    """Names that opened shifts, the latest first, each once."""
    chosen = (
        select(SHIFT.c.cashier)
        .group_by(SHIFT.c.cashier)
        .order_by(func.max(SHIFT.c.opened_at).desc())
        .limit(limit)
    )
    return tuple(db.scalars(chosen))


def opened(db: Connection, written: "Written", body: ShiftOpened) -> None:
    """Write what `shift.opened` says."""
    db.execute(
        insert(SHIFT).values(
            shift_id=body.shift_id,
            register_id=written.register,
            cashier=body.cashier,
            opened_at=stamp(written.at),
            business_date=body.business_date.isoformat(),
            float_amount=body.float_amount,
            sales=0,
            turnover=0,
            change=0,
        )
    )


def closed(db: Connection, written: "Written", body: ShiftClosed) -> None:
    """Write what `shift.closed` says."""
    db.execute(
        update(SHIFT)
        .where(SHIFT.c.shift_id == body.shift_id)
        .values(
            closed_at=stamp(written.at),
            expected=body.expected,
            counted=body.counted,
            reason=body.reason,
        )
    )


def add_sale(db: Connection, sale: Sale) -> None:
    """Add a sale to what its shift took: totals are kept as sales happen."""
    _ADD_TO_SHIFT.run(db, of=sale.shift_id, sold=sale.total, returned=sale.change)
    _ADD_TENDER.run_many(
        db,
        [
            {"shift_id": sale.shift_id, "method": tender.method, "amount": tender.amount}
            for tender in sale.tenders
        ],
    )
