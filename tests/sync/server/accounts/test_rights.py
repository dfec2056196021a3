"""Every route by everybody: who is let in, who is sent away, and that no route was forgotten."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.testing import TestClient
from sqlalchemy import select

from sync.server.accounts import links, people, programs, sessions
from sync.server.accounts.callers import LINK_COOKIE, SESSION_COOKIE, for_machines
from sync.server.accounts.rights import PEOPLE, SCOPES, Right
from sync.server.app import app_for
from sync.server.store.rows import Row
from tests.drivers.organizers import Fair

Client = TestClient[Litestar]
PASSWORD = "rahasia-besar"
ROUTES = """
GET    / look
GET    /accounts run
POST   /accounts run
POST   /accounts/change run
POST   /accounts/tokens run
POST   /accounts/tokens/revoke run
POST   /api/v1/bundles set_up
GET    /api/v1/expos look
POST   /api/v1/expos set_up
GET    /api/v1/expos/{expo} look
PUT    /api/v1/expos/{expo}/agreements run
GET    /api/v1/expos/{expo}/booths look
POST   /api/v1/expos/{expo}/booths set_up
PUT    /api/v1/expos/{expo}/booths set_up
GET    /api/v1/expos/{expo}/booths/{booth} look
PATCH  /api/v1/expos/{expo}/booths/{booth} set_up
DELETE /api/v1/expos/{expo}/booths/{booth} set_up
POST   /api/v1/expos/{expo}/booths/{booth}/corrections settle
POST   /api/v1/expos/{expo}/booths/{booth}/join-codes set_up
POST   /api/v1/expos/{expo}/booths/{booth}/join-codes/anew set_up
GET    /api/v1/expos/{expo}/booths/{booth}/statements booth
POST   /api/v1/expos/{expo}/booths/{booth}/statements settle
POST   /api/v1/expos/{expo}/booths/{booth}/statements/disputes settle
GET    /api/v1/expos/{expo}/booths/{booth}/own-terms look
PUT    /api/v1/expos/{expo}/booths/{booth}/own-terms settle
POST   /api/v1/expos/{expo}/booths/{booth}/statements/signatures settle
GET    /api/v1/expos/{expo}/booths/{booth}/statements/{revision}/entries booth
GET    /api/v1/expos/{expo}/booths/{booth}/figures booth
GET    /api/v1/expos/{expo}/booths/{booth}/numbered-sales booth
GET    /api/v1/expos/{expo}/booths/{booth}/sales booth
GET    /api/v1/expos/{expo}/booths/{booth}/sales/{sale} booth
GET    /api/v1/expos/{expo}/live look
GET    /api/v1/expos/{expo}/closings look
POST   /api/v1/expos/{expo}/closings run
POST   /api/v1/expos/{expo}/corrections/{correction}/withdraw settle
GET    /api/v1/expos/{expo}/details look
PATCH  /api/v1/expos/{expo}/details set_up
POST   /api/v1/expos/{expo}/disputes/{dispute}/end settle
GET    /api/v1/expos/{expo}/join-codes set_up
POST   /api/v1/expos/{expo}/join-codes set_up
POST   /api/v1/expos/{expo}/join-sheets set_up
GET    /api/v1/expos/{expo}/offers look
POST   /api/v1/expos/{expo}/offers set_up
DELETE /api/v1/expos/{expo}/offers/{offer} set_up
PATCH  /api/v1/expos/{expo}/plan set_up
GET    /api/v1/expos/{expo}/registers look
POST   /api/v1/expos/{expo}/registers/{register}/revoke run
POST   /api/v1/expos/{expo}/buyers personal
GET    /api/v1/expos/{expo}/lines look
GET    /api/v1/expos/{expo}/reports/{report} look
GET    /api/v1/expos/{expo}/statements look
POST   /api/v1/expos/{expo}/statements settle
PUT    /api/v1/expos/{expo}/status set_up
GET    /api/v1/expos/{expo}/terms look
POST   /api/v1/expos/{expo}/terms run
PUT    /api/v1/expos/{expo}/terms/{terms} run
GET    /api/v1/expos/{expo}/totals look
GET    /api/v1/audit run
GET    /api/v1/expos/{expo}/webhooks run
GET    /api/v1/expos/{expo}/z-reports look
POST   /api/v1/expos/{expo}/webhooks run
DELETE /api/v1/expos/{expo}/webhooks/{hook} run
PATCH  /api/v1/expos/{expo}/webhooks/{hook} run
GET    /api/v1/expos/{expo}/webhooks/{hook}/deliveries run
GET    /api/v1/expos/{expo}/webhooks/{hook}/deliveries/{event} run
POST   /api/v1/expos/{expo}/webhooks/{hook}/deliveries/{event}/send run
POST   /api/v1/expos/{expo}/webhooks/{hook}/secret run
POST   /api/v1/expos/{expo}/webhooks/{hook}/test run
POST   /api/v1/join anybody
GET    /api/v1/presence anybody
POST   /api/v1/registers/{register}/continue till
POST   /api/v1/registers/{register}/journal till
GET    /api/v1/registers/{register}/news till
POST   /api/v1/registers/{register}/receipt till
GET    /api/v1/registers/{register}/siblings till
GET    /api/v1/registers/{register}/siblings/{sibling}/journal till
GET    /api/v1/registers/{register}/watermark till
POST   /api/v1/relay/expos/{expo} relay
POST   /api/v1/relay/expos/{expo}/papers relay
POST   /api/v1/relay/expos/{expo}/registers/{register}/forks relay
POST   /api/v1/relay/expos/{expo}/registers/{register}/journal relay
POST   /api/v1/relay/registers relay
POST   /api/v1/z-codes set_up
GET    /assets/fonts/{file_path} anybody
GET    /assets/icons/{file_path} anybody
GET    /assets/scripts/{file_path} anybody
GET    /assets/style.css anybody
GET    /assets/vendor/{file_path} anybody
GET    /audit run
GET    /expos/new set_up
POST   /expos/new set_up
GET    /expos/{expo} look
POST   /expos/{expo}/buyers personal
GET    /expos/{expo}/orders.csv look
GET    /expos/{expo}/press.pdf look
GET    /expos/{expo}/report.csv look
GET    /expos/{expo}/report.xlsx look
GET    /expos/{expo}/reports look
GET    /expos/{expo}/sales.csv look
GET    /expos/{expo}/sales.xlsx look
GET    /expos/{expo}/booths look
GET    /expos/{expo}/booths/import set_up
POST   /expos/{expo}/booths/import set_up
POST   /expos/{expo}/booths/import/confirm set_up
GET    /expos/{expo}/booths/new set_up
POST   /expos/{expo}/booths/new set_up
GET    /expos/{expo}/booths/template.csv set_up
GET    /expos/{expo}/booths/{booth}/code set_up
POST   /expos/{expo}/booths/{booth}/code set_up
GET    /expos/{expo}/booths/{booth}/edit set_up
POST   /expos/{expo}/booths/{booth}/edit set_up
GET    /expos/{expo}/booths/{booth}/entries booth
GET    /expos/{expo}/booths/{booth} booth
GET    /expos/{expo}/booths/{booth}/link set_up
GET    /expos/{expo}/booths/{booth}/sales booth
GET    /expos/{expo}/booths/{booth}/sales/{sale} booth
POST   /expos/{expo}/booths/{booth}/link set_up
POST   /expos/{expo}/booths/{booth}/remove set_up
GET    /expos/{expo}/booths/{booth}/statement booth
GET    /expos/{expo}/booths/{booth}/statement.pdf booth
GET    /expos/{expo}/booths/{booth}/own-terms settle
POST   /expos/{expo}/booths/{booth}/own-terms settle
GET    /expos/{expo}/booths/{booth}/statement.xlsx booth
POST   /expos/{expo}/booths/{booth}/statement/{what} settle
GET    /expos/{expo}/brought look
POST   /expos/{expo}/brought set_up
GET    /expos/{expo}/brought/{registers} look
GET    /expos/{expo}/close run
POST   /expos/{expo}/close run
GET    /expos/{expo}/codes look
GET    /expos/{expo}/details look
POST   /expos/{expo}/details set_up
GET    /expos/{expo}/live look
GET    /expos/{expo}/offers look
POST   /expos/{expo}/offers set_up
POST   /expos/{expo}/offers/one set_up
POST   /expos/{expo}/offers/{offer}/withdraw set_up
GET    /expos/{expo}/plan look
POST   /expos/{expo}/plan set_up
GET    /expos/{expo}/registers look
POST   /expos/{expo}/registers set_up
POST   /expos/{expo}/registers/{register}/code set_up
POST   /expos/{expo}/registers/{register}/move set_up
POST   /expos/{expo}/registers/{register}/revoke run
POST   /expos/{expo}/restored run
GET    /expos/{expo}/settlement look
POST   /expos/{expo}/settlement settle
POST   /expos/{expo}/sheets set_up
GET    /expos/{expo}/statements.zip look
POST   /expos/{expo}/status set_up
GET    /expos/{expo}/terms look
POST   /expos/{expo}/terms run
GET    /expos/{expo}/terms/{terms} run
POST   /expos/{expo}/terms/{terms} run
GET    /expos/{expo}/wall look
GET    /expos/{expo}/webhooks run
POST   /expos/{expo}/webhooks run
POST   /expos/{expo}/webhooks/{hook}/{what} run
GET    /expos/{expo}/z-reports look
POST   /expos/{expo}/z-reports set_up
GET    /favicon.ico anybody
GET    /first/{secret} anybody
POST   /first/{secret} anybody
GET    /health anybody
GET    /link/{token} anybody
GET    /login anybody
POST   /login anybody
POST   /logout self
GET    /metrics anybody
GET    /password self
POST   /password self
GET    /ready anybody
GET    /schema anybody
GET    /schema/openapi.json anybody
GET    /schema/{path} anybody
"""
"""What each route asks for; tills' and relays' tokens are tried where their operations are."""

MAY = {
    "viewer": {"self", "booth", "look"},
    "staff": {"self", "booth", "look", "set_up", "settle"},
    "admin": {"self", "booth", "look", "set_up", "settle", "personal", "run"},
}
EVERYBODY = ("nobody", "own exhibitor", "other exhibitor", *PEOPLE)
ASKED_THERE = {"anybody", "till", "relay"}


def table() -> dict[tuple[str, str], str]:
    lines = (line.split() for line in ROUTES.strip().splitlines())
    return {(method, path): right for method, path, right in lines}


def guarded(*, machines: bool) -> list[tuple[str, str, str]]:
    return [
        (method, path, right)
        for (method, path), right in table().items()
        if right not in ASKED_THERE and for_machines(path) == machines
    ]


def routes(app: Litestar) -> Iterator[tuple[tuple[str, str], str]]:
    for route in app.routes:
        assert isinstance(route, HTTPRoute)
        for handler in route.route_handlers:
            for method in sorted(handler.http_methods - {"OPTIONS", "HEAD"}):
                yield (method, route.path_format), str(handler.opt.get("right"))


@pytest.fixture
def browser(client: Client, quick_passwords: None) -> Client:
    client.headers["Accept"] = "text/html"
    client.follow_redirects = False
    return client


class Names(dict[str, str]):
    """What stands for the names in a path: those given, and others that nothing has."""

    def __missing__(self, name: str) -> str:
        return f"no-{name}"


def filled(path: str, fair: Fair) -> str:
    return path.format_map(Names(expo=fair.expo.id, booth="A1", revision="1"))


def become(browser: Client, fair: Fair, who: str) -> None:
    if who in PEOPLE:
        people.create_account(fair.office, who, PASSWORD, who)
        session = sessions.log_in(fair.office, who, PASSWORD, "x")
        browser.cookies.set(SESSION_COOKIE, session)
    elif who != "nobody":
        booth = fair.booths["A1" if who == "own exhibitor" else "B2"]
        browser.cookies.set(LINK_COOKIE, links.make_link(fair.office, fair.expo.id, booth.id))


def was_sent_away(answer: Any) -> bool:
    if answer.status_code == 303:
        return str(answer.headers["location"]).startswith("/login")
    return answer.status_code == 403 and "akun Anda" in answer.text


def is_let_in(who: str, right: str) -> bool:
    return right == "booth" if who == "own exhibitor" else right in MAY.get(who, set())


def test_every_route_asks_for_the_right_that_is_written_here(sqlite_fair: Fair) -> None:
    assert dict(routes(app_for(sqlite_fair.office))) == table()


@pytest.mark.parametrize("who", EVERYBODY)
def test_pages_let_in_who_has_the_right_and_nobody_else(
    browser: Client, sqlite_fair: Fair, who: str
) -> None:
    become(browser, sqlite_fair, who)
    wrong = [
        (method, path, answer.status_code)
        for method, path, right in guarded(machines=False)
        for answer in [browser.request(method, filled(path, sqlite_fair))]
        if was_sent_away(answer) == is_let_in(who, right)
    ]
    assert wrong == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_in_the_api_a_browser_looks_and_changes_nothing(
    browser: Client, sqlite_fair: Fair, who: str
) -> None:
    become(browser, sqlite_fair, who)
    for method, path, right in guarded(machines=True):
        answer = browser.request(method, filled(path, sqlite_fair))
        may = method == "GET" and is_let_in(who, right)
        assert (answer.status_code in {401, 403}) != may, (method, path, answer.status_code)


@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_is_good_for_its_scope_and_no_other(
    client: Client, sqlite_fair: Fair, scope: Right
) -> None:
    token = programs.create_api_token(sqlite_fair.office, "robot", scopes=(scope,))
    client.headers["Authorization"] = f"Bearer {token}"
    rights = {scope.value, "booth"} if scope == "look" else {scope.value}
    for method, path, right in guarded(machines=True):
        answer = client.request(method, filled(path, sqlite_fair))
        refused = answer.status_code == 403 and answer.json()["code"] == "right_missing"
        assert refused != (right in rights), (method, path, answer.status_code)


def test_every_form_is_refused_without_its_seal_and_changes_nothing(
    browser: Client, sqlite_fair: Fair
) -> None:
    become(browser, sqlite_fair, "admin")
    before = everything(sqlite_fair)
    for method, path, _ in guarded(machines=False):
        if method != "GET":
            browser.request(method, filled(path, sqlite_fair), data={"password": PASSWORD})
    assert everything(sqlite_fair) == before


@pytest.mark.parametrize(
    "odd",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://x"}],
)
def test_a_form_of_another_sites_page_is_refused(
    browser: Client, sqlite_fair: Fair, odd: dict[str, str]
) -> None:
    become(browser, sqlite_fair, "admin")
    for method, path in (key for key in table() if not for_machines(key[1])):
        if method != "GET":
            answer = browser.request(method, filled(path, sqlite_fair), headers=odd)
            assert answer.status_code == 403, path


def test_a_given_password_is_replaced_before_anything_else(
    browser: Client, sqlite_fair: Fair
) -> None:
    given = people.add_person(sqlite_fair.office, "budi", "admin")
    session = sessions.log_in(sqlite_fair.office, "budi", given, "x")
    browser.cookies.set(SESSION_COOKIE, session)
    for method, path, right in guarded(machines=False):
        if right != "self":
            answer = browser.request(method, filled(path, sqlite_fair))
            assert (answer.status_code, answer.headers["location"]) == (303, "/password"), path
    assert browser.get(f"/api/v1/expos/{sqlite_fair.expo.id}/totals").status_code == 401


def test_a_link_that_was_ended_leads_nowhere(browser: Client, sqlite_fair: Fair) -> None:
    become(browser, sqlite_fair, "own exhibitor")
    links.end_links(sqlite_fair.office, sqlite_fair.expo.id, sqlite_fair.booths["A1"].id)
    assert was_sent_away(browser.get("/"))
    assert browser.get("/").status_code == 303


def everything(fair: Fair) -> dict[str, list[Any]]:
    """What stands in all tables but for who is logged in and has tried to."""
    tables = [
        each for each in Row.metadata.sorted_tables if each.name not in {"attempt", "session"}
    ]
    with fair.office.database.read() as connection:
        return {each.name: list(map(tuple, connection.execute(select(each)))) for each in tables}
