"""Applications whose routes are used again: to make them takes a third of a second each time."""

from collections.abc import Iterator
from contextlib import contextmanager

from litestar import Litestar

from sync.server.app import app_for
from sync.server.office import Office

_idle: list[Litestar] = []


@contextmanager
def lent_app(office: Office) -> Iterator[Litestar]:
    """The application on an office, until the block ends."""
    app = app_for(office, routes=_idle.pop() if _idle else None)
    try:
        yield app
    finally:
        _idle.append(app)
