"""Where a process dies: at the nth thing that it does with its database or its network.

A process that died does nothing more, also not in its own clean-up; what it had committed stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pysqlite3


class Died(BaseException):
    """The process is gone. No `except Exception` of the program may see it."""


class Fuse:
    """Burns down with every statement, commit and message of one process."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blown_at = ""
        self.blown = False
        self.burnt = 0
        self._left: int | None = None
        self._connections: list[Any] = []

    def light(self, after: int) -> None:
        """Let the process die before the thing that comes after `after` others."""
        self._left = after

    def put_out(self) -> None:
        """Nothing happens any more by itself."""
        self._left = None

    def burn(self, what: str) -> None:
        """The process is about to do something."""
        if self.blown:
            raise Died(self.name)
        self.burnt += 1
        if self._left is None:
            return
        self._left -= 1
        if self._left < 0:
            self.blown, self.blown_at = True, what
            raise Died(self.name)

    def holds(self, connection: Any) -> None:
        """A connection that the process has opened."""
        self._connections.append(connection)

    def forget_process(self, database: Path) -> None:
        """The system closes the files of the dead process and leaves them as they were."""
        left = {path: path.read_bytes() for path in _files(database) if path.exists()}
        for connection in self._connections:
            with suppress(pysqlite3.Error):
                pysqlite3.Connection.close(connection)
        self._connections.clear()
        for path in _files(database):
            path.unlink(missing_ok=True)
        for path, content in left.items():
            path.write_bytes(content)
        self.blown, self._left = False, None


class _Cursor(pysqlite3.Cursor):  # type: ignore[misc]
    def execute(self, *args: Any) -> Any:
        self.connection.fuse.burn("statement")
        return super().execute(*args)

    def executemany(self, *args: Any) -> Any:
        self.connection.fuse.burn("statement")
        return super().executemany(*args)


class _Connection(pysqlite3.Connection):  # type: ignore[misc]
    fuse: Fuse

    def cursor(self, *_factory: Any) -> Any:
        return super().cursor(_Cursor)

    def execute(self, *args: Any) -> Any:
        self.fuse.burn("statement")
        return super().execute(*args)

    def executemany(self, *args: Any) -> Any:
        self.fuse.burn("statement")
        return super().executemany(*args)

    def commit(self) -> None:
        self.fuse.burn("commit")
        super().commit()
        self.fuse.burn("after commit")

    def rollback(self) -> None:
        if not self.fuse.blown:
            super().rollback()

    def close(self) -> None:
        if not self.fuse.blown:
            super().close()


class FuseBox:
    """The fuses of all processes, by the folder in which each has its database."""

    def __init__(self) -> None:
        self._fuses: dict[str, Fuse] = {}

    def add(self, folder: Path, fuse: Fuse | None = None) -> Fuse:
        """A fuse for whatever opens a database below a folder; a new one if none is given."""
        made = self._fuses[f"{folder}/"] = fuse or Fuse(folder.name)
        return made

    def _of(self, database: str) -> Fuse | None:
        return next((fuse for folder, fuse in self._fuses.items() if folder in database), None)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Every connection that is made burns the fuse of its folder."""
        real = pysqlite3.connect

        def connect(database: str, *args: Any, **options: Any) -> Any:
            fuse = self._of(str(database))
            if fuse is None:
                return real(database, *args, **options)
            fuse.burn("open")
            made = real(database, *args, factory=_Connection, **options)
            made.fuse = fuse
            fuse.holds(made)
            return made

        pysqlite3.connect = pysqlite3.dbapi2.connect = connect
        try:
            yield
        finally:
            pysqlite3.connect = pysqlite3.dbapi2.connect = real


def _files(database: Path) -> list[Path]:
    """A database's file, its log and the log's index."""
    return [database, Path(f"{database}-wal"), Path(f"{database}-shm")]
