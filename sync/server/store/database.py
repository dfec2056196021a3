"""Opening the organizer's database: SQLite by default, PostgreSQL by URL, and what differs.

Sources of SQLite's settings: the sync contract, "Durability underneath".
"""

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from typing import Any

import pysqlite3
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from pos_app.domain.errors import LapakError

APPLICATION_ID = 0x4C50534F
"""`LPSO` in SQLite's header: an organizer's database, not a till's (`LPAK`)."""

_FIXED_IN = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can lose WAL commits when a second connection resets the log."""

_PRAGMAS = (
    "PRAGMA busy_timeout=10000",
    # Larger pages hold entries of a kilobyte better: a commit takes a third less (measured).
    "PRAGMA page_size=16384",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA cache_size=-32000",
    "PRAGMA temp_store=MEMORY",
    # A checkpoint every 32 MB: it writes pages that the next batch changes again.
    "PRAGMA wal_autocheckpoint=2000",
)
CONNECTIONS = 50
"""More than threads: whoever asks waits for a thread, not for a connection."""

_AT_ONCE = 500
"""Rows of one INSERT: PostgreSQL takes 65,535 values a statement, SQLite 32,766."""

Values = tuple[str | int | bytes | None, ...]
_SQLITE_CODES = {
    "SQLITE_FULL": "disk_full",
    "SQLITE_READONLY": "database_read_only",
    "SQLITE_CANTOPEN": "database_not_opened",
    "SQLITE_IOERR": "disk_failed",
    "SQLITE_CORRUPT": "database_damaged",
    "SQLITE_NOTADB": "database_foreign",
    "SQLITE_BUSY": "database_busy",
    "SQLITE_LOCKED": "database_busy",
}
_POSTGRES_FULL = "53100"


class Database:
    """An open database. Nothing is kept here but connections; several processes may share one."""

    def __init__(self, engine: Engine, writing: Engine | None = None) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        snapshot: dict[str, Any] = {"isolation_level": "REPEATABLE READ"}
        self._writing = writing or engine
        self._rebuilding = self._writing.execution_options(lapak_rebuilds=True)
        self._reading = engine.execution_options(
            **({"lapak_reads": True} if self.is_sqlite else snapshot)
        )
        # SQLite's own waiting is unfair: it polls. Threads of one process queue up here instead.
        self._turn: AbstractContextManager[Any] = (
            threading.RLock() if self.is_sqlite else nullcontext()
        )

    def turn(self) -> AbstractContextManager[Any]:
        """Several transactions that write, one after the other: on SQLite no other between them."""
        return self._turn

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one snapshot and writes nothing."""
        with self._reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes; on SQLite the only one at a time (BEGIN IMMEDIATE)."""
        with self._turn, self._writing.begin() as connection:
            yield connection

    @contextmanager
    def rebuild(self) -> Iterator[Connection]:
        """A transaction that writes only what can be made again from what is stored.

        It does not wait for the disk: after a power cut it may be gone, never half there, and the
        next durable commit makes it durable too.
        """
        with self._turn, self._rebuilding.begin() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            yield connection

    def close(self) -> None:
        """Close all connections that are not in use."""
        self._writing.dispose()
        self.engine.dispose()


def database_url(text: str) -> URL:
    """A URL from `postgresql://…`, `sqlite:///…` or a path; raises `database_url_unknown`."""
    try:
        url = make_url(text) if "://" in text else URL.create("sqlite", database=text)
    except ArgumentError as error:
        raise LapakError("database_url_unknown") from error
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        raise LapakError("database_url_unknown")
    return url


def connect(text: str, connections: int = CONNECTIONS) -> Database:
    """Prepare a database by URL or path; it is opened by the first transaction.

    `connections` is how many there may be at once, to PostgreSQL.

    Raises LapakError `database_url_unknown` or `sqlite_too_old`.
    """
    url = database_url(text)
    if url.get_backend_name() == "postgresql":
        kept = min(10, connections)
        pool = {"pool_size": kept, "max_overflow": connections - kept, "pool_pre_ping": True}
        return Database(create_engine(url, **pool))
    if pysqlite3.sqlite_version_info < _FIXED_IN:
        raise LapakError("sqlite_too_old", version=pysqlite3.sqlite_version)
    # One connection writes: SQLite forgets its cached pages when another one has written.
    return Database(_sqlite_engine(url, 10, 40), _sqlite_engine(url, 1, 0))


def _sqlite_engine(url: URL, kept: int, more: int) -> Engine:
    # The connection used last comes first: its page and statement caches are warm.
    engine = create_engine(
        url, module=pysqlite3.dbapi2, pool_size=kept, max_overflow=more, pool_use_lifo=True
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def insert_many(
    connection: Connection, into: str, rows: Sequence[Values], conflict: str = ""
) -> int:
    """Insert many rows straight through the driver; returns how many were written.

    `into` is `table (column, …)`, `conflict` what follows `ON CONFLICT`. Many rows a statement
    take half the time of `executemany` on SQLite (measured).
    """
    suffix = f" ON CONFLICT {conflict}" if conflict else ""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    written = 0
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        row = f"({', '.join([mark] * len(some[0]))})"
        text = f"INSERT INTO {into} VALUES {', '.join([row] * len(some))}{suffix}"  # noqa: S608 (only our own names are put in)
        written += connection.exec_driver_sql(text, tuple(chain.from_iterable(some))).rowcount
    return written


def run_many(connection: Connection, statement: str, rows: Sequence[Values]) -> int:
    """Run one statement for each row of values, marked by `?`; returns the rows changed."""
    if not rows:
        return 0
    if connection.dialect.name == "postgresql":
        statement = statement.replace("?", "%s")
    return connection.exec_driver_sql(statement, list(rows)).rowcount


def storable(text: str) -> str:
    """Text from outside as a column can hold it: PostgreSQL has no NUL, its indexes no pages."""
    return text.replace("\0", "\ufffd")[:200]


def storage_error(error: DBAPIError) -> LapakError:
    """What a failed statement means: disk full, busy, unreachable; else `database_failed`."""
    is_full = getattr(error.orig, "sqlstate", None) == _POSTGRES_FULL
    code = "disk_full" if is_full else _sqlite_code(error.orig)
    if not code:
        # SQLite calls a missing table operational, too; PostgreSQL only what may pass.
        is_passing = isinstance(error, OperationalError) and not hasattr(
            error.orig, "sqlite_errorname"
        )
        code = "database_unreachable" if is_passing else "database_failed"
    return LapakError(code, reason=str(error.orig).strip())


def room_left(database: Database) -> int | None:
    """Free bytes on a database's disk; None for PostgreSQL, which may run anywhere."""
    if not database.is_sqlite:
        return None
    return shutil.disk_usage(Path(shown(database.engine.url)).absolute().parent).free


def shown(url: URL) -> str:
    """A database's place without its password; for SQLite the path of its file."""
    if url.get_backend_name() == "sqlite":
        return str(Path(url.database or ""))
    return url.render_as_string(hide_password=True)


def _set_up(connection: Any, _record: object) -> None:
    # Python's own transactions off first: PRAGMAs do nothing inside one.
    connection.isolation_level = None
    try:
        _refuse_foreign(connection)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except pysqlite3.dbapi2.Error as error:
        raise LapakError(_sqlite_code(error) or "database_failed", reason=str(error)) from error


def _refuse_foreign(connection: Any) -> None:
    # Before anything is set: switching somebody else's file to WAL would change it.
    [(marked,)] = connection.execute("PRAGMA application_id")
    [(tables,)] = connection.execute("SELECT count(*) FROM sqlite_master")
    if marked != APPLICATION_ID and (marked or tables):
        raise LapakError("database_foreign", reason=f"application_id {marked:#x}")


def _sqlite_code(error: Any) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    return next((code for known, code in _SQLITE_CODES.items() if name.startswith(known)), "")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("lapak_reads"):
        connection.exec_driver_sql("BEGIN")
        return
    level = "NORMAL" if options.get("lapak_rebuilds") else "FULL"
    connection.exec_driver_sql(f"PRAGMA synchronous={level}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
