"""The figures that statements are made from, by SQL in one place."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection, select

from sync.server.figures.live import open_shifts
from sync.server.figures.totals import expo_totals
from sync.server.settlement.statement import DaySum, Figures, Head
from sync.server.store.rows import (
    BoothRow,
    DayRollupRow,
    JournalRow,
    ProjectionMarkRow,
    RegisterRow,
)

K = TypeVar("K", str, date)


def figures_of(
    connection: Connection, expo_id: str, booths: Collection[str] = ()
) -> tuple[Figures, ...]:
    """What booths (by id; none is all) took and how complete that is, by code.

    The caller's transaction must be one snapshot. Raises LapakError `expo_unknown`.
    """
    sums = _sums(connection, expo_id)
    heads = _heads(connection, expo_id)
    shifts = open_shifts(connection, expo_id)
    clusters = _clusters(connection, expo_id)
    return tuple(
        Figures(
            booth=total.booth,
            code=total.code,
            name=total.name,
            cluster=clusters[total.booth],
            sales=total.sales,
            voids=total.voids,
            refunds=total.refunds,
            methods=_added((one.method, one.amount) for one in sums[total.booth]),
            days=_added((one.day, one.amount) for one in sums[total.booth]),
            declared=total.declared,
            held=total.held,
            status=total.status,
            heads=tuple(heads[total.booth]),
            sums=tuple(sums[total.booth]),
            open_since=shifts.get(total.booth),
        )
        for total in expo_totals(connection, expo_id).booths
        if not booths or total.booth in booths
    )


def _sums(connection: Connection, expo_id: str) -> dict[str, list[DaySum]]:
    """What each booth took by business date and method, in their order."""
    row = DayRollupRow
    rows = connection.execute(
        select(
            *(row.booth_id, row.business_date, row.method),
            *(row.sales, row.voids, row.refunds, row.amount),
        )
        .where(row.expo_id == expo_id)
        .order_by(row.booth_id, row.business_date, row.method)
    )
    sums: dict[str, list[DaySum]] = defaultdict(list)
    for one in rows:
        day = date.fromisoformat(one.business_date)
        made = DaySum(day, one.method, one.sales, one.voids, one.refunds, one.amount)
        sums[one.booth_id].append(made)
    return sums


def _added(amounts: Iterable[tuple[K, int]]) -> dict[K, int]:
    """Amounts by their key, in the keys' order."""
    sums: dict[K, int] = {}
    for key, amount in sorted(amounts):
        sums[key] = sums.get(key, 0) + amount
    return sums


def _heads(connection: Connection, expo_id: str) -> dict[str, list[Head]]:
    """How far each register's journal is counted, by booth."""
    rows = connection.execute(
        select(
            RegisterRow.booth_id,
            RegisterRow.register_id,
            RegisterRow.code,
            ProjectionMarkRow.seq,
            JournalRow.hash,
        )
        .join(
            ProjectionMarkRow,
            (ProjectionMarkRow.expo_id == RegisterRow.expo_id)
            & (ProjectionMarkRow.register_id == RegisterRow.register_id),
        )
        .join(
            JournalRow,
            (JournalRow.expo_id == ProjectionMarkRow.expo_id)
            & (JournalRow.register_id == ProjectionMarkRow.register_id)
            & (JournalRow.seq == ProjectionMarkRow.seq),
        )
        .where(RegisterRow.expo_id == expo_id)
        .order_by(RegisterRow.register_id)
    )
    heads: dict[str, list[Head]] = defaultdict(list)
    for row in rows:
        code = row.code
        heads[row.booth_id].append(Head(row.register_id, code, row.seq, bytes(row.hash).hex()))
    return heads


def _clusters(connection: Connection, expo_id: str) -> dict[str, str]:
    rows = connection.execute(
        select(BoothRow.booth_id, BoothRow.cluster).where(BoothRow.expo_id == expo_id)
    )
    return {row.booth_id: row.cluster for row in rows}
