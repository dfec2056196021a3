"""On a real port, over real sockets."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import pytest
import requests

from pos_app.domain.errors import LapakError
from sync import wire
from sync.server.accounts import people, programs
from sync.server.app import app_for
from sync.server.listening.door import _reason
from sync.server.listening.serve import RunningServer
from sync.server.office import open_office
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair
from tests.drivers.postgres import Postgres


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[RunningServer, Fair]]:
    office = open_office(str(tmp_path / "organizer.db"), clock=Clock())
    with RunningServer(app_for(office)) as server:
        yield server, Fair(office)


@pytest.fixture
def http() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


def test_a_till_joins_pushes_and_is_counted(
    served: tuple[RunningServer, Fair], http: requests.Session
) -> None:
    server, fair = served
    till = PaperTill(5)
    request = msgspec.json.encode(till.join_request(fair.join_code()))
    joined = http.post(server.url + wire.JOIN_PATH, data=request, timeout=10)
    till.joined(msgspec.json.decode(joined.content, type=wire.JoinGrant))
    till.open()
    till.sell(1500)
    headers = {"Authorization": f"Bearer {till.token}", "Content-Encoding": "zstd"}
    url = server.url + wire.JOURNAL_PATH.format(register=till.register)
    for raw in till.batches():
        answer = http.post(url, data=wire.compress(raw), headers=headers, timeout=30)
        assert answer.status_code == 200
    mark = msgspec.json.decode(answer.content, type=wire.Watermark)
    assert mark.acked_hash == till.head.hash.hex()
    token = programs.create_api_token(fair.office, "robot")
    answer = http.get(
        f"{server.url}/api/v1/expos/{fair.expo.id}/totals",
        headers={"Authorization": f"Bearer {token}"},
        timeout=10,
    )
    assert msgspec.json.decode(answer.content, type=wire.ExpoTotals).total == till.total


def test_a_till_that_hangs_up_in_the_middle_of_a_push_is_no_bug(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    office = open_office(str(tmp_path / "organizer.db"), clock=Clock())
    with RunningServer(app_for(office)) as server:
        port = int(server.url.rpartition(":")[2])
        path = wire.JOURNAL_PATH.format(register="somebody")
        with socket.create_connection(("127.0.0.1", port), timeout=10) as caller:
            head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
            caller.sendall(head.encode() + b"half a batch")
    assert caplog.text == ""  # the server has finished what it was asked


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LapakError) as caught:
            RunningServer(str(tmp_path / "organizer.db"), port=port)
    assert caught.value.details == {"host": "127.0.0.1", "port": port}


@pytest.mark.parametrize("host", ["nonsense.invalid", "192.0.2.1", "x" * 80, "a b"])
def test_an_address_that_is_not_this_machines_is_told_as_that(tmp_path: Path, host: str) -> None:
    with pytest.raises(LapakError, match="host_not_here"):
        RunningServer(str(tmp_path / "organizer.db"), host=host)


def test_a_port_that_needs_more_rights_is_told_as_that() -> None:
    assert _reason(PermissionError(13, "Permission denied")) == "port_forbidden"


def test_a_server_stops_and_gives_its_port_back(tmp_path: Path) -> None:
    first = RunningServer(str(tmp_path / "organizer.db"))
    port = int(first.url.rpartition(":")[2])
    first.stop()
    first.stop()
    with RunningServer(str(tmp_path / "organizer.db"), port=port) as second:
        assert requests.get(f"{second.url}/health", timeout=10).status_code == 200


def test_a_newer_database_is_told_before_anything_listens(tmp_path: Path) -> None:
    office = open_office(str(tmp_path / "organizer.db"))
    with office.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'r9999'")
    office.database.close()
    with pytest.raises(LapakError, match="database_newer"):
        RunningServer(str(tmp_path / "organizer.db"))


class Command:
    """`lapak server` as a process of its own, stopped at the end."""

    def __init__(self, database: str, *more: str) -> None:
        code = (
            "import sys; from sync.server.command_line.commands import main;"
            " sys.exit(main(sys.argv[1:], language='en'))"
        )
        words = [sys.executable, "-c", code, "--database", database, "--port", "0", *more]
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        self.said: list[str] = []

    def until_ready(self) -> str:
        """Hear what it says; returns the address that it tells last."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said.append(line.strip())
            if found := re.search(r"http://\S+?(?=\. )", line):
                return found[0]
        raise AssertionError(self.said)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.communicate(timeout=20)


def test_the_command_serves_and_tells_the_link_of_the_first_account(
    tmp_path: Path, http: requests.Session
) -> None:
    database = str(tmp_path / "organizer.db")
    with Command(database) as command:
        url = command.until_ready()
        assert http.get(f"{url}/health", timeout=10).json()["status"] == "ok"
        link = next(line for line in command.said if "/first/" in line)
        assert link.startswith(url)
        page = http.get(link, timeout=10)
        assert (page.status_code, 'name="again"' in page.text) == (200, True)
    said = command.said
    assert any(re.search(r"https://127.0.0.1:\d+\. .*( [0-9A-F]{4}){5}$", line) for line in said)
    assert any("--host 0.0.0.0" in line for line in said)
    office = open_office(database)
    people.create_account(office, "sri", "rahasia-besar")
    office.database.close()
    with Command(database) as command:
        command.until_ready()
    assert not any("/first/" in line for line in command.said)


def test_two_servers_start_at_once_on_one_new_database(
    postgres: Postgres, http: requests.Session
) -> None:
    database = postgres.database()
    with Command(database, "--plain") as first, Command(database, "--plain") as second:
        answers = [
            http.get(f"{command.until_ready()}/health", timeout=10).json()
            for command in (first, second)
        ]
    assert answers[0] == answers[1]
    links = {line for each in (first, second) for line in each.said if "/first/" in line}
    assert len(links) == 2
