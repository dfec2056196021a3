"""A copy of the database that is whole at every moment, even while the till sells."""

import os
from contextlib import suppress
from pathlib import Path

import pysqlite3
from sqlalchemy import Connection

from pos_app.domain.errors import LapakError
from pos_app.store.engine import sync_folder


def copy(db: Connection, target: Path) -> Path:
    """Copy with SQLite's backup API to a durable file that replaces an older one at once.

    Raises LapakError `backup_failed`; an older copy then stays as it was.
    """
    partial = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        _copy_pages(db, partial)
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(target)
        sync_folder(target.parent)
    except (OSError, pysqlite3.Error) as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise LapakError("backup_failed", path=str(target), reason=str(error)) from error
    return target


def _copy_pages(db: Connection, partial: Path) -> None:
    source = db.connection.driver_connection
    assert source is not None
    destination = pysqlite3.connect(str(partial))
    try:
        source.backup(destination)
        destination.execute("PRAGMA journal_mode=DELETE")
    finally:
        destination.close()
