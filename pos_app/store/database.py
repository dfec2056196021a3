"""A till's open database: one file, one connection that writes, one thread that owns it."""

import errno
import time
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import msgspec
import pysqlite3
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from pos_app.domain.errors import LapakError
from pos_app.store import inspection, migrate, taking_over
from pos_app.store.engine import engine_for, storage_error
from pos_app.store.lock import InstanceLock
from pos_app.store.taking_over import Chained

P = ParamSpec("P")
T = TypeVar("T")


class Work(msgspec.Struct, frozen=True):
    """One transaction of a service: the connection, its moment, and where new ids come from.

    `closing` holds what is still to be recorded when the service has returned: whoever puts
    something there need not know how many entries the service writes.
    """

    db: Connection
    at: datetime
    new_id: Callable[[datetime], str]
    closing: "list[Callable[[Work], None]]" = []


class Database:
    """Runs functions in transactions on its own thread, one after the other.

    A write's future is done after the commit is durable. Use `Database.open`.
    """

    def __init__(
        self, path: Path, clock: Callable[[], datetime], new_id: Callable[[datetime], str]
    ) -> None:
        self.path = path
        self._clock = clock
        self._new_id = new_id
        # Beside the file itself, so that a link to it is the same database.
        self._lock = InstanceLock(Path(f"{path.resolve()}.lock"))
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lapak-database")
        self._aside = ThreadPoolExecutor(max_workers=2, thread_name_prefix="lapak-reading")
        self._reading: set[Any] = set()
        self._closing = False

    @classmethod
    def open(
        cls, path: Path, clock: Callable[[], datetime], new_id: Callable[[datetime], str]
    ) -> "Database":
        """Open or create a database, brought up to date.

        Raises LapakError `already_running`, `database_foreign`, `database_newer`,
        `database_lost`, `database_damaged`, `database_read_only`, `database_not_opened` or
        `disk_full`.
        """
        database = cls(path, clock, new_id)
        try:
            database._thread.submit(database._start).result()
        except BaseException:
            database._thread.shutdown()
            raise
        return database

    def write(
        self, function: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Run a function in a writing transaction; it is rolled back whole if it raises.

        The future raises what the function raised, or a LapakError of `storage_error`.
        """
        return self._thread.submit(self._run, self._writer, function, args, kwargs)

    def read(
        self, function: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Run a function on one snapshot; once the database is closed the answer is cancelled.

        So what a page asks for late, as by a timer, is no error: nobody is there to see it.
        """
        if self._closing:
            nothing: Future[T] = Future()
            nothing.cancel()
            return nothing
        return self._thread.submit(self._run, self._reader, function, args, kwargs)

    def read_aside(
        self, function: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Run a function that reads for long, on a snapshot, a connection and a thread of its own.

        Nothing waits for it: sales go on being stored meanwhile. Opening costs some milliseconds.
        """
        return self._aside.submit(self._run_aside, function, args, kwargs)

    def take_over(self, copied: Path) -> Future[None]:
        """Put a checked copy of another database in the place of this one's content, at once.

        The future raises a LapakError of `storage_error`; nothing has changed then.
        """
        return self._thread.submit(self._take_over, copied)

    def take_over_journals(self, entries: Iterable[Chained], finish: Callable[["Work"], T]) -> T:
        """Put a database made of journals in the place of this one's content, at once.

        `finish` goes on from there, in it. Blocks whoever calls, not the database, until all of it
        was verified. Raises as `taking_over.rebuilt` and `take_over` do; nothing has changed then.
        """
        done: list[T] = []

        def run(connection: Connection) -> None:
            done.append(finish(Work(connection, self._clock(), self._new_id)))

        with taking_over.rebuilt(self.path.parent, entries, run) as made:
            self.take_over(made).result()
        return done[0]

    def close(self) -> None:
        """Finish what was asked for, close the file and let another instance have it.

        What reads aside is broken off: nobody is there to see it. Closing again does nothing.
        """
        if self._closing:
            return
        self._closing = True
        self._aside.shutdown(wait=False, cancel_futures=True)
        while self._reading:
            for connection in tuple(self._reading):
                with suppress(pysqlite3.ProgrammingError):  # it has just ended by itself
                    connection.interrupt()
            time.sleep(0.01)
        self._aside.shutdown()
        self._thread.submit(self._stop).result()
        self._thread.shutdown()

    def _start(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except OSError as error:
            raise LapakError(
                _refusal(error, self.path), path=str(self.path), reason=str(error)
            ) from error
        engine = None
        try:
            inspection.check_not_lost(self.path)
            inspection.check_file(self.path)
            engine = engine_for(self.path)
            self._connect(engine)
        except BaseException:
            if engine is not None:
                engine.dispose()
            self._lock.release()
            raise

    def _connect(self, engine: Engine) -> None:
        try:
            self._engine = engine
            self._writer = engine.connect()
            self._reader = engine.connect().execution_options(lapak_reads=True)
            migrate.bring_up_to_date(self._writer, self.path)
            with self._reader.begin():
                inspection.check_tail(self._reader)
        except DBAPIError as error:
            raise storage_error(error, self.path) from error

    def _run(
        self,
        connection: Connection,
        function: Callable[..., T],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> T:
        try:
            with connection.begin():
                work = Work(connection, self._clock(), self._new_id)
                result = function(work, *args, **kwargs)
                for record in work.closing:
                    record(work)
                return result
        except DBAPIError as error:
            _end_transaction(connection)
            raise storage_error(error, self.path) from error

    def _take_over(self, copied: Path) -> None:
        try:
            taking_over.replace(self._writer, copied)
        except DBAPIError as error:
            raise storage_error(error, self.path) from error
        except pysqlite3.Error as error:
            raise LapakError("restore_failed", path=str(copied), reason=str(error)) from error

    def _run_aside(
        self, function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> T:
        engine = engine_for(self.path, read_only=True)
        try:
            with engine.connect() as connection:
                driver = connection.connection.driver_connection
                self._reading.add(driver)
                try:
                    if self._closing:
                        raise CancelledError
                    return self._run(connection, function, args, kwargs)
                finally:
                    self._reading.discard(driver)
        finally:
            engine.dispose()

    def _stop(self) -> None:
        with suppress(DBAPIError):
            self._writer.close()
            self._reader.close()
        self._engine.dispose()
        self._lock.release()


def _end_transaction(connection: Connection) -> None:
    """A commit that was refused may leave its transaction open, of which SQLAlchemy knows nothing.

    Then the next one could not begin, and the till not sell until it is started again.
    """
    driver = connection.connection.driver_connection
    if driver is not None and driver.in_transaction:
        driver.rollback()


def _refusal(error: OSError, path: Path) -> str:
    """The code for a folder in which not even the lock can be made."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "disk_full"
    guarded = error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}
    return "database_read_only" if guarded and path.exists() else "database_not_opened"
