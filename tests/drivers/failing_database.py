"""A disk below a database that fails at the nth call: once, or from then on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pysqlite3

from tests.sim.fuse import Fuse, FuseBox


class FailingDatabase(Fuse):
    """Fails an opening, a statement, a commit before it is made, or the answer after it was."""

    def __init__(self, name: str = "database") -> None:
        super().__init__(name)
        self.failed = False
        self._calls = 0
        self._nth = 0
        self._for_good = False

    def fail(self, nth: int, *, for_good: bool) -> None:
        """Let the nth call from now on fail."""
        self._calls, self._nth, self._for_good, self.failed = 0, nth, for_good, False

    def heal(self) -> None:
        """Everything works again."""
        self._nth = 0

    def burn(self, what: str) -> None:
        """A call is made."""
        if not self._nth:
            return
        self._calls += 1
        if self._calls == self._nth or (self._for_good and self._calls > self._nth):
            self.failed = True
            error = pysqlite3.OperationalError(f"disk I/O error at {what}")
            error.sqlite_errorname = "SQLITE_IOERR"
            raise error


@contextmanager
def failing_database(folder: Path) -> Iterator[FailingDatabase]:
    """Every database that is opened below a folder meanwhile stands on such a disk."""
    box, disk = FuseBox(), FailingDatabase()
    box.add(folder, disk)
    with box.installed():
        yield disk
