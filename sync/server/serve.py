"""Running the server: in front until it is stopped, or beside a demo or a test."""

import errno
import gc
import os
import socket
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

import uvicorn
from litestar import Litestar

from pos_app.domain.errors import LapakError
from sync.server.app import create_app

START_S = 30
STOP_S = 10


def serve(
    database_url: str,
    host: str = "127.0.0.1",
    port: int = 8080,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until the process is told to stop; `on_ready` gets the address when it listens.

    Raises LapakError `port_taken`, `port_forbidden`, `host_not_here`, or as `create_app` names.
    """
    app, listening = _opened(database_url, host, port)
    _prepare_process()
    server = _Uvicorn(app, lambda: on_ready and on_ready(_url(listening)))
    server.run(sockets=[listening])


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

    def __init__(self, app: Litestar | str, host: str = "127.0.0.1", port: int = 0) -> None:
        made, self._socket = _opened(app, host, port)
        self.url = _url(self._socket)
        ready = threading.Event()
        self._server = _Uvicorn(made, ready.set)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="lapak-server"
        )
        self._thread.start()
        if not ready.wait(START_S) or not self._server.started:
            self.stop()
            raise LapakError("server_did_not_start")

    def stop(self) -> None:
        """Finish what is being answered and close; a second call does nothing."""
        self._server.should_exit = True
        self._thread.join(STOP_S)
        self._socket.close()

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
    """Uvicorn that says when it listens."""

    def __init__(self, app: Litestar, on_ready: Callable[[], object]) -> None:
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
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._on_ready()


def _opened(app: Litestar | str, host: str, port: int) -> tuple[Litestar, socket.socket]:
    """Open the database first: nothing listens for a server that cannot work."""
    made = create_app(app) if isinstance(app, str) else app
    try:
        return made, _listen(host, port)
    except BaseException:
        made.state.office.database.close()
        raise


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sets TCP_NODELAY on what is accepted; without it the body of
    # every answer waits 44 ms for the acknowledgement of its headers.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        # Elsewhere it would let two servers share a port; here it only frees one in TIME_WAIT.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, UnicodeError) as error:
        listening.close()
        raise LapakError(_reason(error), host=host, port=port) from error
    return listening


def _reason(error: OSError | UnicodeError) -> str:
    match error:
        case PermissionError():
            return "port_forbidden"
        case socket.gaierror() | UnicodeError():
            return "host_not_here"
        case OSError(errno=errno.EADDRNOTAVAIL):
            return "host_not_here"
    return "port_taken"


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"
