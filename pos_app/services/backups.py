"""Copies of the till's database in a second place, and what to do when the database itself is lost.

The latest few copies are kept.
"""

from pathlib import Path

from pos_app.domain.errors import LapakError
from pos_app.services.till import Till
from pos_app.store import backup
from pos_app.store.database import Work
from pos_app.store.install import install_path

KEPT = 5


def backup_folder(till: Till) -> Path:
    """Where copies are kept: beside the database's folder."""
    return backup.folder_of(till.path)


def make_backup(work: Work, folder: Path) -> Path:
    """Write a whole, durable copy named for its moment, and remove all but the latest few.

    Raises LapakError `backup_failed`; older copies then stay.
    """
    copied = backup.copy(work.db, folder / f"lapak-{work.at:%Y%m%d-%H%M%S}.db")
    for old in backup.copies_in(folder)[:-KEPT]:
        old.unlink(missing_ok=True)
    return copied


def newest_backup(database: Path) -> Path | None:
    """The latest copy of a database, if there is one."""
    return next(reversed(backup.copies_in(backup.folder_of(database))), None)


def restore_newest(database: Path) -> Path:
    """Put the latest copy in a database's place; what stood there stays beside it.

    Raises LapakError `restore_failed`.
    """
    copied = newest_backup(database)
    if copied is None:
        raise LapakError("restore_failed", path=str(backup.folder_of(database)))
    return backup.restore(copied, database)


def start_anew(database: Path) -> None:
    """Make room for a till without a past; its old files stay, under other names.

    Raises LapakError `restore_failed`.
    """
    backup.set_aside(database)
    backup.set_aside(
        backup.folder_of(database)
    )  # or the new till's backups would push out the old ones
    backup.set_aside(install_path(database))
