"""A server on loopback that says what a test tells it to, down to the byte."""

import socket
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from types import TracebackType
from typing import Self

import msgspec

Answer = bytes | Iterable[bytes]
"""What goes back: bytes at once, or pieces for as long as somebody listens."""

Act = Callable[["Asked", Callable[[], bytes]], Answer]
"""One misdeed: gets the request and a function that does what is right."""


class Asked(msgspec.Struct, frozen=True):
    """A request as it came; names of headers in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class ScriptedServer:
    """Answers each request with the next act of `script`; without one, with `proper`.

    One request a connection; each connection has a thread that ends with it or at the exit.
    """

    def __init__(self, proper: Callable[[Asked], bytes], port: int = 0) -> None:
        self.script: deque[Act] = deque()
        self.asked: list[Asked] = []
        self._proper = proper
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._turn = threading.Lock()
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def hang(self, _asked: Asked, _proper: Callable[[], bytes]) -> Iterable[bytes]:
        """An act: take the request and never say anything."""
        self._stopped.wait(60)
        return ()

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
        with self._turn:
            for connected in self._open:
                with suppress(OSError):
                    connected.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                connected, _ = self._listener.accept()
            except OSError:
                return
            with self._turn:
                self._open.add(connected)
            thread = threading.Thread(target=self._converse, args=(connected,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _converse(self, connected: socket.socket) -> None:
        with connected, suppress(OSError):
            asked = _read(connected)
            if asked is not None:
                self.asked.append(asked)
                answer = self._answer(asked)
                for piece in (answer,) if isinstance(answer, bytes) else answer:
                    connected.sendall(piece)
        with self._turn:
            self._open.discard(connected)

    def _answer(self, asked: Asked) -> Answer:
        if self.script:
            return self.script.popleft()(asked, lambda: self._proper(asked))
        return self._proper(asked)


def answer(status: int, body: bytes | msgspec.Struct = b"", **headers: str) -> bytes:
    """An HTTP answer; a struct goes as JSON. Underscores in header names are dashes."""
    content = body if isinstance(body, bytes) else msgspec.json.encode(body)
    told = {"Content-Length": str(len(content)), "Connection": "close"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status} Reason\r\n{lines}\r\n".encode() + content


def saying(what: Answer) -> Act:
    """An act: say this, whatever was asked."""
    return lambda _asked, _proper: what


_TLS, _HELLO = b"\x16", 16_384
"""How a greeting with TLS begins, and its most: a plain server knows nothing of it."""


def _read(connected: socket.socket) -> Asked | None:
    with connected.makefile("rb") as stream:
        if stream.peek(1)[:1] == _TLS:
            stream.read1(_HELLO)
            connected.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return None
        first = stream.readline().decode("latin-1").split()
        if len(first) != 3:
            return None
        headers = {}
        while line := stream.readline().strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        body = stream.read(int(headers.get("content-length", "0")))
    return Asked(first[0], first[1], headers, body)
