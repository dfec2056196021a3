"""Bringing a database to this version's schema, with a copy made first."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pos_app.domain.errors import LapakError
from pos_app.store import backup, rebuilding

SCHEMA = "0008"
"""The newest revision, as Alembic names it; compared first, so that Alembic, which costs 0.15 s to
import, is loaded only when there is something to migrate."""

_KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
_FOLDER = Path(__file__).parent / "migrations"


def bring_up_to_date(db: Connection, path: Path) -> None:
    """Run the migrations that are missing, and make projections of another form anew.

    Raises LapakError as `known_revision` does.
    """
    with db.begin():
        current = known_revision(db, path)
        projected = rebuilding.is_current(db)
    if current == SCHEMA and projected:
        return
    if current is not None:
        backup.copy(
            db, path.with_name(f"{path.stem}.before-{SCHEMA}-{rebuilding.FORM}{path.suffix}")
        )
    if current != SCHEMA:
        upgrade(db)
    with db.begin():
        rebuilding.make_tables(db)
        rebuilding.rebuild(db)


def is_up_to_date(db: Connection, path: Path) -> bool:
    """Whether a database can be read as it is; raises LapakError as `known_revision` does."""
    return known_revision(db, path) == SCHEMA and rebuilding.is_current(db)


def known_revision(db: Connection, path: Path) -> str | None:
    """The revision that a database stands at; None for a new one.

    Raises LapakError `database_newer` when a later Lapak wrote the file, `database_damaged` when
    it holds tables and does not say of which revision.
    """
    tables = set(
        db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
    )
    found = None
    if "alembic_version" in tables:
        found = db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is None and tables - {"alembic_version"}:
        raise LapakError("database_damaged", path=str(path), reason="no revision")
    newer = found not in _KNOWN or rebuilding.form(db) > rebuilding.FORM
    if found is not None and newer:
        raise LapakError("database_newer", path=str(path))
    return found


def upgrade(db: Connection) -> None:
    """Run all missing migrations in one transaction."""
    from alembic import command

    with db.begin():
        command.upgrade(_config(db), "head")


def _config(db: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = db
    return config
