"""The figures that statements are made from, by SQL in one place."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, func, select

from sync.server.figures.totals import expo_totals
from sync.server.settlement.statement import Figures, Head
from sync.server.store.rows import (
    BoothRow,
    HourRollupRow,
    JournalRow,
    ProjectionMarkRow,
    RegisterRow,
)


def figures_of(
    connection: Connection, expo_id: str, booths: Collection[str] = ()
) -> tuple[Figures, ...]:
    """What booths (by id; none is all) took and how complete that is, by code.

    The caller's transaction must be one snapshot. Raises LapakError `expo_unknown`.
    """
    methods = _sums(connection, expo_id, "method")
    days = _sums(connection, expo_id, "business_date")
    heads = _heads(connection, expo_id)
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
            methods=methods.get(total.booth, {}),
            days={date.fromisoformat(day): sum_ for day, sum_ in days[total.booth].items()},
            declared=total.declared,
            held=total.held,
            status=total.status,
            heads=tuple(heads[total.booth]),
        )
        for total in expo_totals(connection, expo_id).booths
        if not booths or total.booth in booths
    )


def _sums(connection: Connection, expo_id: str, column: str) -> dict[str, dict[str, int]]:
    """Turnover of each booth by a column of the rollup, in its order."""
    by = getattr(HourRollupRow, column)
    rows = connection.execute(
        select(
            HourRollupRow.booth_id, by.label("name"), func.sum(HourRollupRow.amount).label("sum")
        )
        .where(HourRollupRow.expo_id == expo_id)
        .group_by(HourRollupRow.booth_id, by)
        .order_by(HourRollupRow.booth_id, by)
    )
    sums: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        sums[row.booth_id][row.name] = int(row.sum)  # PostgreSQL sums bigints to Decimal
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
