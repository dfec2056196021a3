"""What may listen where a printer should: printers that behave badly, and what is none at all.

Each is a real socket on the loopback interface that serves one connection after the other.
"""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from pos_app.devices.rendering.command_stream import CommandStream

FINE = b"\x12"
_LONG_S = 60.0
_LITTLE = 2048
"""Bytes that may wait unread: little, so that whoever sends feels it."""


class Visitor:
    """One connection of a till, as the printer's side sees it."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.job = b""
        self.gone = threading.Event()
        self._stream = CommandStream()

    def read(self, most: int = 4096, *, answer: bytes = FINE) -> bool:
        """Take some bytes and answer the questions among them; whether there were any."""
        data = self.connection.recv(most)
        job, questions = self._stream.feed(data)
        self.job += job
        if answer and questions:
            self.connection.sendall(answer * len(questions))
        return bool(data)


Manners = Callable[[Visitor], None]
"""What a printer does with a connection; it is closed afterwards."""


class BadPrinter:
    """Something that listens: its address, and the jobs of its visitors."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _LITTLE)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(4)
        self.port: int = self._listener.getsockname()[1]
        self.visitors: list[Visitor] = []
        self._leaving = False
        self._thread = threading.Thread(target=self._serve, name="bad-printer", daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """What the till's settings would hold."""
        return f"tcp://127.0.0.1:{self.port}"

    @property
    def jobs(self) -> list[bytes]:
        """What each visitor brought, leaving out those who only asked."""
        return [one.job for one in self.visitors if one.job]

    def close(self) -> None:
        """Listen no more; whoever is connected is cut off."""
        self._leaving = True
        for visitor in self.visitors:
            visitor.gone.set()
        # Closing alone would not wake a thread that waits for a visitor.
        for one in (self._listener, *(visitor.connection for visitor in self.visitors)):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)
        self._listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while not self._leaving:
                connection, _ = self._listener.accept()
                visitor = Visitor(connection)
                self.visitors.append(visitor)
                with connection, contextlib.suppress(OSError):
                    self._manners(visitor)


@contextmanager
def bad_printer(manners: Manners) -> Iterator[BadPrinter]:
    """A printer with such manners, gone afterwards."""
    printer = BadPrinter(manners)
    try:
        yield printer
    finally:
        printer.close()


def good(visitor: Visitor) -> None:
    """Prints and answers, as all should."""
    while visitor.read():
        pass


def silent(visitor: Visitor) -> None:
    """Prints, and never answers."""
    while visitor.read(answer=b""):
        pass


def stalls_after(count: int) -> Manners:
    """Answers, and reads no more once it has so many bytes of a job."""

    def manners(visitor: Visitor) -> None:
        while len(visitor.job) < count:
            if not visitor.read(min(64, count)):
                return
        visitor.gone.wait(_LONG_S)

    return manners


def resets_after(count: int) -> Manners:
    """Answers, and breaks the connection once it has so many bytes of a job."""

    def manners(visitor: Visitor) -> None:
        while len(visitor.job) < count:
            if not visitor.read(64):
                return
        _break(visitor.connection)

    return manners


def slow(bytes_a_second: int) -> Manners:
    """Answers, and takes its time: what it has not read yet waits outside."""

    def manners(visitor: Visitor) -> None:
        while visitor.read(16):
            time.sleep(16 / bytes_a_second)

    return manners


def closes_after_a_job(end: bytes, *, answers: bool) -> Manners:
    """Hangs up, in order, once a job has ended so; perhaps without the last answers."""

    def manners(visitor: Visitor) -> None:
        while visitor.read():
            if visitor.job.endswith(end):
                if answers:
                    visitor.read()
                return

    return manners


def hangs_up(_visitor: Visitor) -> None:
    """Closes at once."""


def half_open(visitor: Visitor) -> None:
    """Says that it will say nothing more, and reads on."""
    visitor.connection.shutdown(socket.SHUT_WR)
    silent(visitor)


def says(words: bytes) -> Manners:
    """Speaks first, as servers of mail and files do, and answers nothing."""

    def manners(visitor: Visitor) -> None:
        visitor.connection.sendall(words)
        silent(visitor)

    return manners


def answers_with(words: bytes, *, then_closes: bool = False) -> Manners:
    """Answers whatever comes with the same, as a web server answers what it does not understand."""

    def manners(visitor: Visitor) -> None:
        while visitor.read(answer=b""):
            visitor.connection.sendall(words)
            if then_closes:
                return

    return manners


def babbles(seed: int) -> Manners:
    """Answers whatever comes with bytes that mean nothing."""

    def manners(visitor: Visitor) -> None:
        rng = Random(seed)
        while visitor.read(answer=b""):
            visitor.connection.sendall(rng.randbytes(rng.randint(1, 8)))

    return manners


def _break(connection: socket.socket) -> None:
    """Closing without lingering is a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
