"""A server's whole database as one file, and an empty database filled from such a file.

The file is always a server's own SQLite database, whatever it was made from: it can be opened,
examined and served as it is, and put back into SQLite or PostgreSQL. `pg_dump` would make one that
only PostgreSQL reads, and only where somebody installed it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pysqlite3
from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from pos_app.domain.errors import LapakError
from sync.server.store.database import APPLICATION_ID, Database, Values, connect, insert_many
from sync.server.store.generation import NoticedBy, raise_generation, seen_generation
from sync.server.store.rows import IdentityRow, RegisterRow, Row
from sync.server.store.upgrade import upgrade

_ROWS = 500
_NOT_BACK = frozenset({"session", "attempt", "first_link"})
"""What is good for a while only: after a restore everybody logs in anew."""

_MADE_BY_ITSELF = _NOT_BACK | {"identity", "restoration"}
"""What a server that nobody has used yet may hold already."""


class Kept(msgspec.Struct, frozen=True):
    """How much a file holds; `generation` is the one that its data are in."""

    registers: int
    entries: int
    generation: int


def back_up(database: Database, target: Path) -> Kept:
    """Write everything into a new file, as it stood at one moment; the server may be running.

    The file holds the server's private key: only its owner may read it. Raises LapakError
    `backup_exists`, or `backup_failed`; then nothing lies there.
    """
    if target.exists():
        raise LapakError("backup_exists", path=str(target))
    partial = target.with_name(f"{target.name}.part")
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL, 0o600))
        kept = _written(database, partial)
        partial.replace(target)
    except (OSError, DBAPIError, pysqlite3.dbapi2.Error) as error:
        raise LapakError("backup_failed", path=str(target), reason=str(error)) from error
    finally:
        for left in (partial, *(Path(f"{partial}-{end}") for end in ("wal", "shm", "journal"))):
            with suppress(OSError):
                left.unlink(missing_ok=True)
    return kept


def restore(database: Database, source: Path, now: datetime) -> Kept:
    """Fill an empty database from such a file, all of it or nothing, and begin a new generation.

    So tills send again what the file does not hold. The file stays as it is. Raises LapakError
    `backup_unusable`, `database_newer`, `database_not_empty`, or as `upgrade` does.
    """
    if not source.is_file():
        raise LapakError("backup_unusable", path=str(source), reason="no such file")
    # A file of an older Lapak is brought up to date in a copy, never in place.
    with tempfile.TemporaryDirectory(prefix="lapak-") as folder:
        copied = Path(folder) / "copy.db"
        with closing(_examined(source, copied)) as held:
            upgrade(database)
            with held.read() as old, database.write() as new:
                _fill(old, new, above=seen_generation(database, _server_id(old)), now=now)
                return _kept(new)


def _written(database: Database, partial: Path) -> Kept:
    if database.is_sqlite:
        _copy_file(database, partial)
    copied = connect(str(partial))
    try:
        if not database.is_sqlite:
            upgrade(copied)
            with database.read() as old, copied.rebuild() as new:
                _copy_rows(old, new, frozenset())
        kept = _alone(copied)
    finally:
        copied.close()
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    return kept


def _copy_file(database: Database, target: Path) -> None:
    copied = connect(str(target))
    try:
        with database.read() as here, copied.engine.connect() as there:
            # In one step, so that what is pushed meanwhile does not begin it again and again.
            _driver(here).backup(_driver(there), pages=-1)
    finally:
        copied.close()


def _alone(copied: Database) -> Kept:
    """Leave one file without a log beside it, once it was found to be sound."""
    copied.close()  # a log goes only when nobody else has the file open
    with copied.engine.connect() as connection:
        driver = _driver(connection)
        [(found,)] = driver.execute("PRAGMA quick_check(1)").fetchall()
        if found != "ok":
            raise OSError(found)
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        driver.execute("PRAGMA journal_mode=DELETE")
        driver.execute("PRAGMA synchronous=FULL")
    with copied.engine.connect() as connection:
        return _kept(connection)


def _examined(source: Path, copied: Path) -> Database:
    """A copy of a file, known to be sound and brought up to date."""
    try:
        shutil.copyfile(source, copied)
        log = Path(f"{source}-wal")
        if log.exists():
            shutil.copyfile(log, f"{copied}-wal")
        held = connect(str(copied))
        _check_sound(held, source)
        upgrade(held)
    except (OSError, DBAPIError) as error:
        raise LapakError("backup_unusable", path=str(source), reason=str(error)) from error
    except LapakError as error:
        if error.code == "database_newer":
            raise
        reason = str(error)
        raise LapakError("backup_unusable", path=str(source), reason=reason) from error
    return held


def _check_sound(held: Database, source: Path) -> None:
    with held.read() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
            found = "not Lapak's"
    if found != "ok":
        raise LapakError("backup_unusable", path=str(source), reason=str(found))


def _fill(old: Connection, new: Connection, above: int, now: datetime) -> None:
    for table in Row.metadata.sorted_tables:
        is_used = new.execute(select(func.count()).select_from(table)).scalar_one()
        if is_used and table.name not in _MADE_BY_ITSELF:
            raise LapakError("database_not_empty", table=table.name)
    for name in _MADE_BY_ITSELF:
        new.execute(Row.metadata.tables[name].delete())
    _copy_rows(old, new, _NOT_BACK)
    raise_generation(new, now, NoticedBy.RESTORE, above=above)


def _copy_rows(old: Connection, new: Connection, left_out: frozenset[str]) -> None:
    for table in Row.metadata.sorted_tables:
        if table.name in left_out:
            continue
        into = f"{table.name} ({', '.join(column.name for column in table.columns)})"
        for rows in _portions(old, table):
            insert_many(new, into, rows)


def _portions(connection: Connection, table: Table) -> Iterator[list[Values]]:
    found = connection.execution_options(yield_per=_ROWS).execute(select(table))
    for rows in found.partitions():
        yield [tuple(row) for row in rows]


def _kept(connection: Connection) -> Kept:
    held = func.coalesce(func.sum(RegisterRow.acked_seq), 0)
    registers, entries = connection.execute(select(func.count(), held)).one()
    generation = connection.execute(select(IdentityRow.generation)).scalar_one()
    return Kept(int(registers), int(entries), generation)


def _server_id(connection: Connection) -> str:
    return str(connection.execute(select(IdentityRow.server_id)).scalar_one())


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
