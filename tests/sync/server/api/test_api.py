"""The API as programs see it: who may do what, statuses, and problems instead of tracebacks."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec
import psycopg
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from sync import wire
from sync.server.accounts import people, programs, sessions
from sync.server.accounts.callers import SESSION_COOKIE
from sync.server.api.problems import problem_of
from sync.server.fair import joining, registers
from sync.server.office import open_office
from sync.server.store.database import connect
from sync.server.store.rows import RegisterRow
from tests.drivers.journals import PaperTill
from tests.drivers.lent import lent_app
from tests.drivers.organizers import Clock, Fair

Client = TestClient[Litestar]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def problem(answer: Any) -> wire.Problem:
    assert answer.headers["content-type"] == "application/json"
    return msgspec.json.decode(answer.content, type=wire.Problem)


def push(
    client: Client,
    till: PaperTill,
    raw: bytes | None = None,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Any:
    body = wire.compress(till.batch() if raw is None else raw)
    told = {"Content-Encoding": "zstd", **bearer(till.token), **headers}
    path = wire.JOURNAL_PATH.format(register=till.register)
    return client.post(path, content=body, headers=told)


@pytest.fixture
def api_token(sqlite_fair: Fair) -> str:
    return programs.create_api_token(sqlite_fair.office, "robot")


def test_a_whole_fair_goes_over_http(client: Client, api_token: str) -> None:
    headers = bearer(api_token)
    expo = client.post("/api/v1/expos", json={"name": "Harkop Expo"}, headers=headers).json()
    booth = {"code": "c1", "name": "Gerabah Klipoh"}
    made = client.post(f"/api/v1/expos/{expo['id']}/booths", json=booth, headers=headers)
    assert (made.status_code, made.json()["code"]) == (201, "C1")
    path = f"/api/v1/expos/{expo['id']}/booths/{made.json()['id']}/join-codes"
    code = client.post(path, headers=headers).json()["code"]
    till = PaperTill(3)
    request = msgspec.to_builtins(till.join_request(code))
    joined = client.post(wire.JOIN_PATH, json=request)
    assert joined.status_code == 200
    till.joined(msgspec.json.decode(joined.content, type=wire.JoinGrant))
    till.open()
    till.sell(5)
    answer = push(client, till)
    assert answer.status_code == 200
    assert msgspec.json.decode(answer.content, type=wire.Watermark).acked_seq == 7
    totals = client.get(f"/api/v1/expos/{expo['id']}/totals", headers=headers)
    found = msgspec.json.decode(totals.content, type=wire.ExpoTotals)
    assert (found.total, found.complete) == (till.total, 1)


@pytest.mark.parametrize(
    ("token", "status", "code"),
    [
        ("none", 401, "token_missing"),
        ("odd", 401, "token_unknown"),
        ("wrong", 401, "token_unknown"),
        ("other", 403, "token_of_another_register"),
        ("revoked", 401, "token_revoked"),
        ("organizer", 401, "token_unknown"),
    ],
)
def test_only_its_own_token_opens_a_register(
    client: Client, sqlite_fair: Fair, api_token: str, token: str, status: int, code: str
) -> None:
    till, other = sqlite_fair.till(seed=1, sales=1), sqlite_fair.till(seed=2)
    gone = sqlite_fair.till(seed=3, sales=1)
    registers.revoke_register(sqlite_fair.office, sqlite_fair.expo.id, gone.register)
    tokens = {
        "none": "",
        "odd": "not a token",
        "wrong": till.token[:-3] + "xyz",
        "other": other.token,
        "revoked": gone.token,
        "organizer": api_token,
    }
    used = gone if token == "revoked" else till
    headers = bearer(tokens[token]) if tokens[token] else {"Authorization": ""}
    pushed = push(client, used, headers=headers)
    asked = client.get(wire.WATERMARK_PATH.format(register=used.register), headers=headers)
    for answer in (pushed, asked):
        assert (answer.status_code, problem(answer).code) == (status, code)
    assert sqlite_fair.booth().held == 0


ORGANIZER = [
    ("GET", "/api/v1/expos", True),
    ("GET", "/api/v1/expos/{expo}/totals", True),
    ("POST", "/api/v1/expos", False),
    ("POST", "/api/v1/expos/{expo}/booths", False),
    ("POST", "/api/v1/expos/{expo}/booths/A1/join-codes", False),
]


@pytest.mark.parametrize(("method", "path", "session_suffices"), ORGANIZER)
def test_the_organizers_side_is_closed_to_others(
    client: Client,
    sqlite_fair: Fair,
    api_token: str,
    method: str,
    path: str,
    session_suffices: bool,
) -> None:
    office, expo = sqlite_fair.office, sqlite_fair.expo
    people.create_account(office, "sri", "rahasia-besar")
    session = sessions.log_in(office, "sri", "rahasia-besar", "x")
    till = sqlite_fair.till()
    revoked = programs.create_api_token(office, "old")
    programs.revoke_api_token(office, "old")
    body = {"name": "Expo", "code": "X1"} if path.endswith("booths") else {"name": "Expo"}

    def ask(headers: dict[str, str]) -> Any:
        content = body if method == "POST" and not path.endswith("codes") else None
        return client.request(method, path.format(expo=expo.id), json=content, headers=headers)

    assert problem(ask({})).code == "token_missing"
    assert problem(ask(bearer(till.token))).code == "token_unknown"
    assert problem(ask(bearer(revoked))).code == "token_revoked"
    assert ask(bearer(api_token)).status_code in {200, 201}
    by_session = ask({"Cookie": f"{SESSION_COOKIE}={session}"}).status_code
    assert by_session == (200 if session_suffices else 401)
    assert ask({}).headers["www-authenticate"] == "Bearer"


def test_gap_and_fork_are_answered_with_the_watermark(client: Client, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=4)
    second = till.copied(8)
    second.entries, second.hashes = second.entries[:2], second.hashes[:3]
    second.sell(2)
    gap = push(client, till, till.batch(after=3))
    push(client, till)
    fork = push(client, second)
    assert (gap.status_code, problem(gap).code) == (409, "gap")
    assert (fork.status_code, problem(fork).code) == (409, "fork")
    told = [problem(answer).watermark for answer in (gap, fork)]
    assert [mark.acked_seq for mark in told if mark] == [0, 6]


@pytest.mark.parametrize(
    ("damage", "status", "code"),
    [
        ({"content": b"\x28\xb5\x2f\xfdtorn"}, 400, "batch_unreadable"),
        ({"content": b""}, 400, "batch_unreadable"),
        ({"content": b"x" * (wire.MAX_RAW_BYTES + 10_000)}, 413, "batch_too_large"),
        ({"content": wire.compress(bytes(9 * wire.MAX_RAW_BYTES))}, 413, "batch_too_large"),
        ({"encoding": "br"}, 400, "encoding_unknown"),
        ({"encoding": "gzip"}, 400, "batch_unreadable"),
    ],
)
def test_a_damaged_push_is_told_what_is_wrong(
    client: Client, sqlite_fair: Fair, damage: dict[str, Any], status: int, code: str
) -> None:
    till = sqlite_fair.till(sales=1)
    content = damage.get("content", wire.compress(till.batch()))
    headers = {**bearer(till.token), "Content-Encoding": damage.get("encoding", "zstd")}
    path = wire.JOURNAL_PATH.format(register=till.register)
    answer = client.post(path, content=content, headers=headers)
    assert (answer.status_code, problem(answer).code) == (status, code)
    assert sqlite_fair.booth().held == 0


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("join_code_wrong", 404),
        ("join_code_used", 409),
        ("join_code_expired", 410),
        ("join_too_many_tries", 429),
    ],
)
def test_a_code_that_does_not_work_says_why(
    client: Client, sqlite_fair: Fair, clock: Clock, state: str, status: int
) -> None:
    code, till = sqlite_fair.join_code(), PaperTill(1)
    if state == "join_code_used":
        joining.join(sqlite_fair.office, PaperTill(2).join_request(code), "x")
    if state == "join_code_expired":
        clock.pass_time(joining.LIFETIME)
    typed = code if state in {"join_code_used", "join_code_expired"} else "22222222"
    request = msgspec.to_builtins(till.join_request(typed))
    tries = 6 if state == "join_too_many_tries" else 1
    answers = [client.post(wire.JOIN_PATH, json=request) for _ in range(tries)]
    assert (answers[-1].status_code, problem(answers[-1]).code) == (status, state)
    assert ("retry-after" in answers[-1].headers) == (status == 429)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/api/v1/nothing", None, 404, "not_found"),
        ("PUT", "/api/v1/expos", None, 405, "method_not_allowed"),
        ("GET", "/api/v1/expos/nowhere/totals", None, 404, "expo_unknown"),
        ("POST", "/api/v1/expos", b"{", 400, "request_unreadable"),
        ("POST", "/api/v1/expos", b"{}", 400, "request_unreadable"),
        ("POST", "/api/v1/expos", b'{"name": 5}', 400, "request_unreadable"),
        ("POST", "/api/v1/expos", b'{"name": "  "}', 400, "expo_name_not_usable"),
        ("POST", "/api/v1/expos", b'{"name": "E", "zone": "Mars"}', 400, "zone_unknown"),
        ("POST", "/api/v1/expos", b'{"name": "E", "zone": "../etc"}', 400, "zone_unknown"),
        (
            "POST",
            "/api/v1/expos",
            b'{"name": "E", "cutoff_minutes": 1440}',
            400,
            "cutoff_out_of_range",
        ),
        ("POST", "/api/v1/expos", b"x" * 70_000, 413, "request_too_large"),
        ("POST", "/api/v1/expos/nowhere/booths", b'{"code":"A","name":"B"}', 404, "expo_unknown"),
        ("POST", "/api/v1/expos/nowhere/booths/A1/join-codes", None, 404, "expo_unknown"),
    ],
)
def test_a_request_that_cannot_be_served_gets_a_problem(
    client: Client,
    api_token: str,
    method: str,
    path: str,
    body: bytes | None,
    status: int,
    code: str,
) -> None:
    answer = client.request(method, path, content=body, headers=bearer(api_token))
    assert (answer.status_code, problem(answer).code) == (status, code)


def test_a_booth_code_is_given_once(client: Client, sqlite_fair: Fair, api_token: str) -> None:
    path = f"/api/v1/expos/{sqlite_fair.expo.id}/booths"
    answer = client.post(path, json={"code": "a1", "name": "X"}, headers=bearer(api_token))
    assert (answer.status_code, problem(answer).code) == (409, "booth_code_taken")


def test_a_request_that_changed_on_the_way_is_not_believed(
    client: Client, sqlite_fair: Fair
) -> None:
    till, code = PaperTill(1), sqlite_fair.join_code()
    body = msgspec.json.encode(till.join_request(code))
    for place in range(0, len(body), 7):
        changed = bytearray(body)
        changed[place] ^= 1
        headers = {wire.DIGEST: wire.digest(body)}
        answer = client.post(wire.JOIN_PATH, content=bytes(changed), headers=headers)
        assert (answer.status_code, problem(answer).code) == (400, "request_torn")
    answer = client.post(wire.JOIN_PATH, content=body, headers={wire.DIGEST: wire.digest(body)})
    assert answer.status_code == 200
    assert answer.headers[wire.DIGEST] == wire.digest(answer.content)
    with sqlite_fair.office.database.read() as connection:
        registers = connection.execute(select(RegisterRow.register_id)).scalars().all()
    assert list(registers) == [till.register]


def test_a_body_that_is_no_text_is_no_bug(client: Client) -> None:
    answer = client.post(wire.JOIN_PATH, content=b'{"code": "\xae"}')
    assert (answer.status_code, problem(answer).code) == (400, "request_unreadable")


def test_a_bug_is_logged_under_a_number_and_shows_nothing_else(
    client: Client, sqlite_fair: Fair, api_token: str, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite_fair.office.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE quarantine")
    answer = client.get(f"/api/v1/expos/{sqlite_fair.expo.id}/totals", headers=bearer(api_token))
    told = problem(answer)
    assert (answer.status_code, told.code) == (500, "server_error")
    assert list(told.details) == ["id"]
    assert str(told.details["id"]) in caplog.text
    assert "quarantine" in caplog.text
    assert "quarantine" not in answer.text


def test_a_database_that_is_away_or_busy_asks_to_come_again(sqlite_fair: Fair) -> None:
    away = connect("postgresql://127.0.0.1:1/lapak?connect_timeout=2")
    with pytest.raises(DBAPIError) as unreachable, away.read():
        pass
    database = sqlite_fair.office.database
    with database.write(), database.engine.connect() as impatient:
        assert impatient.connection.dbapi_connection is not None
        impatient.connection.dbapi_connection.execute("PRAGMA busy_timeout=1")
        with pytest.raises(DBAPIError) as busy:
            impatient.begin()
    for error in (unreachable.value, busy.value):
        assert problem_of(error) == wire.Problem("server_busy", {"retry_after": 5})


def test_a_full_disk_stores_nothing_of_a_push_and_takes_all_of_it_once_there_is_room(
    client: Client, sqlite_fair: Fair, caplog: pytest.LogCaptureFixture
) -> None:
    till = sqlite_fair.till(sales=300)
    let_grow(sqlite_fair, 2)
    answer = push(client, till)
    assert (answer.status_code, problem(answer).code) == (503, "server_disk_full")
    assert answer.headers["retry-after"] == "60"
    assert "make room" in caplog.text
    assert sqlite_fair.booth().held == 0
    assert client.get("/health").status_code == 200
    let_grow(sqlite_fair, 10_000)
    assert push(client, till).status_code == 200
    booth = sqlite_fair.booth()
    assert (booth.sales, booth.total, booth.status) == (300, till.total, "complete")
    caplog.clear()


def test_a_full_disk_of_postgresql_is_called_that_too() -> None:
    full = DBAPIError("INSERT", None, psycopg.errors.DiskFull("No space left on device"))
    assert problem_of(full) == wire.Problem("server_disk_full", {"retry_after": 60})


def let_grow(fair: Fair, most: int) -> None:
    """Let the database have so many pages more and no others."""
    with fair.office.database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + most}")


def test_health_names_the_server(client: Client, sqlite_fair: Fair) -> None:
    answer = client.get("/health")
    identity = sqlite_fair.office.identity
    assert answer.json() == {"status": "ok", "server_id": identity.server_id}


def test_every_answer_carries_the_headers_that_keep_browsers_strict(client: Client) -> None:
    for path in ("/health", "/login", "/assets/style.css", "/api/v1/expos", "/nothing"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        kept = "public" if path.startswith("/assets") else "no-store"
        assert kept in headers["cache-control"]


@pytest.fixture
def postgres_client(postgres: Any) -> Iterator[Client]:
    office = open_office(postgres.prepared(), clock=Clock())
    with lent_app(office) as app, TestClient(app, raise_server_exceptions=False) as ready:
        yield ready


@pytest.mark.parametrize("odd", ["%00", "a%00b", "..", "%F0%9F%98%80", "x" * 3000])
def test_odd_names_in_paths_are_only_unknown(postgres_client: Client, odd: str) -> None:
    office = postgres_client.app.state.office
    headers = bearer(programs.create_api_token(office, "robot"))
    answers = [
        postgres_client.get(f"/api/v1/expos/{odd}/totals", headers=headers),
        postgres_client.post(f"/api/v1/expos/{odd}/booths/{odd}/join-codes", headers=headers),
        postgres_client.get(f"/api/v1/registers/{odd}/watermark", headers=bearer("x.y")),
    ]
    assert {answer.status_code for answer in answers} <= {401, 404, 405}


def test_the_description_lists_the_contract(client: Client) -> None:
    for path in ("/schema", "/schema/openapi.json"):
        answer = client.get(path)
        assert answer.headers["content-type"] == "application/json"  # a browser shows it
        described = answer.json()
        assert {wire.JOIN_PATH, wire.JOURNAL_PATH, wire.WATERMARK_PATH} <= set(described["paths"])
