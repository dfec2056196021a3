"""Printers at the far end of a pipe or a terminal line, as simple as they come."""

import os
import select
import threading
from types import TracebackType
from typing import Self

from pos_app.devices.rendering.command_stream import CommandStream


class Reader:
    """Reads a file on a thread of its own until it is closed; may answer status requests."""

    def __init__(self, file: int, *, answer: bytes = b"") -> None:
        self._file = file
        self._answer = answer
        self._stream = CommandStream()
        self._received = b""
        self._changed = threading.Condition()
        self._stop_read, self._stop_write = os.pipe()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def wait_for(self, size: int) -> bytes:
        """What has come, once it is at least `size` bytes."""
        with self._changed:
            arrived = self._changed.wait_for(lambda: len(self._received) >= size, 20)
            assert arrived, f"{len(self._received)} of {size} bytes came"
            return self._received

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.write(self._stop_write, b".")
        self._thread.join()
        os.close(self._stop_read)
        os.close(self._stop_write)

    def _run(self) -> None:
        poll = select.poll()
        poll.register(self._file, select.POLLIN)
        poll.register(self._stop_read, select.POLLIN)
        while True:
            ready = [file for file, events in poll.poll() if events & select.POLLIN]
            if self._stop_read in ready:
                return
            if self._file in ready:
                self._take(os.read(self._file, 4096))

    def _take(self, data: bytes) -> None:
        job, questions = self._stream.feed(data)
        if self._answer:
            os.write(self._file, self._answer * len(questions))
        with self._changed:
            self._received += job
            self._changed.notify_all()
