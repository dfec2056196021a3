"""The hall's network as one booth sees it: a relay to the server that can be pulled out."""

import socket
import threading
from contextlib import suppress

_PIECE = 64 * 1024


class Relay:
    """Passes TCP connections on loopback to a port of the same machine, or cuts them all."""

    def __init__(self, target_port: int) -> None:
        self._target = ("127.0.0.1", target_port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._turn = threading.Lock()
        self._connected = True
        self._accepting = threading.Thread(target=self._accept, name="demo-network", daemon=True)
        self._accepting.start()

    @property
    def address(self) -> str:
        """Where the booth believes the server to be."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def cut(self) -> None:
        """Pull the cable: what is under way breaks, what comes is dropped."""
        with self._turn:
            self._connected = False
            broken, self._open = self._open, set()
        for end in broken:
            _shut(end)

    def heal(self) -> None:
        """Plug it in again."""
        with self._turn:
            self._connected = True

    def close(self) -> None:
        """Stop for good."""
        self.cut()
        _shut(self._listener)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(self._target, timeout=5)
        except OSError:
            _shut(near)
            return
        far.settimeout(None)
        with self._turn:
            connected = self._connected
            if connected:
                self._open |= {near, far}
        if not connected:
            _shut(near)
            _shut(far)
            return
        for source, sink in ((near, far), (far, near)):
            threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            sink.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while piece := source.recv(_PIECE):
                sink.sendall(piece)
        with self._turn:
            self._open -= {source, sink}
        _shut(source)
        _shut(sink)


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
