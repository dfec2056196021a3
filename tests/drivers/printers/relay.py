"""Something between a till and a printer that lets so many bytes through before it interferes.

`RelayedPort` stands before a TCP printer, `RelayedLine` before a terminal line; POSIX only.
"""

import os
import select
import socket
import struct
import threading
import tty
from collections.abc import Callable
from types import TracebackType
from typing import Self

import msgspec

_PIECE = 4096


class Moment(msgspec.Struct, frozen=True):
    """After so many bytes on their way to the printer `then` is called; false cuts the line."""

    after: int
    then: Callable[[], bool]


NEVER = Moment(-1, lambda: True)


def cut(after: int) -> Moment:
    """The connection is lost after so many bytes."""
    return Moment(after, lambda: False)


class _Relay:
    """One thread that carries bytes both ways until it is closed."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment
        self._passed = 0
        self._stop, self._stopping = os.pipe()
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.write(self._stopping, b".")
        self._thread.join(20)
        for end in (self._stop, self._stopping):
            os.close(end)

    def _run(self) -> None:
        raise NotImplementedError

    def _ready(self, *files: int) -> list[int]:
        """Which of them can be read; empty once the relay is to stop."""
        ready, _, _ = select.select([self._stop, *files], [], [])
        return [] if self._stop in ready else ready

    def _carry(self, till: int, printer: int) -> bool:
        """Carry bytes until one side ends; whether the line is whole then."""
        while ready := self._ready(till, printer):
            if printer in ready and not self._pass(printer, till, _PIECE):
                return True
            if till in ready:
                left = self._moment.after - self._passed
                if left == 0:
                    self._passed += 1
                    if not self._moment.then():
                        return False
                moved = self._pass(till, printer, min(left, _PIECE) if left > 0 else _PIECE)
                if not moved:
                    return True
                self._passed += moved
        return True

    @staticmethod
    def _pass(source: int, target: int, most: int) -> int:
        try:
            data = os.read(source, most)
            left = data
            while left:
                left = left[os.write(target, left) :]
        except OSError:
            return 0
        return len(data)


class RelayedPort(_Relay):
    """A port that leads to a printer's port."""

    def __init__(self, port: int, moment: Moment = NEVER) -> None:
        super().__init__(moment)
        self._printer = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"

    def _run(self) -> None:
        with self._listener:
            while self._ready(self._listener.fileno()):
                till, _ = self._listener.accept()
                with till, socket.create_connection(("127.0.0.1", self._printer)) as printer:
                    if not self._carry(till.fileno(), printer.fileno()):
                        for side in (till, printer):  # closing without lingering is a reset
                            side.setsockopt(
                                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                            )


class RelayedLine(_Relay):
    """A terminal line that leads to a printer's; it vanishes when it is cut.

    The till's end stays open, hung up: the system would give its number to somebody else's line,
    and who still tries the path would find a stranger there, as did tests that ran side by side.
    """

    def __init__(self, line: str, moment: Moment = NEVER) -> None:
        super().__init__(moment)
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self._line = line
        self.path = os.ttyname(self._slave)
        self.address = f"file://{self.path}"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, trace)
        os.close(self._slave)

    def _run(self) -> None:
        printer = os.open(self._line, os.O_RDWR | os.O_NOCTTY)
        try:
            self._carry(self._master, printer)
        finally:
            os.close(printer)
            os.close(self._master)
