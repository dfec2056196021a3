"""What a register gets of the other registers of its booth: their entries, as they pushed them."""

import msgspec
from sqlalchemy import select

from pos_app.domain.errors import LapakError
from sync.server.accounts.access import seat_of
from sync.server.journals import moments
from sync.server.journals.stored import stored_batch
from sync.server.office import Office
from sync.server.store.rows import RegisterRow
from sync.wire import MAX_ENTRIES, Sibling, SiblingPage, Siblings, compress, write_batch

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
        same_booth = select(RegisterRow.register_id).where(
            RegisterRow.expo_id == seat.expo_id,
            RegisterRow.register_id == sibling,
            RegisterRow.booth_id == seat.booth_id,
        )
        if connection.execute(same_booth).one_or_none() is None:
            raise LapakError("register_of_another_booth")
        header, entries = stored_batch(connection, seat.expo_id, sibling, after)
        theirs = msgspec.structs.replace(seat, register_id=sibling)
        start = header.after_seq
        told = moments.between(connection, theirs, start, start + len(entries), MAX_ENTRIES)
        return SiblingPage(compress(write_batch(header, entries)), told)


_LAST = 2**53
