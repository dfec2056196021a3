"""Several processes behind one door: each serves for itself, one more sees that all of them do.

The sockets are bound once and inherited: whoever calls is taken by a process that is free, and what
waits at the door outlives a process that dies. What has to be agreed on is in PostgreSQL.
"""

import logging
import multiprocessing
import signal
import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic

import msgspec

from pos_app.domain.errors import LapakError
from sync.server.app import create_app
from sync.server.counts import Counts, write_shared
from sync.server.listening.certificate import OwnCertificate
from sync.server.listening.door import Door, Secure, open_door
from sync.server.listening.serve import Beside, leave, own_name, run
from sync.server.office import open_office
from sync.server.store.database import database_url

MOST = 32
_RESTART_S = 1.0
"""Between a process that died and the next one: a database that is away is not stormed."""

_STOP_S = 12
_CONNECTIONS = 80
"""All processes together: PostgreSQL takes 100 unless told otherwise, and others want some."""

_log = logging.getLogger(__name__)


class Work(msgspec.Struct, frozen=True):
    """What a process is told; `begin` is called in it first, with its number."""

    database: str
    door: Door
    certificate: OwnCertificate | None
    counts: Path
    connections: int
    announce: bool
    beside: Beside | None
    begin: Callable[[int], None] | None


def serve_together(
    database: str,
    host: str,
    port: int,
    workers: int,
    on_ready: Callable[[Door], None],
    secure: Secure | None = None,
    *,
    announce: bool = False,
    beside: Beside | None = None,
    begin: Callable[[int], None] | None = None,
) -> None:
    """Serve with so many processes until this one is told to stop; then all of them end.

    `beside` and `begin` must be functions that another process finds by their names. The first
    process alone announces, and does what is done beside.

    Raises LapakError `workers_need_postgresql`, or as `serve` does.
    """
    if database_url(database).get_backend_name() != "postgresql":
        raise LapakError("workers_need_postgresql", workers=workers)
    office = open_office(database)
    office.database.close()
    door = open_door(host, port, secure, office.clock())
    with tempfile.TemporaryDirectory(prefix="lapak-") as folder, ExitStack() as at_end:
        at_end.callback(door.close)
        counts = Path(folder) / "counts"
        write_shared(counts, workers)
        own = OwnCertificate(secure.certificate, door.certificate) if secure else None
        each = max(5, _CONNECTIONS // workers)
        bare = Door(door.plain, door.secure, None, door.certificate)
        crew = _Crew(Work(database, bare, own, counts, each, announce, beside, begin), workers)
        at_end.callback(crew.stop)
        signal.signal(signal.SIGTERM, leave)
        crew.serve(lambda: on_ready(door))


class _Crew:
    """The processes by their number, and when those that died are to be started again."""

    def __init__(self, work: Work, workers: int) -> None:
        self._work = work
        self._spawn = multiprocessing.get_context("spawn")
        self._running: dict[int, BaseProcess] = {}
        self._due = dict.fromkeys(range(workers), 0.0)
        self._ready: list[Connection] = []

    def serve(self, on_ready: Callable[[], None]) -> None:
        """Start all, and again whoever dies; `on_ready` is called when the first one listens."""
        told = False
        while True:
            self._start_due()
            waited = [process.sentinel for process in self._running.values()]
            wait([*waited, *self._ready], self._patience())
            self._note_deaths()
            if any(self._heard()) and not told:
                told = True
                on_ready()

    def stop(self) -> None:
        """End all: first asked, then made to."""
        for process in self._running.values():
            process.terminate()
        until = monotonic() + _STOP_S
        for process in self._running.values():
            process.join(max(0.0, until - monotonic()))
            if process.is_alive():
                process.kill()
                process.join()

    def _start_due(self) -> None:
        for number in [number for number, at in self._due.items() if at <= monotonic()]:
            del self._due[number]
            hears, says = self._spawn.Pipe(duplex=False)
            process = self._spawn.Process(
                target=_work, args=(self._work, number, says), name=f"lapak-server-{number}"
            )
            process.start()
            says.close()
            self._running[number] = process
            self._ready.append(hears)

    def _patience(self) -> float | None:
        return max(0.0, min(self._due.values()) - monotonic()) if self._due else None

    def _note_deaths(self) -> None:
        for number, process in list(self._running.items()):
            if not process.is_alive():
                _log.error("process %s ended with %s; it begins again", number, process.exitcode)
                del self._running[number]
                process.close()
                self._due[number] = monotonic() + _RESTART_S

    def _heard(self) -> list[bool]:
        """Of every process that said something since, whether it listens; else it died."""
        found = []
        for hears in wait(self._ready, 0):
            assert isinstance(hears, Connection)
            try:
                found.append(bool(hears.recv()))
            except EOFError:
                found.append(False)
            hears.close()
            self._ready.remove(hears)
        return found


def _work(work: Work, number: int, says: Connection) -> None:
    """What one process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C goes to all; the first process tells
    signal.signal(signal.SIGTERM, leave)
    if work.begin is not None:
        work.begin(number)
    app = create_app(
        work.database, counts=Counts(work.counts, number), connections=work.connections
    )
    context = work.certificate.context() if work.certificate else None
    door = msgspec.structs.replace(work.door, context=context)
    app.state.here.tell(own_name(), door.certificate, door.addresses)
    is_first = number == 0
    run(
        app,
        door,
        lambda: says.send(True),
        announce=work.announce and is_first,
        beside=work.beside if is_first else None,
        looks_after=is_first,
        on_server=_end_with_parent,
    )


def _end_with_parent(stop: Callable[[], None]) -> None:
    """Serve no longer than the process that started this one lives, however it ends."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        stop()

    threading.Thread(target=watch, name="lapak-parent", daemon=True).start()
