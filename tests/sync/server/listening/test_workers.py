"""Several real processes of one server on one real PostgreSQL."""

import hashlib
import os
import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from time import monotonic

import psutil  # type: ignore[import-untyped]
import pytest
import requests

from pos_app.domain.errors import LapakError
from sync.client.server import Server
from sync.server.command_line.commands import main
from sync.server.office import Office, open_office
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair
from tests.drivers.postgres import Postgres

PATIENCE_S = 40
_CODE = (
    "import sys; from sync.server.command_line.commands import main;"
    " sys.exit(main(sys.argv[1:], language='en'))"
)


class Crew:
    """`lapak server --workers 2` as a program of its own."""

    def __init__(self, database: str, data: Path) -> None:
        words = ["--database", database, "--port", "0", "--workers", "2"]
        # Its certificate lies in the user's data folder: another one for the test.
        folder = {**os.environ, "XDG_DATA_HOME": str(data)}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CODE, *words], stdout=subprocess.PIPE, text=True, env=folder
        )
        self.url = self._until_ready()

    def _until_ready(self) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"http://\S+?(?=\. )", line):
                return found[0]
        raise AssertionError("it ended")

    def workers(self) -> list[psutil.Process]:
        """Those that serve; Python's own keeper of shared things is a process as well."""
        found = psutil.Process(self.process.pid).children()
        return [each for each in found if "spawn_main" in " ".join(each.cmdline())]

    def metrics(self, name: str) -> dict[str, int]:
        text = get(f"{self.url}/metrics").text
        found = re.findall(rf"^lapak_{name}(\S*) (\d+)$", text, re.MULTILINE)
        return {label: int(value) for label, value in found}

    def answers(self) -> list[int]:
        """How much each process has answered, by its number; this question is answered by one."""
        told = self.metrics("process_answers_total")
        return [told[f'{{process="{number}"}}'] for number in range(2)]

    def stop(self) -> int:
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode


def get(url: str) -> requests.Response:
    """A call on a line of its own: any of the processes may take it."""
    with requests.Session() as http:
        http.trust_env = False
        return http.get(url, timeout=PATIENCE_S)


def until(is_so: Callable[[], bool]) -> None:
    """Ask again and again, for as long as anybody would wait."""
    end = monotonic() + PATIENCE_S
    while not is_so():
        assert monotonic() < end


@pytest.fixture
def database(postgres: Postgres) -> str:
    return postgres.database()


@pytest.fixture
def office(database: str) -> Iterator[Office]:
    opened = open_office(database)
    yield opened
    opened.database.close()


@pytest.fixture
def crew(database: str, office: Office, tmp_path: Path) -> Iterator[Crew]:
    running = Crew(database, tmp_path)
    until(lambda: min(running.answers()) > 0)
    yield running
    if running.process.poll() is None:
        running.stop()
    assert running.process.stdout is not None
    running.process.stdout.close()


def sell_and_send(url: str, till: PaperTill, times: int) -> None:
    """Sell and push, each time anew; who gets no answer sends the same again, as a till does."""
    for _ in range(times):
        till.sell(2)
        until(lambda: pushed(url, till))


def pushed(url: str, till: PaperTill) -> bool:
    server = Server(url, till.token)
    try:
        held = server.watermark(till.register).acked_seq
        return server.push(till.register, till.batch(after=held)).acked_seq == till.head.seq
    except LapakError:
        return False  # the process that was asked is gone, or another one was told already
    finally:
        server.close()


def test_tills_that_push_at_once_through_several_processes_are_all_counted_though_one_is_killed(
    crew: Crew, office: Office
) -> None:
    fair = Fair(office)
    tills = [fair.till(booth, seed) for seed, booth in enumerate(["A1", "A1", "B2", "B2"])]
    killed, before = crew.workers()[0], crew.answers()
    with ThreadPoolExecutor(len(tills)) as hall:
        sending = [hall.submit(sell_and_send, crew.url, till, 8) for till in tills]
        until(lambda: fair.totals().sales >= 12)
        killed.send_signal(signal.SIGKILL)
        for one in sending:
            one.result(PATIENCE_S)
    totals = fair.totals()
    assert (totals.sales, totals.total) == (4 * 8 * 2, sum(till.total for till in tills))
    assert {booth.status for booth in totals.booths} == {"complete"}
    until(lambda: len([each for each in crew.workers() if each.pid != killed.pid]) == 2)
    assert all(now > first + 5 for first, now in zip(before, crew.answers(), strict=True))
    assert crew.metrics("pushes_total")['{outcome="stored"}'] >= 4 * 8 - 1
    workers = crew.workers()
    assert crew.stop() == 0
    assert psutil.wait_procs(workers, PATIENCE_S)[1] == []


def test_all_processes_are_one_server_and_end_when_it_is_told_to(crew: Crew) -> None:
    answers = set()
    for _ in range(20):
        told = get(f"{crew.url}/api/v1/presence?challenge={'a' * 16}").json()
        answers.add(str(sorted(told.items())))
        port = int(told["addresses"][0].rpartition(":")[2])
        shown = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("127.0.0.1", port)))
        assert hashlib.sha256(shown).hexdigest() == told["certificate"]
    assert len(answers) == 1
    counted = [sum(crew.answers()) for _ in range(3)]
    assert all(before < after for before, after in pairwise(counted))
    workers = crew.workers()
    crew.process.send_signal(signal.SIGINT)
    crew.process.wait(PATIENCE_S)
    assert psutil.wait_procs(workers, PATIENCE_S)[1] == []


def test_nobody_serves_on_when_the_first_process_is_killed(crew: Crew) -> None:
    workers = crew.workers()
    os.kill(crew.process.pid, signal.SIGKILL)
    crew.process.wait(PATIENCE_S)
    assert psutil.wait_procs(workers, PATIENCE_S)[1] == []


def test_on_sqlite_several_processes_are_refused(tmp_path: Path) -> None:
    database = tmp_path / "organizer.db"
    with pytest.raises(LapakError, match="workers_need_postgresql"):
        main(["--workers", "2", "--port", "0"], default_database=database)
    assert not database.with_name("organizer-tls.pem").exists()
