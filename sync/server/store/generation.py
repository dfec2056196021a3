"""Which life of its data a server is in: counted up each time they were put back from a backup.

A mark beside a SQLite database tells how much it held last; a database that holds less was put
back. On PostgreSQL the tills notice: `losses`.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec
from sqlalchemy import Connection, func, select, update

from pos_app.domain.journal import UNREADABLE
from pos_app.domain.moments import moment, stamp
from pos_app.whole_file import write_whole
from sync.server.store.database import Database, insert_many
from sync.server.store.rows import IdentityRow, RegisterRow, RestorationRow

EVERY_S = 5.0
_log = logging.getLogger(__name__)


class NoticedBy(StrEnum):
    """How it was noticed that a server's data were put back."""

    MARK = "mark"
    ORGANIZER = "organizer"
    RESTORE = "restore"


class Restoration(msgspec.Struct, frozen=True):
    """When the generation began that runs now, and who or what noticed that."""

    generation: int
    at: datetime
    noticed_by: str


class _Mark(msgspec.Struct, frozen=True):
    """How much a server held: neither number ever falls while its data are its own."""

    server_id: str
    generation: int
    entries: int
    registers: int


def mark_path(database: Database) -> Path | None:
    """Where a database's mark lies: beside its file; None where it is no file."""
    file = database.engine.url.database
    return Path(file).with_suffix(".mark") if database.is_sqlite and file else None


def notice(database: Database, now: datetime) -> bool:
    """Begin a new generation if the database holds less than its mark says; True if so."""
    path = mark_path(database)
    mark = _read(path) if path else None
    if path is None or mark is None:
        return False
    with database.write() as connection:
        if not _is_behind(_here(connection), mark):
            return False
        raise_generation(connection, now, NoticedBy.MARK, above=mark.generation)
        here = _here(connection)
    _log.warning("the database was put back from a backup; generation %s begins", here.generation)
    _write(path, here)
    return True


def is_put_back(database: Database) -> bool:
    """Whether the mark beside a database tells of more than it holds; changes nothing."""
    path = mark_path(database)
    mark = _read(path) if path else None
    if mark is None:
        return False
    with database.read() as connection:
        return _is_behind(_here(connection), mark)


def seen_generation(database: Database, server_id: str) -> int:
    """The latest generation that a server's mark beside this database tells of; 0 without one."""
    path = mark_path(database)
    mark = _read(path) if path else None
    return mark.generation if mark and mark.server_id == server_id else 0


def raise_generation(
    connection: Connection, now: datetime, noticed_by: NoticedBy, above: int = 0
) -> int:
    """Begin a new generation, greater than `above`; returns its number."""
    found = connection.execute(select(IdentityRow.generation).with_for_update()).scalar_one()
    generation = max(found, above) + 1
    connection.execute(update(IdentityRow).values(generation=generation))
    row = (generation, stamp(now), noticed_by.value)
    insert_many(connection, "restoration (generation, at, noticed_by)", [row])
    return generation


def restoration(connection: Connection) -> Restoration | None:
    """How the present generation began; None for a server that was never put back."""
    latest = select(*RestorationRow.__table__.c).order_by(RestorationRow.generation.desc())
    row = connection.execute(latest.limit(1)).one_or_none()
    return Restoration(row.generation, moment(row.at), row.noticed_by) if row else None


class MarkKeeper:
    """Writes the mark every few seconds while something comes in, and at the end."""

    def __init__(self, database: Database, every_s: float = EVERY_S) -> None:
        self._database = database
        self._path = mark_path(database)
        self._every_s = every_s
        self._kept = _read(self._path) if self._path else None
        self._ended = threading.Event()
        self._tell: Callable[..., None] = _log.warning
        self._thread = threading.Thread(target=self._work, name="lapak-mark", daemon=True)

    def start(self) -> None:
        """Begin; without a file there is nothing to do."""
        if self._path is not None:
            self._thread.start()

    def close(self) -> None:
        """Write the last mark and end; the database must still be open."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
            self._keep()

    def _work(self) -> None:
        while not self._ended.wait(self._every_s):
            self._keep()

    def _keep(self) -> None:
        assert self._path is not None
        try:
            with self._database.read() as connection:
                here = _here(connection)
            if here != self._kept:
                _write(self._path, here)
                self._kept = here
        except Exception as error:  # noqa: BLE001 (a full disk, a busy database: the next one does)
            self._tell("the mark could not be written: %s", error)
            self._tell = _log.debug  # once is enough; tills notice a restored server as well


def _is_behind(here: _Mark, mark: _Mark) -> bool:
    """Whether a database is an older one than its mark; a foreign mark says nothing."""
    if mark.server_id != here.server_id or mark.generation != here.generation:
        return mark.server_id == here.server_id and mark.generation > here.generation
    return here.entries < mark.entries or here.registers < mark.registers


def _here(connection: Connection) -> _Mark:
    held = func.coalesce(func.sum(RegisterRow.acked_seq), 0)
    counted = connection.execute(select(held, func.count()).select_from(RegisterRow)).one()
    identity = select(IdentityRow.server_id, IdentityRow.generation)
    server_id, generation = connection.execute(identity).one()
    return _Mark(server_id, generation, int(counted[0]), int(counted[1]))


def _read(path: Path) -> _Mark | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Mark)
    except (OSError, *UNREADABLE):
        return None


def _write(path: Path, mark: _Mark) -> None:
    try:
        write_whole(path, msgspec.json.encode(mark))
    except OSError as error:
        _log.warning("the mark could not be written: %s", error)
