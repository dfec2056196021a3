"""A printer on the network that is not there: for the demo, for tests, and for a first look.

It is a real TCP server on the loopback interface. What arrives on one connection is one job,
status requests taken out; a connection that brings only requests is none. A job is complete when
its connection ends in order.
"""

import contextlib
import os
import queue
import selectors
import socket
import struct
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from types import TracebackType
from typing import Self

import msgspec

from pos_app.devices.rendering.command_stream import CommandStream

_MOST_CONNECTIONS = 16
_RECEIVE_BUFFER = 4096
_PIECE = 4096
_SLOW_PIECE, _PAUSE_S = 256, 0.01
_FINE = 0x12


class Fault(StrEnum):
    """What can be wrong with it. Several may be on at once.

    `paper_out`, `cover_open` and `offline` hold back jobs until they are over, as printers do;
    they may begin in the middle of a job. `slow` takes its time, `refuse` takes no connections,
    `hang_up` closes each at once, `silent` answers no question, `stall` stops reading, `reset`
    breaks the connection; the last two once `fault_after` bytes of a job have been read.
    """

    PAPER_NEAR_END = "paper_near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    REFUSE = "refuse"
    HANG_UP = "hang_up"
    SILENT = "silent"
    SLOW = "slow"
    STALL = "stall"
    RESET = "reset"


_HOLDING = frozenset({Fault.PAPER_OUT, Fault.COVER_OPEN, Fault.OFFLINE})
_ANSWERS = {
    1: dict.fromkeys(_HOLDING, 8),
    2: {Fault.COVER_OPEN: 0x04, Fault.PAPER_OUT: 0x20},
    4: {Fault.PAPER_OUT: 0x6C, Fault.PAPER_NEAR_END: 0x0C},
}


class Job(msgspec.Struct, frozen=True):
    """The bytes of one connection; `complete` is false when it broke."""

    data: bytes
    complete: bool


class _Connection(msgspec.Struct):
    stream: CommandStream
    data: bytes = b""


class VirtualPrinter:
    """A context manager that listens on a free port; one thread, at most 16 connections.

    The thread alone touches sockets; others hand it what is to be done.
    """

    def __init__(self, *, fault_after: int = 0) -> None:
        self._fault_after = fault_after
        self._faults: frozenset[Fault] = frozenset()
        self._to_come: dict[Fault, int] = {}
        self._jobs: list[Job] = []
        self._held: list[Job] = []
        self._changed = threading.Condition()
        self._connections: dict[socket.socket, _Connection] = {}
        self._orders: queue.SimpleQueue[tuple[Callable[[], None], threading.Event]]
        self._orders = queue.SimpleQueue()
        self._selector = selectors.DefaultSelector()
        self._waking, self._woken = socket.socketpair()
        self._listener: socket.socket | None = _listening(0)
        self.port: int = self._listener.getsockname()[1]
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="virtual-printer", daemon=True)

    @property
    def address(self) -> str:
        """What the till's settings hold for this printer."""
        return f"tcp://127.0.0.1:{self.port}"

    @property
    def jobs(self) -> tuple[Job, ...]:
        """What has come out so far, in order, without jobs held back by a fault."""
        with self._changed:
            return tuple(self._jobs)

    @property
    def faults(self) -> frozenset[Fault]:
        """What is wrong with it, and what will be in the middle of a job."""
        return self._faults | set(self._to_come)

    @property
    def is_idle(self) -> bool:
        """Whether no connection is open."""
        return not self._connections

    def wait_for_jobs(self, count: int, timeout_s: float = 10.0) -> tuple[Job, ...]:
        """The jobs once there are that many; raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._jobs) >= count, timeout_s):
                raise TimeoutError(f"{len(self._jobs)} of {count} jobs")
            return tuple(self._jobs)

    def begin(self, fault: Fault, after: int | None = None) -> None:
        """Let a fault happen, after so many bytes of a job; without, it is in force at once."""
        if after and fault in _HOLDING:
            self._ordered(lambda: self._to_come.update({fault: after}))
            return
        self._fault_after = self._fault_after if after is None else after
        self._ordered(lambda: self._set_faults(self._faults | {fault}))

    def end(self, fault: Fault) -> None:
        """End a fault; jobs it held back come out."""

        def end() -> None:
            self._to_come.pop(fault, None)
            self._set_faults(self._faults - {fault})

        self._ordered(end)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ordered(self._stop)
        self._thread.join()
        for open_socket in (self._waking, self._woken, self._listener, *self._connections):
            if open_socket is not None:
                open_socket.close()
        self._selector.close()

    def _ordered(self, action: Callable[[], None]) -> None:
        done = threading.Event()
        self._orders.put((action, done))
        self._waking.send(b".")
        if not done.wait(10):
            raise TimeoutError("the virtual printer is not running")

    def _run(self) -> None:
        self._selector.register(self._woken, selectors.EVENT_READ)
        while not self._stopping:
            self._listen_to(self._sockets_to_read())
            for key, _ in self._selector.select():
                ready = key.fileobj
                if ready is self._woken:
                    self._follow_order()
                elif ready is self._listener:
                    self._accept()
                elif isinstance(ready, socket.socket) and ready in self._connections:
                    self._read(ready, self._connections[ready])

    def _stop(self) -> None:
        self._stopping = True

    def _follow_order(self) -> None:
        self._woken.recv(1)
        action, done = self._orders.get()
        action()
        done.set()

    def _sockets_to_read(self) -> set[socket.socket]:
        wanted = {self._woken}
        if self._listener is not None and len(self._connections) < _MOST_CONNECTIONS:
            wanted.add(self._listener)
        wanted.update(
            connected
            for connected, connection in self._connections.items()
            if not self._due(Fault.STALL, connection)
        )
        return wanted

    def _listen_to(self, wanted: set[socket.socket]) -> None:
        known = {key.fileobj for key in self._selector.get_map().values()}
        for gone in known - wanted:
            self._selector.unregister(gone)
        for new in wanted - known:
            self._selector.register(new, selectors.EVENT_READ)

    def _due(self, fault: Fault, connection: _Connection) -> bool:
        return fault in self._faults and len(connection.data) >= self._fault_after

    def _set_faults(self, faults: frozenset[Fault]) -> None:
        self._faults = faults
        if Fault.REFUSE in faults and self._listener is not None:
            refused, self._listener = self._listener, None
            self._listen_to(self._sockets_to_read())
            refused.close()
        elif Fault.REFUSE not in faults and self._listener is None:
            self._listener = _listening(self.port)
        if not faults & _HOLDING:
            self._come_out(*self._held)
            self._held = []

    def _come_out(self, *jobs: Job) -> None:
        with self._changed:
            self._jobs += jobs
            self._changed.notify_all()

    def _accept(self) -> None:
        if self._listener is None:  # refused by an order of the same round
            return
        connected, _ = self._listener.accept()
        if Fault.HANG_UP in self._faults:
            connected.close()
            return
        connected.setblocking(False)
        self._connections[connected] = _Connection(CommandStream())

    def _read(self, connected: socket.socket, connection: _Connection) -> None:
        if Fault.SLOW in self._faults:
            time.sleep(_PAUSE_S)
        try:
            data = connected.recv(_SLOW_PIECE if Fault.SLOW in self._faults else _PIECE)
        except ConnectionError:
            self._disconnect(connected, complete=False)
            return
        if not data:
            self._disconnect(connected, complete=True)
            return
        job, questions = connection.stream.feed(data)
        connection.data += job
        come = {fault for fault, after in self._to_come.items() if len(connection.data) >= after}
        if come:
            self._set_faults(self._faults | come)
        if self._due(Fault.RESET, connection):
            # Lingering for no time makes closing a reset.
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._disconnect(connected, complete=False)
        elif not self._due(Fault.STALL, connection):
            self._answer(connected, questions)

    def _answer(self, connected: socket.socket, questions: list[int]) -> None:
        if Fault.SILENT in self._faults:
            return
        with contextlib.suppress(OSError):  # the asker has gone: nobody waits for the answer
            connected.sendall(bytes(self._status_byte(question) for question in questions))

    def _status_byte(self, question: int) -> int:
        bits = _ANSWERS.get(question, {})
        byte = _FINE
        for fault in self._faults:
            byte |= bits.get(fault, 0)
        return byte

    def _disconnect(self, connected: socket.socket, *, complete: bool) -> None:
        connection = self._connections.pop(connected)
        self._selector.unregister(connected)
        connected.close()
        if not connection.data:
            return
        job = Job(connection.data, complete)
        if self._faults & _HOLDING:
            self._held.append(job)
        else:
            self._come_out(job)


def _listening(port: int) -> socket.socket:
    """A listener whose connections buffer little, so that a stall is felt early."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setblocking(False)
    if os.name == "posix":  # elsewhere it would let two programs share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER)
    listener.bind(("127.0.0.1", port))
    listener.listen(_MOST_CONNECTIONS)
    return listener
