"""Opening SQLite so that a commit that was acknowledged survives a power cut.

Sources of the settings: the sync contract, "Durability underneath".
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pysqlite3
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from pos_app.domain.errors import LapakError
from pos_app.store import sql

APPLICATION_ID = 0x4C50414B
"""`LPAK` in SQLite's header: tells our databases from other programs'."""

_FIXED_IN = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can lose WAL commits when a second connection resets the log."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
)


def engine_for(path: Path, *, read_only: bool = False) -> Engine:
    """An engine with exactly one connection to a database file.

    Raises LapakError `sqlite_too_old`.
    """
    if pysqlite3.sqlite_version_info < _FIXED_IN:
        raise LapakError("sqlite_too_old", version=pysqlite3.sqlite_version)
    uri = f"{path.absolute().as_uri()}?mode={_reading_mode(path) if read_only else 'rwc'}"
    return _engine(
        lambda: pysqlite3.connect(uri, uri=True, check_same_thread=False), read_only=read_only
    )


def _reading_mode(path: Path) -> str:
    """Reading a WAL database makes files beside it, which a write-protected stick refuses."""
    logged = path.with_name(f"{path.name}-wal").exists()
    return "ro" if logged or os.access(path.parent, os.W_OK) else "ro&immutable=1"


def memory_engine() -> Engine:
    """An engine on a database of its own in memory, for recomputing projections."""
    return _engine(lambda: pysqlite3.connect(":memory:", check_same_thread=False), read_only=False)


def _engine(connect: Callable[[], Any], *, read_only: bool) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=pysqlite3,
        creator=connect,
        poolclass=StaticPool,
        pool_reset_on_return=None,
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        if not read_only and connection.execute("PRAGMA page_count").fetchone()[0] == 0:
            # Before WAL, so that whose file it is stands in the file itself from the first moment.
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        for pragma in _PRAGMAS[2:] if read_only else _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = not read_only and not connection.get_execution_options().get("lapak_reads")
        sql.execute(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def storage_error(error: DBAPIError, path: Path | None = None) -> LapakError:
    """What a failed statement means for a person: disk full, read-only, damaged, busy.

    Other failures are bugs and come back as `database_failed`.
    """
    name = getattr(error.orig, "sqlite_errorname", "") or ""
    codes = {
        "SQLITE_FULL": "disk_full",
        "SQLITE_READONLY": "database_read_only",
        "SQLITE_CANTOPEN": "database_not_opened",
        "SQLITE_IOERR": "disk_failed",
        "SQLITE_CORRUPT": "database_damaged",
        "SQLITE_NOTADB": "database_foreign",
        "SQLITE_BUSY": "database_busy",
        "SQLITE_LOCKED": "database_busy",
    }
    code = next((codes[known] for known in codes if name.startswith(known)), "database_failed")
    shown = str(path) if path else ""
    return LapakError(code, path=shown, reason=f"{name} {error.orig}".strip())


def sync_folder(folder: Path) -> None:
    """Make a new file's name in a folder durable; Windows does that by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
