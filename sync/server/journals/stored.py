"""What is stored of a register, as a batch that whoever gets it can check against its key."""

from sqlalchemy import ColumnElement, Connection, select

from pos_app.domain.journal import GENESIS
from sync.server.store.rows import JournalRow, RegisterRow
from sync.wire import MAX_ENTRIES, PROTOCOL, BatchHeader, fit


def stored_batch(
    connection: Connection, expo_id: str, register_id: str, after: int, most: int = MAX_ENTRIES
) -> tuple[BatchHeader, list[bytes]]:
    """What follows an entry of a register that has joined, as much as fits.

    The head and its signature are the register's own, the highest that it told.
    """
    row = connection.execute(
        select(
            RegisterRow.acked_seq,
            RegisterRow.declared_seq,
            RegisterRow.declared_hash,
            RegisterRow.declared_signature,
        ).where(RegisterRow.expo_id == expo_id, RegisterRow.register_id == register_id)
    ).one()
    of = JournalRow.expo_id == expo_id, JournalRow.register_id == register_id
    start = min(after, row.acked_seq)
    entries = _entries(connection, of, start, most)
    header = BatchHeader(
        protocol=PROTOCOL,
        register=register_id,
        after_seq=start,
        after_hash=_hash(connection, of, start).hex(),
        entries=len(entries),
        head_seq=row.declared_seq,
        head_hash=row.declared_hash.hex(),
        signature=row.declared_signature.hex(),
    )
    return header, entries


_Of = tuple[ColumnElement[bool], ColumnElement[bool]]


def _entries(connection: Connection, of: _Of, after: int, most: int) -> list[bytes]:
    found = connection.execute(
        select(JournalRow.entry)
        .where(*of, JournalRow.seq > after)
        .order_by(JournalRow.seq)
        .limit(most)
    ).scalars()
    entries = [bytes(entry) for entry in found]
    return fit(entries, most) if entries else []


def _hash(connection: Connection, of: _Of, seq: int) -> bytes:
    if seq == 0:
        return GENESIS
    chosen = select(JournalRow.hash).where(*of, JournalRow.seq == seq)
    return bytes(connection.execute(chosen).scalar_one())
