"""Back-pressure: a server with too many tills at its door says so at once, and loses nothing."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pytest
import requests

from sync import wire
from sync.client.http import Refused
from sync.client.server import Server
from sync.server.app import app_for
from sync.server.intake import receive
from sync.server.intake.turns import Turns
from sync.server.listening.serve import RunningServer
from sync.server.office import open_office
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair, prepared

PATIENCE_S = 20


@contextmanager
def serving(folder: Path, turns: Turns) -> Iterator[tuple[Fair, str]]:
    """A fair behind a server with so many turns."""
    office = open_office(str(prepared(folder / "organizer.db")), clock=Clock())
    with RunningServer(app_for(office, turns=turns)) as server:
        yield Fair(office), server.url


def pushed(address: str, till: PaperTill) -> wire.Watermark:
    server = Server(address, till.token)
    try:
        return server.push(till.register, till.batch())
    finally:
        server.close()


class SlowDisk:
    """Pushes that have begun wait here until the test lets them go on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.begun, self._go_on = threading.Semaphore(0), threading.Event()
        proper = receive.receive

        def waiting(*asked: object) -> wire.Watermark:
            self.begun.release()
            assert self._go_on.wait(PATIENCE_S)
            return proper(*asked)  # type: ignore[arg-type]

        patch.setattr(receive, "receive", waiting)

    def go_on(self) -> None:
        self._go_on.set()


def test_whoever_would_wait_too_long_is_told_when_to_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(monkeypatch)
    with serving(tmp_path, Turns(at_once=1, waiting=0)) as (fair, address):
        first, second = fair.till(seed=1, sales=2), fair.till(seed=2, sales=2)
        with ThreadPoolExecutor(1) as hall:
            under_way = hall.submit(pushed, address, first)
            assert disk.begun.acquire(timeout=PATIENCE_S)
            with pytest.raises(Refused) as caught:
                pushed(address, second)
            disk.go_on()
            assert under_way.result(PATIENCE_S).acked_seq == first.head.seq
        assert (caught.value.code, caught.value.status) == ("server_busy", 503)
        assert 3 <= caught.value.retry_after_s <= 9
        assert pushed(address, second).acked_seq == second.head.seq
        assert fair.totals().total == first.total + second.total


def test_pages_and_watermarks_are_answered_while_pushes_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(monkeypatch)
    with serving(tmp_path, Turns(at_once=2, waiting=20)) as (fair, address):
        tills = [fair.till(seed=seed, sales=1) for seed in range(12)]
        with ThreadPoolExecutor(len(tills)) as hall:
            under_way = [hall.submit(pushed, address, till) for till in tills]
            for _ in range(2):
                assert disk.begun.acquire(timeout=PATIENCE_S)
            with requests.Session() as browser:
                browser.trust_env = False
                assert browser.get(f"{address}/health", timeout=PATIENCE_S).status_code == 200
            server = Server(address, tills[0].token)
            assert server.watermark(tills[0].register).acked_seq == 0
            server.close()
            disk.go_on()
            acked = [one.result(PATIENCE_S).acked_seq for one in under_way]
        assert acked == [till.head.seq for till in tills]


def test_a_hall_that_comes_at_once_is_counted_once_though_most_were_put_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(monkeypatch)
    with serving(tmp_path, Turns(at_once=2, waiting=2)) as (fair, address):
        tills = [fair.till(seed=seed, sales=2) for seed in range(16)]
        with ThreadPoolExecutor(len(tills)) as hall:
            asked = {hall.submit(pushed, address, till): till for till in tills}
            # While the disk stands still only those end that are put off: all but four.
            put_off = list(islice(as_completed(asked, PATIENCE_S), len(tills) - 4))
            disk.go_on()
        for one in put_off:
            with pytest.raises(Refused, match="server_busy"):
                one.result()
            pushed(address, asked[one])
        assert [one.exception() for one in asked if one not in put_off] == [None] * 4
        totals = fair.totals()
        assert (totals.sales, totals.total) == (32, sum(till.total for till in tills))
