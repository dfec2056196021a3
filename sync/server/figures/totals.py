"""What booths have turned over and how complete that is, from rollups and register rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, func, select

from pos_app.domain.moments import moment
from pos_app.domain.register import Booth
from sync.server.fair.expos import booths_of, expo_by_id
from sync.server.figures import losses
from sync.server.figures.lateness import late_entries, latest_closing
from sync.server.figures.over_returns import over_returned
from sync.server.figures.z_reports import Declared, Standing, declared
from sync.server.journals.carried import Gap, filled
from sync.server.store.rows import (
    ContinuationRow,
    DayRollupRow,
    ProjectionMarkRow,
    QuarantineRow,
    RegisterRow,
)
from sync.wire import BoothTotals, ExpoTotals

COMPLETE = "complete"
BEHIND = "behind"
UNCOUNTED = "uncounted"
QUARANTINED = "quarantined"
FORKED = "forked"
NEVER_SEEN = "never_seen"
DISPUTED = frozenset({Standing.DIFFERS, Standing.OTHER_HISTORY})


class _Turnover(msgspec.Struct, frozen=True):
    """What a booth took, less voids and refunds, and how many of each there were."""

    sales: int = 0
    voids: int = 0
    refunds: int = 0
    total: int = 0


class _Held(msgspec.Struct, frozen=True):
    """How far one register's journal has come in, and how much of it the totals hold."""

    declared: int
    held: int
    counted: int
    quarantined: int
    last_seen: datetime | None
    forked: bool
    clock_wrong: bool


def expo_totals(connection: Connection, expo_id: str) -> ExpoTotals:
    """The expo's booths by code, and their sums; raises LapakError `expo_unknown`.

    The caller's transaction must be one snapshot, so that sums and completeness belong together.
    """
    expo = expo_by_id(connection, expo_id)
    closing = latest_closing(connection, expo_id)
    late = late_entries(connection, expo_id, closing)
    booths = _totals(connection, expo_id, booths_of(connection, expo_id), late)
    return ExpoTotals(
        expo=expo,
        total=sum(booth.total for booth in booths),
        sales=sum(booth.sales for booth in booths),
        complete=sum(booth.status == COMPLETE for booth in booths),
        booths=booths,
        revision=closing.revision,
        closed_at=closing.at,
        late=sum(late.values()),
    )


def booth_totals(connection: Connection, expo_id: str, booth: Booth) -> BoothTotals:
    """What `expo_totals` says of one booth, without a look at the others' registers."""
    late = late_entries(connection, expo_id, latest_closing(connection, expo_id))
    [found] = _totals(connection, expo_id, [booth], late, booth.id)
    return found


def _totals(
    connection: Connection,
    expo_id: str,
    booths: Sequence[Booth],
    late: Mapping[str, int],
    only: str = "",
) -> tuple[BoothTotals, ...]:
    """The totals of all booths of an expo, or only of the one with an id."""
    turnover = _turnover(connection, expo_id, only)
    papers = tuple(paper for paper in declared(connection, expo_id) if only in {"", paper.booth_id})
    registers = _registers(connection, expo_id, papers, only)
    flagged = over_returned(connection, expo_id)
    told: dict[str, list[Declared]] = defaultdict(list)
    for paper in papers:
        told[paper.booth_id].append(paper)
    return tuple(
        _booth_totals(
            booth,
            turnover.get(booth.id, _Turnover()),
            registers[booth.id],
            flagged.get(booth.id, ()),
            late.get(booth.id, 0),
            told[booth.id],
        )
        for booth in booths
    )


def _booth_totals(
    booth: Booth,
    turnover: _Turnover,
    registers: list[_Held],
    over_returned: tuple[str, ...],
    late: int,
    papers: list[Declared],
) -> BoothTotals:
    awaited = [paper.turnover for paper in papers if paper.standing is Standing.AWAITED]
    declared = sum(register.declared for register in registers)
    held = sum(register.held for register in registers)
    seen = [register.last_seen for register in registers if register.last_seen]
    return BoothTotals(
        booth=booth.id,
        code=booth.code,
        name=booth.name,
        sales=turnover.sales,
        total=turnover.total,
        declared=declared,
        held=held,
        missing=declared - held,
        quarantined=sum(register.quarantined for register in registers),
        last_seen=max(seen, default=None),
        status=_status(registers),
        clock_wrong=any(register.clock_wrong for register in registers),
        voids=turnover.voids,
        refunds=turnover.refunds,
        over_returned=over_returned,
        late=late,
        awaited=len(awaited),
        awaited_total=sum(awaited),
        disputed=sum(paper.standing in DISPUTED for paper in papers),
    )


def _status(registers: list[_Held]) -> str:
    """The word for the worst that is known of a booth's registers."""
    if not any(register.last_seen or register.declared for register in registers):
        return NEVER_SEEN
    if any(register.forked for register in registers):
        return FORKED
    if any(register.quarantined for register in registers):
        return QUARANTINED
    if any(register.declared > register.held for register in registers):
        return BEHIND
    if any(register.held > register.counted for register in registers):
        return UNCOUNTED
    return COMPLETE


def _turnover(connection: Connection, expo_id: str, only: str) -> dict[str, _Turnover]:
    rows = connection.execute(
        select(
            DayRollupRow.booth_id,
            func.sum(DayRollupRow.sales).label("sales"),
            func.sum(DayRollupRow.voids).label("voids"),
            func.sum(DayRollupRow.refunds).label("refunds"),
            func.sum(DayRollupRow.amount).label("total"),
        )
        .where(*_of(DayRollupRow, expo_id, only))
        .group_by(DayRollupRow.booth_id)
    )
    # PostgreSQL sums bigints to Decimal.
    return {
        row.booth_id: _Turnover(int(row.sales), int(row.voids), int(row.refunds), int(row.total))
        for row in rows
    }


def _registers(
    connection: Connection, expo_id: str, papers: tuple[Declared, ...], only: str
) -> dict[str, list[_Held]]:
    """The registers of each booth; a Z report's code declares entries as a push does."""
    flawed = _quarantined(connection, expo_id)
    settled = set(
        connection.execute(
            select(ContinuationRow.register_id).where(ContinuationRow.expo_id == expo_id)
        ).scalars()
    )
    rows = connection.execute(
        select(
            RegisterRow.booth_id,
            RegisterRow.register_id,
            RegisterRow.declared_seq,
            RegisterRow.declared_hash,
            RegisterRow.acked_seq,
            RegisterRow.last_seen,
            RegisterRow.forked_at,
            RegisterRow.clock_ahead_seq,
            RegisterRow.clock_back_seq,
            func.coalesce(ProjectionMarkRow.seq, 0).label("counted"),
        )
        .outerjoin(
            ProjectionMarkRow,
            (ProjectionMarkRow.expo_id == RegisterRow.expo_id)
            & (ProjectionMarkRow.register_id == RegisterRow.register_id),
        )
        .where(*_of(RegisterRow, expo_id, only))
    ).all()
    gaps = _gaps(rows, papers, losses.once_held(connection, expo_id))
    elsewhere = filled(connection, expo_id, gaps)
    registers: dict[str, list[_Held]] = defaultdict(list)
    for row in rows:
        gap = gaps.get(row.register_id)
        held = _Held(
            # What came within a later register's journal is declared and held there.
            declared=gap.declared - elsewhere.get(row.register_id, 0) if gap else row.acked_seq,
            held=row.acked_seq,
            counted=row.counted,
            quarantined=flawed.get(row.register_id, 0),
            last_seen=moment(row.last_seen) if row.last_seen else None,
            # Once the device goes on as another register, its second branch comes in there.
            forked=row.forked_at is not None and row.register_id not in settled,
            clock_wrong=(row.clock_ahead_seq or row.clock_back_seq) is not None,
        )
        registers[row.booth_id].append(held)
    return registers


def _of(
    table: type[DayRollupRow | RegisterRow], expo_id: str, only: str
) -> tuple[ColumnElement[bool], ...]:
    mine = table.expo_id == expo_id
    return (mine, table.booth_id == only) if only else (mine,)


def _gaps(
    rows: Sequence[Row[*tuple[Any, ...]]], papers: tuple[Declared, ...], lost: Mapping[str, int]
) -> dict[str, Gap]:
    """What registers declared, by push, on paper or with a receipt, beyond what is held of them."""
    ends = {row.register_id: (row.declared_seq, row.declared_hash.hex()) for row in rows}
    for register, seq in lost.items():
        if register in ends:
            ends[register] = max(ends[register], (seq, ""))
    for paper in papers:
        ends[paper.register_id] = max(ends[paper.register_id], (paper.seq, paper.hash))
    held = {row.register_id: row.acked_seq for row in rows}
    return {
        register: Gap(held[register], *end)
        for register, end in ends.items()
        if end[0] > held[register]
    }


def _quarantined(connection: Connection, expo_id: str) -> dict[str, int]:
    rows = connection.execute(
        select(QuarantineRow.register_id, func.count().label("entries"))
        .where(QuarantineRow.expo_id == expo_id)
        .group_by(QuarantineRow.register_id)
    )
    return {row.register_id: row.entries for row in rows}
