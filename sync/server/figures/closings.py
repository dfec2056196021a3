"""Closing an expo: its figures as they stand, kept for good.

A closing never changes. Tills that were away still hand their entries in; those are stored and
counted like any others, told apart as late, and the next closing is a new revision with them.
"""

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_plan import ExpoStatus
from pos_app.domain.moments import moment, stamp
from sync.server.accounts import audit
from sync.server.fair.expos import expo_by_id, relay_of
from sync.server.figures import projection
from sync.server.figures.lateness import latest_closing
from sync.server.figures.totals import expo_totals
from sync.server.office import Office
from sync.server.store.rows import (
    BoothRow,
    ClosedBoothRow,
    ClosedRegisterRow,
    ClosingRow,
    ExpoRow,
    JournalRow,
    ProjectionMarkRow,
)
from sync.wire import BoothTotals, ClosedBooth, Closing

_CLOSED = (
    ClosedBoothRow.booth_id,
    BoothRow.code,
    ClosedBoothRow.sales,
    ClosedBoothRow.voids,
    ClosedBoothRow.refunds,
    ClosedBoothRow.total,
    ClosedBoothRow.declared,
    ClosedBoothRow.held,
    ClosedBoothRow.status,
)


def close_expo(office: Office, expo_id: str) -> Closing:
    """Keep an expo's figures as the next revision; the latest one again if nothing is new.

    Raises LapakError `expo_unknown`, or `expo_closed_elsewhere`
    for one that another server passes on: the figures are complete there first.
    """
    projection.catch_up(office.database, expo_id)
    with office.database.write() as connection:
        expo_by_id(connection, expo_id)
        if relay := relay_of(connection, expo_id):
            raise LapakError("expo_closed_elsewhere", server=relay)
        projection.lock(connection, expo_id)  # so figures and marks belong together
        marks = _marks(connection, expo_id)
        booths = tuple(map(_closed, expo_totals(connection, expo_id).booths))
        latest = latest_closing(connection, expo_id).revision
        if latest and _is_same(connection, expo_id, latest, booths, marks):
            return closing_of(connection, expo_id, latest)
        closing = Closing(latest + 1, office.clock(), office.by, booths)
        keep(connection, expo_id, closing, marks)
        told = {"revision": closing.revision, "total": sum(booth.total for booth in booths)}
        audit.note(connection, office, "expo.closed", expo_id, **told)
    return closing


def closings(connection: Connection, expo_id: str) -> tuple[Closing, ...]:
    """All revisions of an expo's figures, the first one first; raises `expo_unknown`."""
    expo_by_id(connection, expo_id)
    rows = connection.execute(
        select(ClosingRow.revision)
        .where(ClosingRow.expo_id == expo_id)
        .order_by(ClosingRow.revision)
    )
    return tuple(closing_of(connection, expo_id, revision) for revision in rows.scalars())


def _closed(booth: BoothTotals) -> ClosedBooth:
    return ClosedBooth(
        booth=booth.booth,
        code=booth.code,
        sales=booth.sales,
        voids=booth.voids,
        refunds=booth.refunds,
        total=booth.total,
        declared=booth.declared,
        held=booth.held,
        status=booth.status,
    )


def _marks(connection: Connection, expo_id: str) -> dict[str, tuple[int, bytes]]:
    """How far each register's journal is counted: the head that the figures stand on."""
    rows = connection.execute(
        select(ProjectionMarkRow.register_id, ProjectionMarkRow.seq, JournalRow.hash)
        .join(
            JournalRow,
            (JournalRow.expo_id == ProjectionMarkRow.expo_id)
            & (JournalRow.register_id == ProjectionMarkRow.register_id)
            & (JournalRow.seq == ProjectionMarkRow.seq),
        )
        .where(ProjectionMarkRow.expo_id == expo_id)
    )
    return {row.register_id: (row.seq, row.hash) for row in rows}


def _is_same(
    connection: Connection,
    expo_id: str,
    revision: int,
    booths: tuple[ClosedBooth, ...],
    marks: dict[str, tuple[int, bytes]],
) -> bool:
    rows = connection.execute(
        select(ClosedRegisterRow.register_id, ClosedRegisterRow.seq, ClosedRegisterRow.hash).where(
            ClosedRegisterRow.expo_id == expo_id, ClosedRegisterRow.revision == revision
        )
    )
    counted = {row.register_id: (row.seq, row.hash) for row in rows}
    return counted == marks and closing_of(connection, expo_id, revision).booths == booths


def keep(
    connection: Connection, expo_id: str, closing: Closing, marks: dict[str, tuple[int, bytes]]
) -> None:
    """Write a revision, and for each register the head (seq, hash) that it stands on."""
    place = {"expo_id": expo_id, "revision": closing.revision}
    made = {"closed_at": stamp(closing.at), "closed_by": closing.by}
    connection.execute(insert(ClosingRow).values(**place, **made))
    mine = update(ExpoRow).where(ExpoRow.expo_id == expo_id)
    connection.execute(mine.values(status=ExpoStatus.CLOSED))
    booths = [{**place, **_columns(booth)} for booth in closing.booths]
    counted = [
        {**place, "register_id": register, "seq": seq, "hash": digest}
        for register, (seq, digest) in marks.items()
    ]
    for table, rows in ((ClosedBoothRow, booths), (ClosedRegisterRow, counted)):
        if rows:
            connection.execute(insert(table), rows)


def _columns(booth: ClosedBooth) -> dict[str, Any]:
    return {
        "booth_id": booth.booth,
        "sales": booth.sales,
        "voids": booth.voids,
        "refunds": booth.refunds,
        "total": booth.total,
        "declared": booth.declared,
        "held": booth.held,
        "status": booth.status,
    }


def closing_of(connection: Connection, expo_id: str, revision: int) -> Closing:
    """A revision that is held."""
    made = connection.execute(
        select(ClosingRow.closed_at, ClosingRow.closed_by).where(
            ClosingRow.expo_id == expo_id, ClosingRow.revision == revision
        )
    ).one()
    booths = connection.execute(
        select(*_CLOSED)
        .join(
            BoothRow,
            (BoothRow.expo_id == ClosedBoothRow.expo_id)
            & (BoothRow.booth_id == ClosedBoothRow.booth_id),
        )
        .where(ClosedBoothRow.expo_id == expo_id, ClosedBoothRow.revision == revision)
    )
    told = sorted(map(_booth, booths), key=lambda booth: booth.code)
    return Closing(revision, moment(made.closed_at), made.closed_by, tuple(told))


def _booth(row: Row[str, str, int, int, int, int, int, int, str]) -> ClosedBooth:
    return ClosedBooth(*row)
