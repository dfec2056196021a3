"""Which entries of continued registers were carried over into a later one."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.continuation import EntryCarried
from pos_app.store.tables.journal import CARRIED

if TYPE_CHECKING:
    from pos_app.store.written import Written


def last(db: Connection, register: str) -> int:
    """The last entry of a register that was carried over; 0 if none was."""
    return int(db.scalar(select(CARRIED.c.seq).where(CARRIED.c.register_id == register)) or 0)


def was_carried(db: Connection, _written: "Written", body: EntryCarried) -> None:
    """Note what `entry.carried` says; what it carries is projected from its own journal."""
    added = upsert(CARRIED).values(register_id=body.register, seq=body.seq)
    furthest = func.max(CARRIED.c.seq, added.excluded.seq)
    db.execute(added.on_conflict_do_update(index_elements=["register_id"], set_={"seq": furthest}))
