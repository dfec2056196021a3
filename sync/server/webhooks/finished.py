"""Which booths are finished: all shifts closed on the last day, and all of it here.

This is asked of what stands, not of what changes: whatever made a booth complete (a push, a file
that was brought, an entry that could be read after an upgrade), the next look finds it, and finds
it once.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, and_, func, select

from sync.server.fair.expo_details import details_of
from sync.server.figures.totals import COMPLETE, expo_totals
from sync.server.store.rows import (
    ContinuationRow,
    HappeningRow,
    ProjectionMarkRow,
    QuarantineRow,
    RegisterRow,
    ShiftClosingRow,
    ShiftOpeningRow,
    ZReportRow,
)
from sync.server.webhooks import happenings
from sync.server.webhooks.happenings import BoothTold, Happening
from sync.wire import BoothTotals


class _Shifts(msgspec.Struct):
    """The shifts of a booth: the marks of closed ones, the latest day and moment, any open one."""

    closed: set[str] = msgspec.field(default_factory=set)
    last_day: str = ""
    closed_at: str = ""
    is_open: bool = False

    @property
    def mark(self) -> str:
        """The same for the same closed shifts, in whatever order they came."""
        return hashlib.sha256("\n".join(sorted(self.closed)).encode()).hexdigest()[:32]


class Finished(msgspec.Struct, frozen=True):
    """A booth that is finished and was not noted so: what it is noted by, and what is told."""

    subject: str
    body: bytes


def standing(connection: Connection, expo_id: str) -> tuple[object, ...]:
    """What `finished` depends on, in a few sums: while they stay no booth gets finished.

    Raises LapakError `expo_unknown`.
    """
    seats, counted, flawed = RegisterRow, ProjectionMarkRow, QuarantineRow
    questions = (
        select(
            func.count(),
            *(func.sum(each) for each in (seats.acked_seq, seats.declared_seq)),
            func.count(seats.forked_at),
        ).where(seats.expo_id == expo_id),
        select(func.sum(counted.seq)).where(counted.expo_id == expo_id),
        *(
            select(func.count()).select_from(table).where(table.expo_id == expo_id)
            for table in (flawed, ContinuationRow, ZReportRow, ShiftClosingRow)
        ),
    )
    sums = (tuple(connection.execute(question).one()) for question in questions)
    return (details_of(connection, expo_id).last_day, *sums)


def finished(connection: Connection, expo_id: str) -> tuple[Finished, ...]:
    """The booths that are finished and were not noted so.

    Without a last day the organizer has not said when the expo ends, so any day can be the last.
    Raises LapakError `expo_unknown`.
    """
    last = details_of(connection, expo_id).last_day
    ended = last.isoformat() if last else ""
    known = _known(connection, expo_id)
    fresh = {
        booth: shifts
        for booth, shifts in _shifts(connection, expo_id).items()
        if shifts.closed and not shifts.is_open and shifts.last_day >= ended
        if f"{booth}/{shifts.mark}" not in known
    }
    if not fresh:
        return ()
    return tuple(
        _told(expo_id, booth, fresh[booth.booth])
        for booth in expo_totals(connection, expo_id).booths
        if booth.booth in fresh and booth.status == COMPLETE
    )


def note(connection: Connection, expo_id: str, found: Iterable[Finished]) -> None:
    """Note them, for programs to be told; what was noted meanwhile stays so."""
    for one in found:
        happenings.note(connection, expo_id, Happening.BOOTH_FINISHED, one.subject, one.body)


def _told(expo_id: str, booth: BoothTotals, shifts: _Shifts) -> Finished:
    told = BoothTold(
        expo=expo_id,
        booth=booth.booth,
        booth_code=booth.code,
        shifts=len(shifts.closed),
        last_day=shifts.last_day,
        sales=booth.sales,
        turnover=booth.total,
    )
    body = happenings.body(Happening.BOOTH_FINISHED, shifts.closed_at, told)
    return Finished(f"{booth.booth}/{shifts.mark}", body)


def _shifts(connection: Connection, expo_id: str) -> dict[str, _Shifts]:
    opened, closed = ShiftOpeningRow, ShiftClosingRow
    same = and_(
        closed.expo_id == opened.expo_id,
        closed.booth_id == opened.booth_id,
        closed.shift_id == opened.shift_id,
    )
    rows = connection.execute(
        select(
            *(opened.booth_id, opened.business_date, closed.register_id, closed.seq),
            *(closed.digest, closed.at),
        )
        .outerjoin(closed, same)
        .where(opened.expo_id == expo_id)
    )
    found: dict[str, _Shifts] = defaultdict(_Shifts)
    for row in rows:
        shifts = found[row.booth_id]
        if row.seq is None:
            shifts.is_open = True
            continue
        shifts.closed.add(f"{row.register_id}/{row.seq}/{row.digest}")
        shifts.last_day = max(shifts.last_day, row.business_date)
        shifts.closed_at = max(shifts.closed_at, row.at)
    return found


def _known(connection: Connection, expo_id: str) -> set[str]:
    noted = select(HappeningRow.subject).where(
        HappeningRow.expo_id == expo_id, HappeningRow.kind == Happening.BOOTH_FINISHED.value
    )
    return set(connection.execute(noted).scalars())
