"""Relaying: a hall's journals passed on to a central server, against tills pushing to the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.relay.relay import Pace, Relay
from sync.relay.upstream import Upstream
from sync.server.office import Office, open_office
from sync.server.relays import passing_on, relayed
from tests.bench.backlog import Fair, Tills, serving, set_up
from tests.bench.engines import SqliteFiles
from tests.bench.measure import Figure, Sizes, median, ms, paired, seconds
from tests.drivers.organizers import prepared

_RUNS = 5


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`relay_per_s` and `relay_vs_push`: one line for all registers, against a line for each."""
    copies = SqliteFiles(work / "relay")
    fair = set_up(copies.template, sizes.registers, sizes.sales_each)
    hall = copies.copy("hall")
    _pushed(fair, hall)
    relays, pushes = [], []
    for number in range(min(_RUNS, sizes.ingests)):
        direct = copies.copy("direct")
        pushes.append(_pushed(fair, direct))
        copies.drop("direct")
        relays.append(_relayed(hall, prepared(work / f"centre-{number}.db"), fair))
    here, there = median(relays), median(pushes)
    return (
        Figure("relay_per_s", fair.entries / here, f"{fair.entries} in {ms(here)}"),
        paired("relay_vs_push", pushes, relays, f"{ms(there)} / {ms(here)}"),
    )


def _pushed(fair: Fair, url: str) -> float:
    with serving(url) as (address, _):
        tills = Tills(fair, address)
        try:
            tills.greet()
            return seconds(tills.push_all)
        finally:
            tills.close()


def _relayed(hall: str, centre: Path, fair: Fair) -> float:
    with _opened(str(centre)) as office:
        key = relayed.create_relay_key(office, "bench")
    with serving(str(centre)) as (address, _), _opened(hall) as office:
        relay = Relay(office, Upstream(address, key), Pace(ask_s=0.0))
        taken = seconds(relay.round)
        upstream = Upstream(address, key).server_id
        with office.database.read() as connection:
            every = passing_on.registers(connection, upstream)
        # Or a bench measures something else.
        assert sum(one.passed_seq for one in every) == fair.entries
    return taken


@contextmanager
def _opened(url: str) -> Iterator[Office]:
    office = open_office(url)
    try:
        yield office
    finally:
        office.database.close()
