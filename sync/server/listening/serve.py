"""Running the server: in front until it is stopped, or beside a demo or a test."""

import asyncio
import gc
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from types import FrameType, TracebackType
from typing import Any, Self

import uvicorn
from litestar import Litestar

from pos_app.domain.errors import LapakError
from sync.server.app import create_app
from sync.server.listening.announcing import announced
from sync.server.listening.door import Door, Secure, open_door
from sync.server.office import Office
from sync.server.webhooks.delivering import delivering

START_S = 30
STOP_S = 10
MAX_NAME = 60
"""What fits into an announcement and on one line of a till."""

Beside = Callable[[Office], AbstractContextManager[None]]


def serve(
    database_url: str,
    host: str = "127.0.0.1",
    port: int = 8080,
    on_ready: Callable[[Door], None] | None = None,
    secure: Secure | None = None,
    *,
    announce: bool = False,
    beside: Beside | None = None,
) -> None:
    """Serve until the process is told to stop; `on_ready` gets the addresses when it listens.

    What `beside` makes of the open office is entered for as long.

    Raises LapakError `port_taken`, `port_forbidden`, `host_not_here`, or as `create_app` and
    `own_certificate` name.
    """
    app, door = _opened(database_url, host, port, secure)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, leave)
    run(
        app,
        door,
        lambda: on_ready and on_ready(door),
        announce=announce,
        beside=beside,
        looks_after=True,
    )


def run(
    app: Litestar,
    door: Door,
    on_ready: Callable[[], object],
    *,
    announce: bool = False,
    beside: Beside | None = None,
    looks_after: bool = False,
    on_server: Callable[[Callable[[], None]], None] | None = None,
) -> None:
    """Serve what is open in this process; `on_server` gets a function that ends it.

    One process of those on a database `looks_after` what is done once for all of them.
    """
    _prepare_process()
    server = _Uvicorn(app, door, on_ready)
    office: Office = app.state.office
    here = announced(door, office.identity.server_id, app.state.here.name)
    other = beside(office) if beside else nullcontext()
    hooks = delivering(office) if looks_after else nullcontext()
    if on_server is not None:
        on_server(server.end)
    with here if announce else nullcontext(), other, hooks:
        server.run(sockets=[door.plain])


def leave(_number: int, _frame: FrameType | None) -> None:
    """On SIGTERM, end by way of every `finally`: the network is told goodbye.

    Uvicorn finishes what it answers, then sends itself the signal once more; without this the
    process would be gone at once.
    """
    raise SystemExit(0)


def own_name() -> str:
    """What this machine is called in its network."""
    return socket.gethostname()[:MAX_NAME]


def _prepare_process() -> None:
    """Ready this process to serve and nothing else; together a tenth of the time of a push."""
    # A thread that comes back from SQLite asks for the interpreter. Python's own 5 ms are longer
    # than the statement took, so that two pushes at once were no quicker than one after another.
    sys.setswitchinterval(0.0002)
    # What stands now stays: the collector need not look through it again. A batch leaves nothing
    # that refers back, so it need not be looked through a dozen times either.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


class RunningServer:
    """A server in a thread of this process, on a free port of the loopback unless told otherwise.

    Raises LapakError as `serve` does, or `server_did_not_start`.
    """

    def __init__(
        self,
        app: Litestar | str,
        host: str = "127.0.0.1",
        port: int = 0,
        secure: Secure | None = None,
    ) -> None:
        made, self._door = _opened(app, host, port, secure)
        self.url, self.secure_url = self._door.url, self._door.secure_url
        self.certificate = self._door.certificate
        ready = threading.Event()
        self._server = _Uvicorn(made, self._door, ready.set)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._door.plain]}, name="lapak-server"
        )
        self._thread.start()
        if not ready.wait(START_S) or not self._server.started:
            self.stop()
            raise LapakError("server_did_not_start")

    def stop(self) -> None:
        """Finish what is being answered and close; a second call does nothing."""
        self._server.should_exit = True
        self._thread.join(STOP_S)
        self._door.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class _Uvicorn(uvicorn.Server):
    """Uvicorn that listens with and without TLS, and says when it does."""

    def __init__(self, app: Litestar, door: Door, on_ready: Callable[[], object]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=5,
                timeout_keep_alive=60,
            )
        )
        self._door = door
        self._on_ready = on_ready

    def end(self) -> None:
        """Finish what is being answered, and serve no more."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self._door.secure is not None:
            # Uvicorn serves one app either with TLS or without; its life is one all the same.
            self.servers.append(
                await asyncio.get_running_loop().create_server(
                    self._protocol,
                    sock=self._door.secure,
                    ssl=self._door.context,
                    backlog=self.config.backlog,
                )
            )
        self._on_ready()

    def _protocol(self) -> asyncio.Protocol:
        made: Any = self.config.http_protocol_class
        protocol: asyncio.Protocol = made(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return protocol


def _opened(
    app: Litestar | str, host: str, port: int, secure: Secure | None
) -> tuple[Litestar, Door]:
    """Open the database first: nothing listens for a server that cannot work."""
    made = create_app(app) if isinstance(app, str) else app
    try:
        door = open_door(host, port, secure, made.state.office.clock())
    except BaseException:
        made.state.office.database.close()
        raise
    made.state.here.tell(own_name(), door.certificate, door.addresses)
    return made, door
