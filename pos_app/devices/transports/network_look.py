"""A bounded look for printers on port 9100 of some addresses, on one thread and few sockets.

Each open port is asked `DLE EOT 1`, which prints nothing, so that a printer is told from a web
server. Nothing else is ever sent.
"""

import contextlib
import errno
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address

import msgspec

from pos_app.devices.finding.found import Answer, Connection, FoundPrinter, Looked
from pos_app.devices.transports.status_bytes import REQUEST, understood
from pos_app.devices.transports.tcp import DEFAULT_PORT

_AT_ONCE = 48  # a small router keeps up with that
_TICK_S = 0.1
_UNDER_WAY = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", 0)}


class LookPatience(msgspec.Struct, frozen=True):
    """How long one address may take to connect, and an open one to answer."""

    connect_s: float = 0.6
    answer_s: float = 1.0


class _Visit(msgspec.Struct):
    host: str
    until: float
    connected: bool = False
    received: bytes = b""


class NetworkLook:
    """One look over addresses of `addresses_in`; `run` it once, on a thread that may wait.

    It ends by itself: no address takes longer than the patience for it.
    """

    def __init__(
        self,
        hosts: Sequence[str],
        *,
        port: int = DEFAULT_PORT,
        patience: LookPatience | None = None,
    ) -> None:
        self.total = len(hosts)
        self._hosts = deque(hosts)
        self._port = port
        self._patience = patience or LookPatience()
        self._cancelled = threading.Event()
        self._visits: dict[socket.socket, _Visit] = {}
        self._found: dict[str, FoundPrinter] = {}
        self._done = 0

    def cancel(self) -> None:
        """End `run` within a tenth of a second; any thread may ask for it."""
        self._cancelled.set()

    def run(self, heard: Callable[[Looked], None] | None = None) -> Looked:
        """Look; `heard` is called on this thread whenever an address is done.

        What was found until then is returned also after `cancel`.
        """
        with selectors.DefaultSelector() as selector:
            try:
                told = -1
                while (self._hosts or self._visits) and not self._cancelled.is_set():
                    self._go_round(selector)
                    if heard is not None and self._done > told:
                        told = self._done
                        heard(self._looked())
            finally:
                for connection in self._visits:
                    connection.close()
        return self._looked()

    def _looked(self) -> Looked:
        hosts = sorted(self._found, key=IPv4Address)
        return Looked(self._done, self.total, tuple(self._found[host] for host in hosts))

    def _go_round(self, selector: selectors.BaseSelector) -> None:
        while self._hosts and len(self._visits) < _AT_ONCE:
            self._begin(self._hosts.popleft(), selector)
        for key, _ in selector.select(_TICK_S) if selector.get_map() else ():
            connection = key.fileobj
            if isinstance(connection, socket.socket):
                self._go_on(connection, self._visits[connection], selector)
        now = time.monotonic()
        for connection, visit in list(self._visits.items()):
            if visit.until <= now:
                self._end(connection, selector, Answer.SILENT if visit.connected else None)

    def _begin(self, host: str, selector: selectors.BaseSelector) -> None:
        connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        connection.setblocking(False)
        if connection.connect_ex((host, self._port)) not in _UNDER_WAY:
            connection.close()
            self._done += 1
            return
        self._visits[connection] = _Visit(host, time.monotonic() + self._patience.connect_s)
        selector.register(connection, selectors.EVENT_WRITE)

    def _go_on(
        self, connection: socket.socket, visit: _Visit, selector: selectors.BaseSelector
    ) -> None:
        try:
            if visit.connected:
                self._listen(connection, visit, selector)
            elif connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                self._end(connection, selector, None)
            else:
                connection.send(REQUEST + b"\x01")
                visit.connected = True
                visit.until = time.monotonic() + self._patience.answer_s
                selector.modify(connection, selectors.EVENT_READ)
        except OSError:  # it hung up: open, and that is all that is known
            self._end(connection, selector, Answer.SILENT)

    def _listen(
        self, connection: socket.socket, visit: _Visit, selector: selectors.BaseSelector
    ) -> None:
        piece = connection.recv(256)
        visit.received += piece
        heard = understood(visit.received)
        if heard.stranger:
            self._end(connection, selector, Answer.STRANGER)
        elif heard.answers and (not piece or len(visit.received) == len(heard.answers) == 1):
            self._end(connection, selector, Answer.PRINTER)
        elif not piece:
            self._end(connection, selector, Answer.SILENT)

    def _end(
        self, connection: socket.socket, selector: selectors.BaseSelector, answer: Answer | None
    ) -> None:
        """Be done with an address; `answer` is None where no port is open."""
        visit = self._visits.pop(connection)
        selector.unregister(connection)
        with contextlib.suppress(OSError):
            connection.close()
        self._done += 1
        if answer is not None:
            heard = understood(visit.received)
            self._found[visit.host] = FoundPrinter(
                f"tcp://{visit.host}:{self._port}",
                visit.host,
                Connection.NETWORK,
                Answer.PRINTER if answer is Answer.SILENT and heard.answers else answer,
            )
