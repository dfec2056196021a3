"""The organizer's real server in this process: asked by HTTP messages, killed at any moment."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
import requests
from litestar import Litestar

from sync.server import app as server_app
from sync.server.office import Office
from tests.sim.fuse import Fuse

ADDRESS = "http://127.0.0.1:8080"
_make_app = server_app.app_for


class Message(msgspec.Struct, frozen=True):
    """A request as it leaves a till. `gone` is a caller who hung up in the middle of its body."""

    method: str
    path: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    gone: bool = False

    @classmethod
    def of(cls, request: requests.PreparedRequest) -> "Message":
        """What a prepared request puts on the wire."""
        body = request.body or b""
        assert isinstance(body, bytes)
        headers = tuple(
            (_bytes(name).lower(), _bytes(value)) for name, value in request.headers.items()
        )
        return cls(request.method or "", urlsplit(request.url or "").path, headers, body)


class Reply(msgspec.Struct, frozen=True):
    """An answer as it leaves the server."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class Hall:
    """A server on a SQLite file; it can be killed, started, and restored to an earlier copy."""

    def __init__(self, folder: Path, fuse: Fuse, clock: Callable[[], datetime]) -> None:
        self.database = folder / "organizer.db"
        self.fuse = fuse
        self._clock = clock
        self._app: Litestar | None = None
        self._kept = folder / "kept.db"

    @property
    def is_up(self) -> bool:
        return self._app is not None

    @property
    def office(self) -> Office:
        assert self._app is not None
        office: Office = self._app.state.office
        return office

    def start(self, chance: Random) -> None:
        """Open the database as `lapak server` does; may die of it."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(server_app, "app_for", _same_app)
            self._app = server_app.create_app(
                str(self.database), clock=self._clock, new_secret=lambda: chance.randbytes(32)
            )

    def stop(self) -> None:
        """Go down in order."""
        if self._app is not None:
            self.office.database.close()
        self._app = None

    def is_dead(self) -> None:
        """The process died: its files stay as they were."""
        self._app = None
        self.fuse.forget_process(self.database)

    def remember(self) -> None:
        """Make a backup, with the server down for a moment."""
        self.stop()
        shutil.copy(self.database, self._kept)

    def restore(self) -> bool:
        """Put the latest backup in place while the server is down; False if there is none."""
        if not self._kept.exists():
            return False
        self.stop()
        for old in self.database.parent.glob(f"{self.database.name}-*"):
            old.unlink()
        shutil.copy(self._kept, self.database)
        return True

    def answer(self, message: Message) -> Reply:
        """Let the server answer; raises `Died` where it does not live to."""
        assert self._app is not None
        return _driven(self._app, message)


def _same_app(opened: Office, *_texts: Any, **_kept: Any) -> Litestar:
    """One application for every start: making one takes forty milliseconds."""
    if not _made:
        _made.append(_make_app(opened))
    [app] = _made
    for name in Office.__struct_fields__:
        msgspec.structs.force_setattr(app.state.office, name, getattr(opened, name))
    return app


_made: list[Litestar] = []


def _driven(app: Litestar, message: Message) -> Reply:
    """Run an application without an event loop: nothing in it waits for anything."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": message.method,
        "path": message.path,
        "raw_path": message.path.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": list(message.headers),
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8080),
        "state": {},
    }
    first = {"type": "http.request", "body": message.body, "more_body": message.gone}
    coming = [first, {"type": "http.disconnect"}]
    said: list[Any] = []

    async def receive() -> Any:
        return coming.pop(0) if coming else {"type": "http.disconnect"}

    async def send(part: Any) -> None:
        said.append(part)

    running: Any = app(scope, receive, send)  # type: ignore[arg-type]
    try:
        running.send(None)
    except StopIteration:
        pass
    else:
        raise AssertionError("the server waits for something")
    body = b"".join(part.get("body", b"") for part in said[1:])
    return Reply(said[0]["status"], tuple(said[0]["headers"]), body) if said else Reply(0, (), b"")


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1")
