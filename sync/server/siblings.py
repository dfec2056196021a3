"""What a register gets of the other registers of its booth: their entries, as they pushed them."""

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import GENESIS
from sync.server import moments
from sync.server.access import Seat, seat_of
from sync.server.office import Office
from sync.server.rows import JournalRow, RegisterRow
from sync.wire import (
    MAX_ENTRIES,
    PROTOCOL,
    BatchHeader,
    Sibling,
    SiblingPage,
    Siblings,
    compress,
    fit,
    write_batch,
)

_MOST = 200
"""Registers of one booth that are told of."""


def siblings(office: Office, token: str, register_id: str, after: int) -> Siblings:
    """The other registers of a booth; raises LapakError as `seat_of` does."""
    with office.database.read() as connection:
        seat = seat_of(connection, token, register_id)
        found = connection.execute(
            select(RegisterRow.register_id, RegisterRow.code, RegisterRow.acked_seq)
            .where(
                RegisterRow.expo_id == seat.expo_id,
                RegisterRow.booth_id == seat.booth_id,
                RegisterRow.register_id != register_id,
                RegisterRow.acked_seq > 0,
            )
            .order_by(RegisterRow.register_id)
            .limit(_MOST)
        )
        return Siblings(
            tuple(Sibling(row.register_id, row.code, row.acked_seq) for row in found),
            moments.between(connection, seat, after, _LAST, MAX_ENTRIES),
        )


def page(office: Office, token: str, register_id: str, sibling: str, after: int) -> SiblingPage:
    """What follows an entry of another register, as much as fits a batch.

    Raises LapakError as `seat_of` does, or `register_of_another_booth`.
    """
    with office.database.read() as connection:
        seat = seat_of(connection, token, register_id)
        row = connection.execute(
            select(
                RegisterRow.acked_seq,
                RegisterRow.declared_seq,
                RegisterRow.declared_hash,
                RegisterRow.declared_signature,
            ).where(
                RegisterRow.expo_id == seat.expo_id,
                RegisterRow.register_id == sibling,
                RegisterRow.booth_id == seat.booth_id,
            )
        ).one_or_none()
        if row is None:
            raise LapakError("register_of_another_booth")
        theirs = msgspec.structs.replace(seat, register_id=sibling)
        start = min(after, row.acked_seq)
        entries = _entries(connection, theirs, start)
        header = BatchHeader(
            protocol=PROTOCOL,
            register=sibling,
            after_seq=start,
            after_hash=_hash(connection, theirs, start).hex(),
            entries=len(entries),
            head_seq=row.declared_seq,
            head_hash=row.declared_hash.hex(),
            signature=row.declared_signature.hex(),
        )
        told = moments.between(connection, theirs, start, start + len(entries), MAX_ENTRIES)
        return SiblingPage(compress(write_batch(header, entries)), told)


_LAST = 2**53


def _entries(connection: Connection, seat: Seat, after: int) -> list[bytes]:
    found = connection.execute(
        select(JournalRow.entry)
        .where(*_of(seat), JournalRow.seq > after)
        .order_by(JournalRow.seq)
        .limit(MAX_ENTRIES)
    ).scalars()
    entries = [bytes(entry) for entry in found]
    return fit(entries) if entries else []


def _hash(connection: Connection, seat: Seat, seq: int) -> bytes:
    if seq == 0:
        return GENESIS
    chosen = select(JournalRow.hash).where(*_of(seat), JournalRow.seq == seq)
    return bytes(connection.execute(chosen).scalar_one())


def _of(seat: Seat) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return JournalRow.expo_id == seat.expo_id, JournalRow.register_id == seat.register_id
