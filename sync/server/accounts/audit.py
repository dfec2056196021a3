"""What people and programs changed: one chain of records, so that none can be taken out unseen.

A record is written in the transaction of the change itself: both stand or neither does.
`hash(n) = SHA-256(b"lapak/a1" ‖ hash(n-1) ‖ record)`, the first after 32 zero bytes.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from pos_app.domain.journal import GENESIS
from sync.server.office import Office
from sync.server.store.rows import AuditRow, IdentityRow

_PREFIX = b"lapak/a1"


class Act(msgspec.Struct, frozen=True):
    """Something that was done: `action` is `noun.past`, `by` an account, a program or a command."""

    seq: int
    at: datetime
    by: str
    action: str
    expo: str = ""
    details: dict[str, Any] = {}


def note(
    connection: Connection, office: Office, action: str, expo_id: str = "", **details: Any
) -> None:
    """Write down what the caller's transaction does; whoever notes next waits until it ends."""
    connection.execute(select(IdentityRow.one).with_for_update()).one()
    seq, before = _last(connection)
    act = Act(seq + 1, office.clock(), office.by, action, expo_id, details)
    record = msgspec.json.encode(act)
    connection.execute(
        insert(AuditRow).values(
            seq=act.seq, expo_id=expo_id, record=record, hash=chained(before, record)
        )
    )


def acts(
    connection: Connection, expo_id: str = "", before: int = 0, limit: int = 100
) -> tuple[Act, ...]:
    """What was done last, the latest first: below a number, and of one expo or of all."""
    question = select(AuditRow.seq, AuditRow.record).order_by(AuditRow.seq.desc()).limit(limit)
    if expo_id:
        question = question.where(AuditRow.expo_id == expo_id)
    if before:
        question = question.where(AuditRow.seq < before)
    return tuple(_act(*row) for row in connection.execute(question))


def first_broken(connection: Connection) -> int | None:
    """The number of the first record that the chain denies, or of a missing one; None is well."""
    before = GENESIS
    question = select(AuditRow.seq, AuditRow.record, AuditRow.hash).order_by(AuditRow.seq)
    with connection.execution_options(yield_per=1000).execute(question) as rows:
        for expected, row in enumerate(rows, start=1):
            if row.seq != expected or row.hash != chained(before, row.record):
                return expected
            before = row.hash
    return None


def chained(before: bytes, record: bytes) -> bytes:
    """The hash of the chain up to a record."""
    return hashlib.sha256(_PREFIX + before + record).digest()


def _last(connection: Connection) -> tuple[int, bytes]:
    row = connection.execute(
        select(AuditRow.seq, AuditRow.hash).order_by(AuditRow.seq.desc()).limit(1)
    ).one_or_none()
    return (row.seq, row.hash) if row else (0, GENESIS)


def _act(seq: int, record: bytes) -> Act:
    try:
        return msgspec.json.decode(record, type=Act)
    except msgspec.MsgspecError:  # somebody altered it; the page is there to show that
        return Act(seq, datetime.fromtimestamp(0, UTC), "?", "record.altered")
