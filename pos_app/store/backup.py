"""A copy of the database that is whole at every moment, even while the till sells."""

import itertools
import os
import shutil
from contextlib import suppress
from pathlib import Path

import pysqlite3
from sqlalchemy import Connection

from pos_app.domain.errors import LapakError
from pos_app.store.engine import sync_folder


def folder_of(database: Path) -> Path:
    """Where a database's copies are kept: beside its folder."""
    folder = database.absolute().parent
    return folder.with_name(f"{folder.name}.backups")


def copies_in(folder: Path) -> list[Path]:
    """The copies in a folder, the oldest first."""
    return sorted(folder.glob("lapak-*.db"))


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


def restore(copied: Path, database: Path) -> Path:
    """Put a copy in a database's place, durably; what stood there is set aside.

    Raises LapakError `restore_failed`; nothing is lost then.
    """
    partial = database.with_name(f"{database.name}.part")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copied, partial)
        with partial.open("rb+") as written:
            os.fsync(written.fileno())
        set_aside(database)
        partial.replace(database)
        sync_folder(database.parent)
    except OSError as error:
        raise LapakError("restore_failed", path=str(copied), reason=str(error)) from error
    return database


def set_aside(path: Path) -> None:
    """Rename a file, and a database's log with it, to a name that is free.

    Raises LapakError `restore_failed`.
    """
    numbers = itertools.count(1)
    aside = next(name for n in numbers if not (name := Path(f"{path}.old-{n}")).exists())
    try:
        for suffix in ("-wal", "-shm", ""):
            found = Path(f"{path}{suffix}")
            if found.exists():
                found.replace(f"{aside}{suffix}")
    except OSError as error:
        raise LapakError("restore_failed", path=str(path), reason=str(error)) from error


def _copy_pages(db: Connection, partial: Path) -> None:
    source = db.connection.driver_connection
    assert source is not None
    destination = pysqlite3.connect(str(partial))
    try:
        source.backup(destination)
        destination.execute("PRAGMA journal_mode=DELETE")
    finally:
        destination.close()
