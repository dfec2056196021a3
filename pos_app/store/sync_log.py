"""What the organizer signed for, and what became of the latest attempts to send."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.moments import moment, stamp
from pos_app.store.tables.machine import SYNC_ATTEMPT, SYNC_RECEIPT

KEPT = 100


class SyncReceipt(msgspec.Struct, frozen=True):
    """A server's signature over what it holds of a register; hash, key and signature in hex."""

    register: str
    server_id: str
    generation: int
    acked_seq: int
    acked_hash: str
    server_key: str
    receipt: str
    at: datetime


class Attempt(msgspec.Struct, frozen=True):
    """One attempt to send: `outcome` is a kind of sync state, `code` the error behind it.

    `sent` entries were confirmed by it, `waiting` ones are left.
    """

    at: datetime
    outcome: str
    code: str
    sent: int
    waiting: int
    took_ms: int


def keep_receipt(db: Connection, receipt: SyncReceipt) -> None:
    """Keep the latest receipt of a register from this server."""
    values = {
        "register_id": receipt.register,
        "server_id": receipt.server_id,
        "generation": receipt.generation,
        "acked_seq": receipt.acked_seq,
        "acked_hash": receipt.acked_hash,
        "server_key": receipt.server_key,
        "receipt": receipt.receipt,
        "at": stamp(receipt.at),
    }
    key = ["register_id", "server_id", "generation"]
    statement = upsert(SYNC_RECEIPT).values(values)
    db.execute(statement.on_conflict_do_update(index_elements=key, set_=values))


def receipts(db: Connection, register: str) -> list[SyncReceipt]:
    """What servers signed for of a register, the latest first."""
    chosen = select(*SYNC_RECEIPT.c).where(SYNC_RECEIPT.c.register_id == register)
    rows = db.execute(chosen.order_by(SYNC_RECEIPT.c.at.desc()))
    return [_receipt(row) for row in rows]


def _receipt(row: Row[*tuple[Any, ...]]) -> SyncReceipt:
    return SyncReceipt(
        register=row.register_id,
        server_id=row.server_id,
        generation=row.generation,
        acked_seq=row.acked_seq,
        acked_hash=row.acked_hash,
        server_key=row.server_key,
        receipt=row.receipt,
        at=moment(row.at),
    )


def note(db: Connection, attempt: Attempt) -> None:
    """Add an attempt; only the latest hundred are kept."""
    number = (db.scalar(select(func.max(SYNC_ATTEMPT.c.number))) or 0) + 1
    values = msgspec.structs.asdict(attempt) | {"number": number, "at": stamp(attempt.at)}
    db.execute(insert(SYNC_ATTEMPT).values(values))
    db.execute(delete(SYNC_ATTEMPT).where(SYNC_ATTEMPT.c.number <= number - KEPT))


def attempts(db: Connection) -> list[Attempt]:
    """The latest attempts, the oldest of them first."""
    chosen = select(*SYNC_ATTEMPT.c).order_by(SYNC_ATTEMPT.c.number)
    return [Attempt(moment(row.at), *row[2:]) for row in db.execute(chosen)]
