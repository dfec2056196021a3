"""When shared entries were written: by the registers' clocks, less what those were off.

Registers of one booth change the same products and orders, and the later change counts. Clocks of
old laptops are hours off, so a till says with each push what its clock shows. What is settled
here never changes, and every till gets it: so the same change counts everywhere.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, select

from pos_app.domain.continuation import KIND as CARRIED
from pos_app.domain.continuation import unwrapped
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry
from pos_app.domain.kinds import SHARED
from sync.server.accounts.access import Seat
from sync.server.store.database import insert_many
from sync.server.store.rows import MomentRow
from sync.server.store.statements import Statement

TOLERANCE_MS = 5_000
"""A clock that is off by less is taken at its word: a push is under way for that long."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HERE = (
    MomentRow.expo_id == bindparam("expo"),
    MomentRow.register_id == bindparam("register"),
)
_LATEST = Statement(select(func.max(MomentRow.at_ms)).where(*_HERE))


def settle(
    connection: Connection,
    seat: Seat,
    fresh: Sequence[Entry],
    sent_at: datetime | None,
    now: datetime,
) -> None:
    """Settle the moments of new entries; never later than now, never before an earlier entry's.

    What was carried over was said before: at its own moment, by the clock of the same machine.
    """
    shared = [(entry.seq, said) for entry in fresh if (said := _said(entry)).kind in SHARED]
    if not shared:
        return
    here = milliseconds(now)
    skew = milliseconds(sent_at) - here if sent_at else 0
    skew = skew if abs(skew) >= TOLERANCE_MS else 0
    latest = _LATEST.run(connection, **_place(seat)).scalar_one() or 0
    rows = []
    carried = {entry.seq for entry in fresh if entry.kind == CARRIED}
    for seq, said in shared:
        at = min(milliseconds(said.at) - skew, here)
        if seq not in carried:
            at = latest = max(latest, at)
        rows.append((seat.expo_id, seat.register_id, seq, at))
    insert_many(connection, "moment (expo_id, register_id, seq, at_ms)", rows)


def _said(entry: Entry) -> Entry:
    try:
        return unwrapped(entry)
    except LapakError:
        return entry  # what cannot be read is kept, and means nothing


def between(
    connection: Connection, seat: Seat, after: int, last: int, most: int
) -> tuple[tuple[int, int], ...]:
    """(seq, milliseconds since 1970) of at most `most` entries after a seq, up to the last."""
    chosen = (
        select(MomentRow.seq, MomentRow.at_ms)
        .where(*_HERE, MomentRow.seq > after, MomentRow.seq <= last)
        .order_by(MomentRow.seq)
        .limit(most)
    )
    return tuple((row.seq, row.at_ms) for row in connection.execute(chosen, _place(seat)))


def milliseconds(at: datetime) -> int:
    """Since 1970."""
    return round((at - _EPOCH).total_seconds() * 1000)


def _place(seat: Seat) -> dict[str, str]:
    return {"expo": seat.expo_id, "register": seat.register_id}
