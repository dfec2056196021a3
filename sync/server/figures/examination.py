"""Holding the totals against the journals: made again in a copy, and compared."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from sync.server.figures.projection import catch_up, reproject
from sync.server.store.database import Database
from sync.server.store.rows import (
    PROJECTIONS,
    BoothRow,
    ExpoRow,
    QuarantineRow,
    RegisterRow,
    ReturnRow,
    SaleRow,
)

_LARGE = (SaleRow, ReturnRow)


class Held(msgspec.Struct, frozen=True):
    """Entries of a booth that no total counts, and why (a LapakError's code)."""

    expo: str
    booth: str
    reason: str
    entries: int


def differing(copied: Database) -> dict[str, str]:
    """Expos by id, and a table that differs from what their journals make; changes the copy.

    What is only not counted yet does not differ: it is counted first.
    """
    catch_up(copied)
    with copied.read() as connection:
        expos = list(connection.execute(select(ExpoRow.expo_id)).scalars())
    found = {}
    for expo in expos:
        with copied.read() as connection:
            before = dict(_tables(connection, expo))
        reproject(copied, expo)
        with copied.read() as connection:
            table = next(
                (name for name, rows in _tables(connection, expo) if rows != before[name]), ""
            )
        if table:
            found[expo] = table
    return found


def quarantined(connection: Connection) -> tuple[Held, ...]:
    """What is kept and counted nowhere, by booth and reason."""
    rows = connection.execute(
        select(ExpoRow.name, BoothRow.code, QuarantineRow.reason, func.count())
        .join(RegisterRow, RegisterRow.expo_id == ExpoRow.expo_id)
        .join(
            BoothRow,
            (BoothRow.expo_id == RegisterRow.expo_id) & (BoothRow.booth_id == RegisterRow.booth_id),
        )
        .join(
            QuarantineRow,
            (QuarantineRow.expo_id == RegisterRow.expo_id)
            & (QuarantineRow.register_id == RegisterRow.register_id),
        )
        .group_by(ExpoRow.name, BoothRow.code, QuarantineRow.reason)
        .order_by(ExpoRow.name, BoothRow.code)
    )
    return tuple(Held(*row) for row in rows)


def _tables(connection: Connection, expo: str) -> Iterator[tuple[str, Any]]:
    """The rows of each table; of the two that are as long as a journal, their sums by register."""
    for row in PROJECTIONS:
        if row in _LARGE:
            continue
        table = row.__table__
        rows = connection.execute(select(table).where(table.c.expo_id == expo))
        yield row.__tablename__, sorted(repr(tuple(each)) for each in rows)
    for row in _LARGE:
        by_register = (
            select(row.register_id, func.count(), func.sum(row.total), func.sum(row.seq))
            .where(row.expo_id == expo)
            .group_by(row.register_id)
            .order_by(row.register_id)
        )
        yield row.__tablename__, connection.execute(by_register).all()
