"""A till's line to its organizer, and asking it step by step."""

from collections.abc import Iterator
from contextlib import contextmanager

from pos_app.services import outbox
from pos_app.services.organizer import SyncKind, SyncState
from pos_app.services.till import Till
from pos_app.store import journal
from sync.client.line import Line
from sync.client.pace import Pace, Timeouts
from sync.client.push import push_journal
from sync.client.way import open_way
from sync.wire import Watermark
from tests.drivers.listening import Heard

IMPATIENT = Timeouts(connect_s=2, piece_s=0.4, whole_s=1)
"""For servers that are silent on purpose; a server that answers is asked with `SURE`."""

SURE = Timeouts(connect_s=20, piece_s=30, whole_s=60)

AT_ONCE = Pace(heartbeat_s=600, first_retry_s=0.05)


def push(till: Till, timeouts: Timeouts = SURE, held: Watermark | None = None) -> Watermark:
    """Send everything once."""
    now = till.read(outbox.situation).result()
    assert now.register is not None
    assert now.link is not None
    with open_way(now.link, timeouts) as server:
        return push_journal(till, server, now.register, now.link, lambda _a, _b: None, held)


def entries(till: Till) -> list[bytes]:
    """The journal of the register in use."""
    register = till.read(outbox.situation).result().register
    assert register is not None
    return till.read(lambda work: journal.tail(work.db, register.id, 0, 100_000)).result()


def register_id(till: Till) -> str:
    register = till.read(outbox.situation).result().register
    assert register is not None
    return register.id


def waiting(till: Till) -> int:
    return till.read(outbox.situation).result().waiting


class OpenLine:
    """A line at work and what it told."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.heard = Heard(line.state, line.subscribe)

    def until(self, *kinds: SyncKind, waiting: int | None = None) -> SyncState:
        return self.heard.until(lambda now: now.kind in kinds and waiting in {None, now.waiting})

    def until_sent(self, of: int) -> SyncState:
        """Until the organizer holds that many entries."""
        return self.heard.until(lambda now: now.kind is SyncKind.SYNCED and now.of == of)


@contextmanager
def open_line(till: Till, timeouts: Timeouts = SURE, pace: Pace = AT_ONCE) -> Iterator[OpenLine]:
    """A line that tries again at once and is closed at the end."""
    line = Line(till, pace=pace, timeouts=timeouts)
    opened = OpenLine(line)
    line.start()
    try:
        yield opened
    finally:
        line.close()
