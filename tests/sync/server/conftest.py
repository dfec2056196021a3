from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from litestar import Litestar, Request, Response
from litestar.testing import TestClient

from sync.server.accounts import passwords
from sync.server.api import problems
from sync.server.office import Office, open_office
from tests.drivers.lent import lent_app
from tests.drivers.organizers import Clock, Fair, prepared
from tests.drivers.postgres import Postgres, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """PostgreSQL for this test process."""
    with running_postgres() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database; every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{prepared(tmp_path / 'organizer.db')}"
    running: Postgres = request.getfixturevalue("postgres")
    return running.prepared()


@pytest.fixture(scope="session")
def description(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The API's description as it is handed out."""
    opened = open_office(str(prepared(tmp_path_factory.mktemp("described") / "organizer.db")))
    with lent_app(opened) as app:
        document = TestClient(app).get("/schema/openapi.json").json()
    opened.database.close()
    return dict(document)


@pytest.fixture(scope="session")
def described_problems(description: dict[str, Any]) -> dict[str, set[str]]:
    """Of each operation all codes of problems that it is said to answer with."""
    return {
        f"{method.upper()} {path}": {
            code
            for answer in operation["responses"].values()
            for content in answer.get("content", {}).values()
            for code in content.get("examples", ())
        }
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    }


@pytest.fixture(autouse=True)
def only_described_problems(
    described_problems: dict[str, set[str]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Whatever a test is about: an operation answers with problems that it is said to have."""
    surprises = set()
    answer_problem = problems.answer_problem

    def noticed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        answer = answer_problem(request, error)
        operation = f"{request.method} {request.scope.get('path_template', '')}"
        code = answer.content.code
        if code not in described_problems.get(operation, {code}):
            surprises.add((operation, code))
        return answer

    monkeypatch.setattr(problems, "answer_problem", noticed)
    yield
    assert surprises == set()


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as ever, but at a thousandth of the cost, which keeps nobody out."""
    quick = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "PasswordHasher", quick)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(database_url: str, clock: Clock) -> Iterator[Office]:
    opened = open_office(database_url, clock=clock)
    yield opened
    opened.database.close()


@pytest.fixture
def fair(office: Office) -> Fair:
    return Fair(office)


@pytest.fixture
def sqlite_fair(tmp_path: Path, clock: Clock) -> Iterator[Fair]:
    """A fair on SQLite only, for what no database changes."""
    opened = open_office(str(prepared(tmp_path / "organizer.db")), clock=clock)
    yield Fair(opened)
    opened.database.close()


@pytest.fixture
def client(sqlite_fair: Fair) -> Iterator[TestClient[Litestar]]:
    """A browser or a program in front of a fair on SQLite."""
    with (
        lent_app(sqlite_fair.office) as app,
        TestClient(app, raise_server_exceptions=False) as ready,
    ):
        yield ready
