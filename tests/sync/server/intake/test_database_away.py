"""A real PostgreSQL that stops in the middle of a push and comes back: nothing is lost or half."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import event

from sync import wire
from sync.server.accounts import audit, people
from sync.server.app import app_for
from sync.server.figures import closings
from sync.server.office import Office, open_office
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair
from tests.drivers.postgres import Postgres, running_postgres
from tests.sync.server.pages.test_pages import PASSWORD, log_in, seal

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


def logged_in(client: Client, fair: Fair) -> dict[str, str]:
    """What an organizer's form of this expo sends, once they have logged in."""
    people.create_account(fair.office, "sri", PASSWORD)
    client.headers.update({"Accept": "text/html", "Accept-Language": "en"})
    log_in(client)
    return {"seal": seal(client.get(f"/expos/{fair.expo.id}/plan")), "password": PASSWORD}


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


@pytest.mark.usefixtures("quick_passwords")
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("settlement", "INSERT INTO statement"),
        ("settlement", "INSERT INTO audit"),
        ("close", "INSERT INTO closed_booth"),
        ("close", "INSERT INTO audit"),
    ],
)
def test_statements_and_closings_that_it_leaves_are_made_whole_later(
    power: Postgres, fair: Fair, client: Client, path: str, words: str
) -> None:
    fair.push(fair.till(sales=3))
    form, expo = logged_in(client, fair), f"/expos/{fair.expo.id}"
    with once_at(fair.office, words, power.stop):
        answer = client.post(f"{expo}/{path}", data=form)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "database does not answer" in answer.text
    power.start()
    assert made(fair) == (0, [])
    assert client.post(f"{expo}/{path}", data=form).status_code == 200
    assert made(fair) == (
        (0, ["statements.made"]) if path == "settlement" else (1, ["expo.closed"])
    )


@pytest.mark.usefixtures("quick_passwords")
@pytest.mark.parametrize("path", ["", "/booths", "/settlement", "/report.xlsx", "/sales.csv"])
def test_a_page_that_it_leaves_says_so_and_is_there_when_it_is_back(
    power: Postgres, fair: Fair, client: Client, path: str
) -> None:
    fair.push(fair.till(sales=3))
    logged_in(client, fair)
    with once_at(fair.office, "SELECT expo.expo_id", power.stop):
        answer = client.get(f"/expos/{fair.expo.id}{path}")
    assert (answer.status_code, "database does not answer" in answer.text) == (503, True)
    power.start()
    assert client.get(f"/expos/{fair.expo.id}{path}").status_code == 200


def made(fair: Fair) -> tuple[int, list[str]]:
    """Closings, and what the audit knows of closings and statements; nothing is missing in it."""
    with fair.office.database.read() as connection:
        assert audit.first_broken(connection) is None
        told = [act.action for act in audit.acts(connection)]
        kept = closings.closings(connection, fair.expo.id)
    return len(kept), [one for one in told if one in {"statements.made", "expo.closed"}]
