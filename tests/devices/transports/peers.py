"""Servers of our own that behave as some printers do, and as things that are no printers."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

from pos_app.devices.rendering.command_stream import CommandStream

FINE = b"\x12"
Behaviour = Callable[[socket.socket, "Peer"], None]
"""What a peer does with one connection; it is closed afterwards."""


class Peer:
    """A server on a free port, its jobs, and how many connections it has had."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connections = 0
        self._received = b""
        self._changed = threading.Condition()

    @property
    def received(self) -> bytes:
        """Every byte of jobs that was read, questions left out."""
        with self._changed:
            return self._received

    def took(self, data: bytes) -> None:
        """Note bytes of a job."""
        with self._changed:
            self._received += data
            self._changed.notify_all()

    def wait_for(self, size: int) -> bytes:
        """What was read once it is at least that much."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._received) >= size, 20)
            return self._received


@contextlib.contextmanager
def peer(behave: Behaviour, *, receive_buffer: int = 0) -> Iterator[Peer]:
    """A server on loopback, one connection after the other."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if receive_buffer:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    listener.bind(("127.0.0.1", 0))
    listener.listen(8)
    state = Peer(listener.getsockname()[1])

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            state.connections += 1
            with connection, contextlib.suppress(OSError):
                connection.settimeout(20)
                behave(connection, state)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def answering(answer: Callable[[int], bytes]) -> Behaviour:
    """A printer that answers each question so, and reads on until its peer closes."""

    def behave(connection: socket.socket, state: Peer) -> None:
        stream = CommandStream()
        while data := connection.recv(4096):
            job, questions = stream.feed(data)
            state.took(job)
            for question in questions:
                connection.sendall(answer(question))

    return behave
