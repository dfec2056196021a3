"""A printer on the network, as most of them listen: raw bytes on TCP port 9100."""

import contextlib
import socket
import sys
import time

from pos_app.devices.transports.failures import Stranger
from pos_app.devices.transports.link import SLOWEST_BYTES_PER_S, Patience
from pos_app.devices.transports.link_printer import LinkPrinter
from pos_app.devices.transports.progress import Silence
from pos_app.devices.transports.status_bytes import understood

DEFAULT_PORT = 9100
_SEND_BUFFER = 8 * 1024
"""What may be under way: a small one tells earlier that a printer has stopped taking bytes."""

_MOST_WORDS = 1024
_CLOSED = 7  # TCP_CLOSE of Linux


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
        slowest: int = SLOWEST_BYTES_PER_S,
    ) -> None:
        patience = Patience(reply_timeout_s, write_timeout_s, slowest)

        def connect() -> _TcpLink:
            try:
                connection = socket.create_connection((host, port), connect_timeout_s)
            except UnicodeError as error:  # no name of a host can be so long
                raise socket.gaierror(socket.EAI_NONAME, "no name of a host") from error
            return _TcpLink(connection, patience)

        shown = f"[{host}]" if ":" in host else host
        super().__init__(f"tcp://{shown}:{port}", connect, patience)


class _TcpLink:
    """A connection with timeouts."""

    two_way = True
    anybody = True

    def __init__(self, connection: socket.socket, patience: Patience) -> None:
        self._connection = connection
        self._patience = patience
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)

    def write(self, data: bytes) -> int:
        silence = Silence(self._patience.settle_s, self.waiting)
        while True:
            self._connection.settimeout(silence.pause_s())
            with contextlib.suppress(TimeoutError):  # what was sent before may still move
                return self._connection.send(data)

    def read(self, timeout_s: float) -> bytes:
        self._connection.settimeout(timeout_s)
        try:
            return self._connection.recv(64)
        except BlockingIOError as error:
            raise TimeoutError("nothing came") from error

    def waiting(self) -> int:
        """What the printer's side has not acknowledged; Linux alone tells."""
        return _unacknowledged(self._connection) if sys.platform == "linux" else 0

    def finish(self) -> None:
        """Say that the job is complete and listen for a reset that would tell otherwise.

        Closing while an answer lies unread would make the system reset the connection, and the
        printer lose its job. Words that come are no printer's: raises Stranger.
        """
        try:
            self._connection.shutdown(socket.SHUT_WR)
        except OSError:
            if self.read(0):
                raise  # it has not hung up by itself
            return
        until, heard = time.monotonic() + self._patience.reply_s, b""
        with contextlib.suppress(TimeoutError):  # it keeps its side open, as many do
            while (left := until - time.monotonic()) > 0 and (piece := self.read(left)):
                heard = (heard + piece)[:_MOST_WORDS]
        if understood(heard).stranger:
            raise Stranger("what took the job is no printer")

    def close(self) -> None:
        self._connection.close()


def _unacknowledged(connection: socket.socket) -> int:
    """SIOCOUTQ of tcp(7), which is TIOCOUTQ by another name; nothing once it was reset."""
    import fcntl
    import struct
    import termios

    if connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == _CLOSED:
        return 0
    told = fcntl.ioctl(connection, termios.TIOCOUTQ, struct.pack("i", 0))
    return int(struct.unpack("i", told)[0])
