"""Health, readiness and metrics: what a watcher is told, and who may be one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.enums import ScopeType
from litestar.testing import TestClient
from litestar.types import Receive, Scope, Send

from sync import wire
from sync.server.accounts import programs
from sync.server.app import app_for
from sync.server.counts import Counts, write_shared
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair

Client = TestClient[Litestar]
_LINE = re.compile(r'lapak_([a-z_]+)((?:\{(?:[a-z]+="[^"]*",?)+\})?) (\d+(?:\.\d+)?)', re.ASCII)


@pytest.fixture
def client(fair: Fair) -> Iterator[Client]:
    """A watcher on the same machine, of a fair on either kind of database."""
    with seen_from("127.0.0.1", fair) as ready:
        yield ready


@contextmanager
def seen_from(host: str, fair: Fair) -> Iterator[Client]:
    """A caller from an address."""
    inner = app_for(fair.office)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            scope["client"] = (host, 9)
        await inner(scope, receive, send)

    inner_client: Client = TestClient(app, raise_server_exceptions=False)  # type: ignore[arg-type]
    with inner_client as ready:
        yield ready


def metrics(client: Client) -> dict[str, str]:
    """All samples by name and labels; every line must be one, or say what the next ones are."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.text.endswith("\n")
    samples = {}
    for line in answer.text.splitlines():
        if not line.startswith(("# HELP lapak_", "# TYPE lapak_")):
            found = _LINE.fullmatch(line)
            assert found, line
            assert found[1] + found[2] not in samples
            samples[found[1] + found[2]] = found[3]
    return samples


def push(client: Client, till: PaperTill, raw: bytes) -> int:
    return client.post(
        wire.JOURNAL_PATH.format(register=till.register),
        content=wire.compress(raw),
        headers={"Authorization": f"Bearer {till.token}", "Content-Encoding": "zstd"},
    ).status_code


def test_what_is_held_and_what_became_of_pushes_is_told(client: Client, fair: Fair) -> None:
    till = fair.till(sales=5)
    assert push(client, till, till.batch(upto=4)) == 200
    assert push(client, till, till.batch(after=5)) == 409
    assert push(client, till, b"rubbish") == 400
    till.token += "x"
    assert push(client, till, till.batch()) == 401
    told = metrics(client)
    assert (told["entries_stored"], told["registers"], told["expos"]) == ("4", "1", "1")
    assert (told["projection_backlog_entries"], told["quarantined_entries"]) == ("0", "0")
    assert (told["database_up"], told["generation"]) == ("1", "1")
    assert int(told["database_bytes"]) > 10_000
    outcomes = {
        name: told[f'pushes_total{{outcome="{name}"}}']
        for name in ("stored", "gap", "denied", "unusable", "busy", "failed")
    }
    assert outcomes == {
        "stored": "1",
        "gap": "1",
        "denied": "1",
        "unusable": "1",
        "busy": "0",
        "failed": "0",
    }
    assert told['answer_seconds_count{kind="push"}'] == "4"
    assert told['answer_seconds_bucket{kind="push",le="+Inf"}'] == "4"


def test_what_no_total_counts_yet_is_told_as_backlog(client: Client, fair: Fair) -> None:
    till = fair.till(sales=3)
    fair.push(till)
    with fair.office.database.write() as connection:
        connection.exec_driver_sql("UPDATE projection_mark SET seq = 2")
    assert metrics(client)["projection_backlog_entries"] == "3"


def test_buckets_only_rise_and_times_add_up() -> None:
    counts = Counts()
    for took_us in (0, 5_000, 5_001, 900_000, 60_000_000):
        counts.add_answer("page", took_us)
    times = counts.told().answers["page"]
    assert (times.within[0], times.within[1], times.within[-1]) == (2, 1, 1)
    assert (sum(times.within), times.total_us) == (5, 60_910_001)


def test_processes_that_share_a_file_tell_the_sum_of_all(tmp_path: Path) -> None:
    write_shared(tmp_path / "counts", 2)
    first, second = (Counts(tmp_path / "counts", row) for row in range(2))
    first.add_push("stored")
    for _ in range(3):
        second.add_push("stored")
        second.add_answer("api", 7_000)
    assert first.told() == second.told()
    assert first.told().pushes["stored"] == 4
    assert Counts(tmp_path / "counts", 1).told().answers["api"].total_us == 21_000


def test_from_elsewhere_metrics_need_a_token(sqlite_fair: Fair) -> None:
    token = programs.create_api_token(sqlite_fair.office, "prometheus")
    with seen_from("10.0.0.9", sqlite_fair) as elsewhere:
        assert elsewhere.get("/metrics").status_code == 401
        till = sqlite_fair.till()
        for text, status in ((till.token, 401), (token, 200)):
            headers = {"Authorization": f"Bearer {text}"}
            assert elsewhere.get("/metrics", headers=headers).status_code == status
        assert elsewhere.get("/health").status_code == 200
        assert elsewhere.get("/ready").status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
def test_what_a_proxy_on_this_machine_passes_on_is_from_elsewhere(
    sqlite_fair: Fair, header: str
) -> None:
    with seen_from("127.0.0.1", sqlite_fair) as proxy:
        assert proxy.get("/metrics", headers={header: "10.0.0.9"}).status_code == 401
        assert proxy.get("/metrics").status_code == 200
