"""A till with a backlog behind a bad network, over real HTTP: all of it arrives, and counts once.

More of it: `make rough ROUGH=20`.
"""

import os
from pathlib import Path

import pytest

from pos_app.services.till import Till
from sync.client import search
from sync.client.join import join
from sync.client.pace import Pace, Timeouts
from sync.server.office import open_office
from tests.drivers.bad_network import NARROW, BadNetwork, bad_ways
from tests.drivers.lines import entries, open_line, register_id, waiting
from tests.drivers.organizers import Fair, prepared
from tests.drivers.server_process import ServerProcess
from tests.drivers.tills import make_till, open_shop, sell

SEEDS = range(1, 1 + int(os.environ.get("LAPAK_ROUGH_SEEDS", "1")))
SALES, FAILURES = 40, 5
IMPATIENT = Timeouts(connect_s=5, piece_s=1.5, whole_s=20)
"""Somebody who says nothing for so long is gone: the test need not wait for longer."""

AT_ONCE = Pace(heartbeat_s=600, first_retry_s=0.0002)


@pytest.fixture(autouse=True)
def one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no way round the network, though the server tells where it listens itself."""
    monkeypatch.setattr(search, "found_again", lambda *_: None)


def stored(fair: Fair, register: str) -> list[bytes]:
    chosen = "SELECT entry FROM journal WHERE register_id = ? ORDER BY seq"
    with fair.office.database.read() as connection:
        return [bytes(row[0]) for row in connection.exec_driver_sql(chosen, (register,))]


def drained(till: Till, fair: Fair, network: BadNetwork, seed: int) -> None:
    """Sell while nothing gets out, and then send through one failure after the other."""
    for _ in range(SALES):
        sell(till)
    network.turns_bad(bad_ways(seed, FAILURES), NARROW)
    with open_line(till, IMPATIENT, AT_ONCE) as opened:
        opened.until_sent(len(entries(till)))
    assert network.cut >= 2
    assert waiting(till) == 0
    assert stored(fair, register_id(till)) == entries(till)
    booth = fair.booth()
    assert (booth.sales, booth.missing, booth.status) == (SALES, 0, "complete")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("tls", [False, True], ids=["plain", "pinned"])
def test_a_backlog_gets_through_a_network_that_tears_and_stalls_at_64_kbit(
    tmp_path: Path, seed: int, *, tls: bool
) -> None:
    database = str(prepared(tmp_path / "organizer.db"))
    fair = Fair(open_office(database))
    till = make_till(tmp_path)
    with (
        ServerProcess(database, tmp_path / "tls.pem" if tls else None) as server,
        BadNetwork(server.secure_port if tls else server.port) as network,
    ):
        address = f"{'https' if tls else 'http'}://127.0.0.1:{network.port}"
        join(till, address, fair.join_code(), IMPATIENT, server.fingerprint)
        open_shop(till)
        drained(till, fair, network, seed)
        till.close()
    fair.office.database.close()
