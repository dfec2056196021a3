"""Writing and reading the journal; an entry and its projections are one transaction."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Connection, func, select

from pos_app.domain import journal as chain
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head
from pos_app.domain.kinds import SHARED, body_of
from pos_app.domain.moments import moment, stamp
from pos_app.domain.register import RegisterOpened
from pos_app.store import merging, projections
from pos_app.store.sql import insert_into
from pos_app.store.tables.journal import JOURNAL
from pos_app.store.written import Written

_INSERT = insert_into(JOURNAL)


def append(db: Connection, head: Head, kind: str, body: msgspec.Struct, at: datetime) -> Written:
    """Add an entry after `head` and project it."""
    seq = head.seq + 1
    data = chain.encode(head.register, seq, at, kind, body)
    digest = chain.chain_hash(head.hash, data)
    _INSERT.run(
        db, register_id=head.register, seq=seq, at=stamp(at), kind=kind, entry=data, hash=digest
    )
    written = Written(head.register, seq, digest, at)
    projections.apply(db, written, kind, body)
    if kind in SHARED:
        merging.said_here(db, kind, body)
    return written


def insert_chained(db: Connection, entries: Iterable[tuple[chain.Entry, bytes, bytes]]) -> None:
    """Store entries that were chained elsewhere, as (envelope, bytes, hash), and project none."""
    for entry, data, digest in entries:
        _INSERT.run(
            db,
            register_id=entry.register,
            seq=entry.seq,
            at=stamp(entry.at),
            kind=entry.kind,
            entry=data,
            hash=digest,
        )


def tail(db: Connection, register: str, after_seq: int, limit: int) -> list[bytes]:
    """The entries after a seq in order, as they were encoded."""
    chosen = (
        select(JOURNAL.c.entry)
        .where(JOURNAL.c.register_id == register, JOURNAL.c.seq > after_seq)
        .order_by(JOURNAL.c.seq)
        .limit(limit)
    )
    return list(db.scalars(chosen))


def stored(
    db: Connection, register: str, after_seq: int, limit: int
) -> list[tuple[int, bytes, bytes]]:
    """The entries after a seq in order, as (seq, bytes, hash)."""
    chosen = (
        select(JOURNAL.c.seq, JOURNAL.c.entry, JOURNAL.c.hash)
        .where(JOURNAL.c.register_id == register, JOURNAL.c.seq > after_seq)
        .order_by(JOURNAL.c.seq)
        .limit(limit)
    )
    return [(row.seq, row.entry, row.hash) for row in db.execute(chosen)]


def latest(db: Connection, register: str, after_seq: int) -> datetime | None:
    """The latest moment of the entries after a seq: where a clock went back, not the last one's."""
    chosen = select(func.max(JOURNAL.c.at)).where(
        JOURNAL.c.register_id == register, JOURNAL.c.seq > after_seq
    )
    found = db.scalar(chosen)
    return None if found is None else moment(found)


def head_at(db: Connection, register: str, seq: int) -> Head | None:
    """The chain's head as it was at a seq; None where there is no such entry."""
    if seq == 0:
        return Head(register)
    chosen = select(JOURNAL.c.hash).where(JOURNAL.c.register_id == register, JOURNAL.c.seq == seq)
    digest = db.scalar(chosen)
    return None if digest is None else Head(register, seq, digest)


def recorded_at(db: Connection, register: str, seq: int) -> datetime | None:
    """When an entry was recorded; None where there is no such entry."""
    chosen = select(JOURNAL.c.at).where(JOURNAL.c.register_id == register, JOURNAL.c.seq == seq)
    at = db.scalar(chosen)
    return None if at is None else moment(at)


def entry_at(db: Connection, register: str, seq: int) -> tuple[bytes, bytes]:
    """The bytes and hash of one entry that is known to exist."""
    chosen = select(JOURNAL.c.entry, JOURNAL.c.hash).where(
        JOURNAL.c.register_id == register, JOURNAL.c.seq == seq
    )
    row = db.execute(chosen).one()
    return row.entry, row.hash


def chains(db: Connection) -> Iterator[tuple[str, Iterator[tuple[int, bytes, bytes]]]]:
    """Every register's whole chain as (seq, bytes, hash), registers in the order they opened."""
    for register in _in_order(db):
        yield register, _chain(db, register)


def mislabelled(db: Connection) -> str | None:
    """The first entry whose columns say something else than its bytes, as `register/seq`."""
    chosen = select(
        JOURNAL.c.register_id, JOURNAL.c.seq, JOURNAL.c.at, JOURNAL.c.kind, JOURNAL.c.entry
    ).order_by(JOURNAL.c.register_id, JOURNAL.c.seq)
    for row in db.execute(chosen.execution_options(yield_per=1000)):
        entry = chain.decode(row.entry)
        if (row.at, row.kind) != (stamp(entry.at), entry.kind):
            return f"{row.register_id}/{row.seq}"
    return None


def _in_order(db: Connection) -> list[str]:
    """Registers, each after the one it continues: clocks of old laptops also run backwards."""
    first = select(JOURNAL.c.register_id, JOURNAL.c.entry).where(JOURNAL.c.seq == 1)
    before = {row.register_id: _continued(row.entry) for row in db.execute(first)}
    registers = sorted(db.scalars(select(JOURNAL.c.register_id).distinct()))

    def age(register: str) -> int:
        steps, earlier = 0, before.get(register)
        while earlier is not None and steps < len(before):
            steps, earlier = steps + 1, before.get(earlier)
        return steps

    return sorted(registers, key=age)


def _continued(data: bytes) -> str | None:
    """The register before the one that this first entry opens; None if it cannot be told."""
    try:
        body = body_of(chain.decode(data))
    except LapakError:
        return None
    return body.continues if isinstance(body, RegisterOpened) else None


def _chain(db: Connection, register: str) -> Iterator[tuple[int, bytes, bytes]]:
    chosen = (
        select(JOURNAL.c.seq, JOURNAL.c.entry, JOURNAL.c.hash)
        .where(JOURNAL.c.register_id == register)
        .order_by(JOURNAL.c.seq)
        .execution_options(yield_per=1000)
    )
    for row in db.execute(chosen):
        yield row.seq, row.entry, row.hash
