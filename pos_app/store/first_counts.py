"""What was counted blindly in a shift's drawer, as this machine keeps it until the close."""

from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from pos_app.domain.moments import stamp
from pos_app.store.tables.machine import FIRST_COUNT


def keep(db: Connection, shift_id: str, amount: int, at: datetime) -> None:
    """Remember what a shift's first count came to; a later one changes nothing."""
    put = insert(FIRST_COUNT).values(shift_id=shift_id, amount=amount, at=stamp(at))
    db.execute(put.on_conflict_do_nothing())


def find(db: Connection, shift_id: str) -> int | None:
    """What a shift's first count came to; None if nobody counted yet."""
    chosen = select(FIRST_COUNT.c.amount).where(FIRST_COUNT.c.shift_id == shift_id)
    return db.scalar(chosen)


def forget(db: Connection, shift_id: str) -> None:
    """The entry of the close tells it from now on."""
    db.execute(delete(FIRST_COUNT).where(FIRST_COUNT.c.shift_id == shift_id))
