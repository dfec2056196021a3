"""What came in after an expo was closed: everything beyond what its latest closing counted."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, func, select

from pos_app.domain.moments import moment
from sync.server.store.rows import ClosedRegisterRow, ClosingRow, RegisterRow


class LatestClosing(msgspec.Struct, frozen=True):
    """The revision that stands, and when it was made; 0 and None while the expo is open."""

    revision: int = 0
    at: datetime | None = None


def latest_closing(connection: Connection, expo_id: str) -> LatestClosing:
    """The revision of an expo's figures that stands."""
    row = connection.execute(
        select(ClosingRow.revision, ClosingRow.closed_at)
        .where(ClosingRow.expo_id == expo_id)
        .order_by(ClosingRow.revision.desc())
        .limit(1)
    ).one_or_none()
    return LatestClosing(row.revision, moment(row.closed_at)) if row else LatestClosing()


def late_entries(connection: Connection, expo_id: str, closing: LatestClosing) -> dict[str, int]:
    """How many entries came in since a closing, by booth; none while the expo is open."""
    if not closing.revision:
        return {}
    counted = func.coalesce(ClosedRegisterRow.seq, 0)
    rows = connection.execute(
        select(RegisterRow.booth_id, func.sum(RegisterRow.acked_seq - counted))
        .outerjoin(
            ClosedRegisterRow,
            (ClosedRegisterRow.expo_id == RegisterRow.expo_id)
            & (ClosedRegisterRow.register_id == RegisterRow.register_id)
            & (ClosedRegisterRow.revision == closing.revision),
        )
        .where(RegisterRow.expo_id == expo_id)
        .group_by(RegisterRow.booth_id)
    )
    return {booth: int(entries) for booth, entries in rows if entries}
