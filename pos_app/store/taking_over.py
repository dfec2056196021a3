"""Another till's database, copied and checked, to be put in the place of an empty one."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry
from pos_app.store import (
    backup,
    inspection,
    journal,
    migrate,
    rebuilding,
    registers,
    verification,
)
from pos_app.store.engine import engine_for, storage_error

Chained: TypeAlias = tuple[Entry, bytes, bytes]
_MADE = "taken-over.part"


@contextmanager
def checked_copy(source: Path, folder: Path) -> Iterator[Path]:
    """A copy of a till's database, of this version's form and verified; gone at the end.

    The source may be a backup or the file of a till that is closed; it is only read. Raises
    LapakError `database_missing`, `data_without_booth`, or as opening and verifying do.
    """
    copied = folder / _MADE
    _remove(copied)
    try:
        _copy(source, copied)
        _bring_up_to_date(copied)
        verification.verify(copied)
        yield copied
    finally:
        _remove(copied)


@contextmanager
def rebuilt(
    folder: Path, entries: Iterable[Chained], finish: Callable[[Connection], object]
) -> Iterator[Path]:
    """A database made from journals alone, registers in any order; gone at the end.

    `entries` are chained already; `finish` is called in a transaction once they are projected.
    Raises LapakError `data_without_booth`, or as verifying and `finish` do.
    """
    made = folder / _MADE
    _remove(made)
    try:
        _fill(made, entries, finish)
        verification.verify(made)
        yield made
    finally:
        _remove(made)


def replace(db: Connection, copied: Path) -> None:
    """Put a checked copy in the place of everything that a connection's database holds, at once.

    The caller's connection must not be in a transaction. Raises DBAPIError.
    """
    engine = engine_for(copied, read_only=True)
    try:
        with engine.connect() as source:
            target = db.connection.driver_connection
            driver = source.connection.driver_connection
            assert driver is not None
            driver.backup(target)
    finally:
        engine.dispose()


def clear(folder: Path) -> None:
    """Remove what a process left here that was killed while it took a booth over."""
    _remove(folder / _MADE)


def _remove(made: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        made.with_name(f"{made.name}{suffix}").unlink(missing_ok=True)


def _fill(made: Path, entries: Iterable[Chained], finish: Callable[[Connection], object]) -> None:
    engine = engine_for(made)
    try:
        with engine.connect() as db:
            migrate.bring_up_to_date(db, made)
            with db.begin():
                journal.insert_chained(db, entries)
                rebuilding.rebuild(db)
                if registers.current_register(db) is None:
                    raise LapakError("data_without_booth")
                finish(db)
    except DBAPIError as error:
        raise storage_error(error, made) from error
    finally:
        engine.dispose()


def _copy(source: Path, copied: Path) -> None:
    if not source.is_file() or source.stat().st_size == 0:
        raise LapakError("database_missing", path=str(source))
    inspection.check_file(source, writable=False)
    engine = engine_for(source, read_only=True)
    try:
        with engine.connect() as db:
            backup.copy(db, copied)
    except DBAPIError as error:
        raise storage_error(error, source) from error
    finally:
        engine.dispose()


def _bring_up_to_date(copied: Path) -> None:
    engine = engine_for(copied)
    try:
        with engine.connect() as db:
            migrate.bring_up_to_date(db, copied)
            with db.begin():
                if registers.current_register(db) is None:
                    raise LapakError("data_without_booth")
    except DBAPIError as error:
        raise storage_error(error, copied) from error
    finally:
        engine.dispose()
