"""Bringing a database to this version's form, or refusing one that is not ours."""

import io
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from pos_app.domain.errors import LapakError
from sync.server.store.database import APPLICATION_ID, Database, shown, storage_error

_LOCK = 0x4C50534F
"""Key of PostgreSQL's advisory lock, so that processes starting at once migrate one by one."""


def upgrade(database: Database) -> None:
    """Migrate to the newest revision, in one transaction.

    Raises LapakError `database_newer`, `database_foreign`, or what `storage_error` makes.
    """
    place = shown(database.engine.url)
    try:
        with database.write() as connection:
            _migrate(connection, place)
    except DBAPIError as error:
        problem = storage_error(error)
        code = problem.code if database.is_sqlite else "database_unreachable"
        raise LapakError(code, path=place, **problem.details) from error
    except LapakError as error:
        raise LapakError(error.code, **{"path": place, **error.details}) from error


def _migrate(connection: Connection, place: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    else:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    config = _config()
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None and inspect(connection).get_table_names():
        raise LapakError("database_foreign", path=place)
    if current is not None and current not in {each.revision for each in script.walk_revisions()}:
        raise LapakError("database_newer", path=place, revision=current)
    if current != script.get_current_head():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> Config:
    folder = str(Path(__file__).with_name("migrations")).replace("%", "%%")
    config = Config(stdout=io.StringIO(), output_buffer=io.StringIO())
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    return config


def form(database: Database) -> tuple[str | None, str]:
    """Which revision a database has, None if it is empty, and which one this version makes."""
    with database.read() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current, str(ScriptDirectory.from_config(_config()).get_current_head())
