"""A network between tills and a server on loopback: it delays, throttles, tears and resets.

It carries bytes as they are, so TLS goes through it, and repeats nothing by itself.
"""

import selectors
import socket
import struct
import threading
from collections.abc import Iterable, Iterator
from random import Random
from types import TracebackType
from typing import Self

import msgspec

_PIECE = 1024
_RESET = struct.pack("ii", 1, 0)
"""Closing without lingering is a reset."""


class Way(msgspec.Struct, frozen=True):
    """What one connection meets with.

    `up` and `down` are how many bytes get through to the server and back before it `ends`, by a
    reset, a proper end in the middle, or silence; -1 is all.
    """

    delay_s: float = 0.0
    bytes_per_s: int = 0
    up: int = -1
    down: int = -1
    ends: str = "reset"


GOOD = Way()
NARROW = Way(bytes_per_s=64_000 // 8)
"""64 kbit/s, both directions together."""


def bad_ways(seed: int, count: int) -> list[Way]:
    """Connections that fail: on the way there, on the way back, or at once; one in silence."""
    rng = Random(seed)
    ways = []
    for number in range(count):
        there = rng.random() < 0.5
        after = rng.choice((0, rng.randrange(300), rng.randrange(3_000)))
        ends = "silence" if number == 1 else rng.choice(("reset", "end"))
        ways.append(
            Way(
                delay_s=rng.uniform(0, 0.02),
                up=after if there else -1,
                down=-1 if there else after,
                ends=ends,
            )
        )
    return ways


class BadNetwork:
    """A port that leads to a server's; each new connection meets the next of `ways`, or `then`."""

    def __init__(self, server_port: int, ways: Iterable[Way] = (), then: Way = GOOD) -> None:
        self.then = then
        self.cut = 0
        self.carried = 0
        self._ways: Iterator[Way] = iter(ways)
        self._server = ("127.0.0.1", server_port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    def turns_bad(self, ways: Iterable[Way], then: Way = GOOD) -> None:
        """From the next connection on."""
        self._ways, self.then = iter(ways), then

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(20)

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                till, _ = self._listener.accept()
            except OSError:
                return
            way = next(self._ways, self.then)
            thread = threading.Thread(target=self._connect, args=(till, way), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _connect(self, till: socket.socket, way: Way) -> None:
        try:
            server = socket.create_connection(self._server, 10)
        except OSError:
            till.close()
            return
        with till, server:
            _Connection(till, server, way, self).carry()


class _Connection:
    """One connection until either side or its way ends it."""

    def __init__(
        self, till: socket.socket, server: socket.socket, way: Way, network: BadNetwork
    ) -> None:
        self._way = way
        self._network = network
        self._other = {till: server, server: till}
        self._left = {till: way.up, server: way.down}

    def carry(self) -> None:
        with selectors.DefaultSelector() as ready:
            for side in self._other:
                ready.register(side, selectors.EVENT_READ)
            while not self._network._stopped.is_set():
                for key, _ in ready.select(0.2):
                    if not self._pass(key.fileobj):  # type: ignore[arg-type]
                        return

    def _pass(self, side: socket.socket) -> bool:
        """Carry a piece; whether the connection goes on."""
        left = self._left[side]
        if left == 0:
            return self._end()
        try:
            piece = side.recv(min(left, _PIECE) if left > 0 else _PIECE)
            if not piece:
                return False
            self._hold_up(len(piece))
            self._other[side].sendall(piece)
        except OSError:
            return False
        self._left[side] = left - len(piece) if left > 0 else left
        self._network.carried += len(piece)
        return True

    def _hold_up(self, count: int) -> None:
        way = self._way
        seconds = way.delay_s + (count / way.bytes_per_s if way.bytes_per_s else 0.0)
        if seconds:
            self._network._stopped.wait(seconds)

    def _end(self) -> bool:
        self._network.cut += 1
        if self._way.ends == "silence":
            self._network._stopped.wait(20)
        if self._way.ends == "reset":
            for side in self._other:
                side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        return False
