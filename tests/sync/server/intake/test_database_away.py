"""A real PostgreSQL that stops in the middle of a push and comes back: nothing is lost or half."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import event

from sync import wire
from sync.server.app import app_for
from sync.server.office import Office, open_office
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair
from tests.drivers.postgres import Postgres, running_postgres

Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def power() -> Iterator[Postgres]:
    """A PostgreSQL that nobody else uses, so it can be stopped."""
    with running_postgres(durable=True) as running:
        yield running


@pytest.fixture
def fair(power: Postgres) -> Fair:
    power.start()
    return Fair(open_office(power.prepared(), clock=Clock()))


@pytest.fixture
def client(fair: Fair) -> Iterator[Client]:
    with TestClient(app_for(fair.office), raise_server_exceptions=False) as ready:
        yield ready


def push(client: Client, till: PaperTill) -> Any:
    return client.post(
        wire.JOURNAL_PATH.format(register=till.register),
        content=wire.compress(till.batch()),
        headers={"Authorization": f"Bearer {till.token}", "Content-Encoding": "zstd"},
    )


@contextmanager
def once_at(office: Office, words: str, act: Callable[[], None]) -> Iterator[None]:
    """Act right after the first statement that begins with these words."""
    done: list[str] = []

    def executed(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(words) and not done:
            done.append(statement)
            act()

    event.listen(office.database.engine, "after_cursor_execute", executed)
    yield
    event.remove(office.database.engine, "after_cursor_execute", executed)
    assert done, words


@pytest.mark.parametrize("words", ["SELECT register_token", "INSERT INTO journal"])
def test_a_push_that_the_database_leaves_is_stored_whole_when_it_is_repeated(
    power: Postgres, fair: Fair, client: Client, words: str
) -> None:
    till = fair.till(sales=30)
    with once_at(fair.office, words, power.stop):
        answer = push(client, till)
    assert (answer.status_code, answer.json()["code"]) == (503, "server_busy")
    assert answer.headers["retry-after"] == "5"
    power.start()
    assert fair.booth().held == 0
    assert push(client, till).status_code == 200
    booth = fair.booth()
    assert (booth.sales, booth.total, booth.status) == (30, till.total, "complete")


def test_what_was_stored_is_counted_later_if_the_database_leaves_in_between(
    power: Postgres, fair: Fair, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    till = fair.till(sales=30)
    with once_at(fair.office, "INSERT INTO sale ", power.stop):
        push(client, till)
    power.start()
    booth = fair.booth()
    assert (booth.held, booth.sales, booth.status) == (till.head.seq, 0, "uncounted")
    assert push(client, till).status_code == 200
    booth = fair.booth()
    assert (booth.sales, booth.total, booth.status) == (30, till.total, "complete")
    caplog.clear()


def test_while_it_is_away_everybody_is_told_so_and_it_mends_itself(
    power: Postgres, fair: Fair, client: Client
) -> None:
    till = fair.till(sales=2)
    assert client.get("/ready").status_code == 200
    power.stop()
    answer = client.get("/ready")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert client.get("/health").status_code == 200
    assert push(client, till).status_code == 503
    page = client.get("/login", headers={"Accept": "text/html", "Accept-Language": "en"})
    assert (page.status_code, page.headers["retry-after"]) == (503, "5")
    assert "database does not answer" in page.text
    power.start()
    assert client.get("/ready").status_code == 200
    assert push(client, till).status_code == 200
    assert fair.booth().total == till.total
