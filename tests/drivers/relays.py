"""A hall's server and a central one, and what stands in both."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from pos_app.domain.register import Expo
from sync.client.pace import Timeouts
from sync.relay.relay import Pace, Relay
from sync.relay.upstream import Upstream
from sync.server.figures.totals import expo_totals
from sync.server.listening.door import Secure
from sync.server.listening.serve import RunningServer
from sync.server.office import Office, open_office
from sync.server.store.rows import JournalRow
from tests.drivers.lent import lent_app
from tests.drivers.organizers import Clock, Fair

EAGER = Pace(look_s=0.01, first_retry_s=0.01, ask_s=0.0, afresh_s=0.0)
TIMEOUTS = Timeouts(connect_s=2, piece_s=5, whole_s=10)


@contextmanager
def central(file: Path, secure: Secure | None = None, port: int = 0) -> Iterator[RunningServer]:
    office = open_office(str(file), clock=Clock())
    with lent_app(office) as app, RunningServer(app, "127.0.0.1", port, secure) as up:
        yield up


@contextmanager
def at(file: Path) -> Iterator[Office]:
    office = open_office(str(file), clock=Clock())
    yield office
    office.database.close()


def relay_to(url: str, hall: Fair, relay_key: str, pace: Pace = EAGER) -> Relay:
    return Relay(hall.office, Upstream(url, relay_key, TIMEOUTS), pace)


def journals(office: Office) -> list[tuple[object, ...]]:
    wanted = JournalRow.register_id, JournalRow.seq, JournalRow.entry, JournalRow.hash
    with office.database.read() as connection:
        return [tuple(row) for row in connection.execute(select(*wanted).order_by(*wanted[:2]))]


def sums(office: Office, expo: Expo) -> tuple[int, int, int]:
    with office.database.read() as connection:
        found = expo_totals(connection, expo.id)
    return found.total, found.sales, found.complete
