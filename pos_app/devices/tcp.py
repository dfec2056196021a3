"""A printer on the network, as most of them listen: raw bytes on TCP port 9100."""

import socket
import time

from pos_app.devices.delivery import Patience
from pos_app.devices.link_printer import LinkPrinter

DEFAULT_PORT = 9100
_SEND_BUFFER = 16 * 1024
"""What may be under way: a small one tells earlier that a printer has stopped taking bytes."""


class TcpPrinter(LinkPrinter):
    """A printer reached by host and port; its address is `tcp://host:port`."""

    def __init__(
        self,
        host: str,
        port: int = DEFAULT_PORT,
        *,
        connect_timeout_s: float = 3.0,
        write_timeout_s: float = 10.0,
        reply_timeout_s: float = 0.5,
    ) -> None:
        patience = Patience(reply_s=reply_timeout_s, settle_s=write_timeout_s)

        def connect() -> _TcpLink:
            return _TcpLink(socket.create_connection((host, port), connect_timeout_s), patience)

        shown = f"[{host}]" if ":" in host else host
        super().__init__(f"tcp://{shown}:{port}", connect, patience)


class _TcpLink:
    """A connection with timeouts."""

    two_way = True

    def __init__(self, connection: socket.socket, patience: Patience) -> None:
        self._connection = connection
        self._patience = patience
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)

    def write(self, data: bytes) -> int:
        self._connection.settimeout(self._patience.settle_s)
        return self._connection.send(data)

    def read(self, timeout_s: float) -> bytes:
        self._connection.settimeout(timeout_s)
        return self._connection.recv(64)

    def finish(self) -> None:
        """Say that the job is complete and listen for a reset that would tell otherwise.

        Closing while an answer lies unread would make the system reset the connection, and the
        printer lose its job.
        """
        self._connection.shutdown(socket.SHUT_WR)
        until = time.monotonic() + self._patience.reply_s
        try:
            while (left := until - time.monotonic()) > 0 and self.read(left):
                pass
        except TimeoutError:
            return  # it keeps its side open, as many do

    def close(self) -> None:
        self._connection.close()
