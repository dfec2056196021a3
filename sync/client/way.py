"""The way from a register to its server: who may be spoken to, and how."""

from collections.abc import Iterator
from contextlib import contextmanager

from pos_app.services.outbox import SyncLink
from sync.client.pace import TIMEOUTS, Timeouts
from sync.client.server import Server


@contextmanager
def open_way(link: SyncLink, timeouts: Timeouts = TIMEOUTS) -> Iterator[Server]:
    """A connection to the server of a link, closed at the end."""
    server = Server(link.address, link.token, timeouts, link.certificate)
    try:
        yield server
    finally:
        server.close()
