"""The databases that a server runs on, as a bench needs them: copied, and filled without Lapak."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import Engine

from sync.server.store.database import connect
from tests.drivers.postgres import Postgres, running_postgres

Row = tuple[Any, ...]


class Bare:
    """A driver's connection that was set up as the server's own are."""

    def __init__(self, url: str) -> None:
        database = connect(url)
        self._engine: Engine = database.engine
        self._pooled = self._engine.raw_connection()
        self._connection: Any = self._pooled.driver_connection
        self._is_sqlite = database.is_sqlite

    def rows(self, query: str, *values: object) -> list[Row]:
        """Everything that a question finds; values are marked by `?`."""
        found: list[Row] = self._connection.execute(self._marked(query), values).fetchall()
        if not self._is_sqlite:
            self._connection.commit()
        return found

    @contextmanager
    def durably(self) -> Iterator[None]:
        """One durable transaction."""
        if self._is_sqlite:
            self._connection.execute("BEGIN IMMEDIATE")
        yield
        self._connection.commit()

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Insert whole rows as the driver does it for everybody."""
        places = ", ".join("?" * len(rows[0]))
        self.run_many(f"INSERT INTO {table} VALUES ({places})", rows)

    def run_many(self, statement: str, rows: Sequence[Row]) -> None:
        """Run one statement for each row of values."""
        self._connection.cursor().executemany(self._marked(statement), rows)

    def close(self) -> None:
        """Let the connection go."""
        self._pooled.close()
        self._engine.dispose()

    def _marked(self, query: str) -> str:
        return query if self._is_sqlite else query.replace("?", "%s")


class Copies(Protocol):
    """Databases that begin as one that was prepared, under a name each."""

    template: str

    def copy(self, name: str) -> str:
        """A new copy's URL."""

    def drop(self, name: str) -> None:
        """Make room."""


class SqliteFiles:
    """SQLite: a file each."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.template = str(folder / "template.db")

    def copy(self, name: str) -> str:
        """A new copy's path."""
        return str(shutil.copy(self.template, self._folder / f"{name}.db"))

    def drop(self, name: str) -> None:
        """Remove the file."""
        (self._folder / f"{name}.db").unlink()


class PostgresDatabases:
    """PostgreSQL: databases of one server, which waits for its disk as everywhere else."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self.template = server.database()

    def copy(self, name: str) -> str:
        """A new copy's URL."""
        self.drop(name)
        self._run(f"CREATE DATABASE {name} TEMPLATE {_name_in(self.template)}")
        return self.template.replace(f"/{_name_in(self.template)}?", f"/{name}?")

    def drop(self, name: str) -> None:
        """Remove the database."""
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server.uri, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def postgres() -> Iterator[PostgresDatabases]:
    """A PostgreSQL of the bench's own."""
    with running_postgres(durable=True) as server:
        yield PostgresDatabases(server)


def _name_in(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]
