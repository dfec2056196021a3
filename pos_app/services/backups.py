"""Copies of the till's database in a second place, the latest few kept."""

from pathlib import Path

from pos_app.services.till import Till
from pos_app.store import backup
from pos_app.store.database import Work

KEPT = 5


def backup_folder(till: Till) -> Path:
    """Where copies are kept: beside the database's folder."""
    folder = till.path.absolute().parent
    return folder.with_name(f"{folder.name}.backups")


def make_backup(work: Work, folder: Path) -> Path:
    """Write a whole, durable copy named for its moment, and remove all but the latest few.

    Raises LapakError `backup_failed`; older copies then stay.
    """
    copied = backup.copy(work.db, folder / f"lapak-{work.at:%Y%m%d-%H%M%S}.db")
    for old in sorted(folder.glob("lapak-*.db"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return copied
