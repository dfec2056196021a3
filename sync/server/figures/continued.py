"""Which registers of an expo go on as others, since when and why, and what is still to come in."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from pos_app.domain.moments import moment
from sync.server.journals.carried import Gap, filled
from sync.server.store.rows import ContinuationRow, JournalRow, RegisterRow


class Continuation(msgspec.Struct, frozen=True):
    """A register that goes on as `register`, by ids; `because` is empty where somebody joined anew.

    `awaited` entries it has told of and nobody has handed over; `since` is by the till's clock.
    """

    earlier: str
    register: str
    because: str
    since: datetime
    awaited: int


def continuations(connection: Connection, expo_id: str) -> tuple[Continuation, ...]:
    """All of an expo between registers that joined here, in no order."""
    old = aliased(RegisterRow)
    rows = connection.execute(
        select(
            ContinuationRow.register_id,
            ContinuationRow.continued_by,
            ContinuationRow.because,
            JournalRow.at,
            old.acked_seq,
            old.declared_seq,
            old.declared_hash,
        )
        .join(
            JournalRow,
            (JournalRow.expo_id == ContinuationRow.expo_id)
            & (JournalRow.register_id == ContinuationRow.continued_by)
            & (JournalRow.seq == 1),
        )
        .join(
            old,
            (old.expo_id == ContinuationRow.expo_id)
            & (old.register_id == ContinuationRow.register_id),
        )
        .where(ContinuationRow.expo_id == expo_id)
    ).all()
    gaps = {
        row.register_id: Gap(row.acked_seq, row.declared_seq, row.declared_hash.hex())
        for row in rows
        if row.declared_seq > row.acked_seq
    }
    came = filled(connection, expo_id, gaps)
    return tuple(
        Continuation(
            earlier=row.register_id,
            register=row.continued_by,
            because=row.because,
            since=moment(row.at),
            awaited=max(0, row.declared_seq - row.acked_seq - came.get(row.register_id, 0)),
        )
        for row in rows
    )
