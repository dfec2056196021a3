"""How much a server holds and how far it is behind, for whoever watches it: one question each."""

import msgspec
from sqlalchemy import Connection, Select, func, select

from sync.server.store.database import Database, room_left
from sync.server.store.rows import (
    BoothRow,
    ExpoRow,
    IdentityRow,
    ProjectionMarkRow,
    QuarantineRow,
    RegisterRow,
)


class Gauges(msgspec.Struct, frozen=True):
    """`backlog` are stored entries that no total counts yet; `forked` are registers.

    `disk_free_bytes` is None where the database's disk cannot be seen from here.
    """

    expos: int
    booths: int
    registers: int
    forked: int
    entries: int
    backlog: int
    quarantined: int
    generation: int
    database_bytes: int
    disk_free_bytes: int | None


def gauges(database: Database) -> Gauges:
    """What is held now, over all expos."""
    with database.read() as connection:
        return _gauges(connection, room_left(database))


def _gauges(connection: Connection, disk_free: int | None) -> Gauges:
    registers, forked, entries = connection.execute(
        select(
            func.count(),
            func.count(RegisterRow.forked_at),
            func.coalesce(func.sum(RegisterRow.acked_seq), 0),
        )
    ).one()
    return Gauges(
        expos=_number(connection, select(func.count()).select_from(ExpoRow)),
        booths=_number(connection, select(func.count()).select_from(BoothRow)),
        registers=int(registers),
        forked=int(forked),
        entries=int(entries),
        backlog=backlog(connection),
        quarantined=_number(connection, select(func.count()).select_from(QuarantineRow)),
        generation=_number(connection, select(IdentityRow.generation)),
        database_bytes=database_bytes(connection),
        disk_free_bytes=disk_free,
    )


def backlog(connection: Connection) -> int:
    """Stored entries that the totals do not count yet."""
    behind = RegisterRow.acked_seq - func.coalesce(ProjectionMarkRow.seq, 0)
    return _number(
        connection,
        select(func.coalesce(func.sum(behind), 0))
        .select_from(RegisterRow)
        .outerjoin(
            ProjectionMarkRow,
            (ProjectionMarkRow.expo_id == RegisterRow.expo_id)
            & (ProjectionMarkRow.register_id == RegisterRow.register_id),
        ),
    )


def database_bytes(connection: Connection) -> int:
    """How much room the database takes."""
    if connection.dialect.name == "postgresql":
        size = connection.exec_driver_sql("SELECT pg_database_size(current_database())")
        return int(size.scalar_one())
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())


def _number(connection: Connection, question: Select[int]) -> int:
    return int(connection.execute(question).scalar_one())
