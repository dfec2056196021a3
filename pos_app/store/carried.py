"""Which entries of continued registers were carried over into a later one."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, case, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.continuation import EntryCarried
from pos_app.store.tables.journal import CARRIED

if TYPE_CHECKING:
    from pos_app.store.written import Written


def reached(db: Connection, register: str, acked: int) -> int:
    """Up to which entry of a register all was acknowledged or carried over.

    A server that was restored may have lost what it acknowledged before something was carried.
    """
    row = db.execute(select(CARRIED).where(CARRIED.c.register_id == register)).one_or_none()
    follows = row is not None and acked >= row.first_seq - 1
    return max(acked, row.seq) if row is not None and follows else acked


def was_carried(db: Connection, _written: "Written", body: EntryCarried) -> None:
    """Note what `entry.carried` says; what it carries is projected from its own journal.

    They are carried in order, and from an earlier one on again where that turned out to be lost.
    """
    added = upsert(CARRIED).values(register_id=body.register, first_seq=body.seq, seq=body.seq)
    goes_on = (CARRIED.c.first_seq <= body.seq) & (body.seq <= CARRIED.c.seq + 1)
    run = {
        "first_seq": case((goes_on, CARRIED.c.first_seq), else_=body.seq),
        "seq": case((goes_on, func.max(CARRIED.c.seq, body.seq)), else_=body.seq),
    }
    db.execute(added.on_conflict_do_update(index_elements=["register_id"], set_=run))
