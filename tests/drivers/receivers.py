"""A program that is told what happens, on this machine: well, or in trouble as it is told to be."""

import socket
import struct
import threading
from types import TracebackType
from typing import Self

import msgspec

RESET = "reset"
SILENT = "silent"
TRICKLE = "trickle"


class Received(msgspec.Struct, frozen=True):
    """A request as it came; names of headers are small letters."""

    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """Listens on a free port; `answers` come one after the other, then everything is well.

    An answer is a status, or headers and all as text, or `RESET`, `SILENT`, `TRICKLE`.
    """

    def __init__(self, *answers: int | str) -> None:
        self._answers = list(answers)
        self.received: list[Received] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._door.getsockname()[1]}/lapak?from=hall"

    def refuse(self) -> None:
        """Listen no more."""
        self._over.set()
        with socket.create_connection(self._door.getsockname()):
            self._thread.join(5)
        self._door.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._over.is_set():
            self.refuse()

    def _serve(self) -> None:
        while True:
            line, _ = self._door.accept()
            with line:
                if self._over.is_set():
                    return
                line.settimeout(5)
                self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        self.received.append(_read(line))
        answer = self._answers.pop(0) if self._answers else 204
        try:
            match answer:
                case "reset":
                    linger = struct.pack("ii", 1, 0)
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                case "silent":
                    line.recv(1)
                case "trickle":
                    self._trickle(line)
                case int():
                    line.sendall(f"HTTP/1.1 {answer} X\r\nContent-Length: 0\r\n\r\n".encode())
                case _:
                    line.sendall(answer.encode())
        except OSError:
            return

    def _trickle(self, line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n")
        while not self._over.wait(0.05):
            line.sendall(b"X-A: a\r\n")


def _read(line: socket.socket) -> Received:
    with line.makefile("rb") as told:
        first = told.readline().decode()
        headers = {}
        while (text := told.readline().decode().strip()) != "":
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
        return Received(first.split(" ")[1], headers, told.read(int(headers["content-length"])))
