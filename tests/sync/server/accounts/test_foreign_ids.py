"""What belongs to one expo is not to be had through another, by whatever name it goes."""

import re
from typing import Any

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.testing import TestClient

from sync.server.accounts import people, programs, sessions
from sync.server.accounts.callers import SESSION_COOKIE, for_machines
from sync.server.accounts.rights import SCOPES
from sync.server.app import app_for
from sync.server.fair import expos, offers
from sync.server.fair.offers import OfferedRow
from sync.server.settlement import agreements, consent, corrections, statements
from sync.server.webhooks import deliveries, hooks
from tests.drivers.organizers import Fair
from tests.drivers.settlements import TERMS
from tests.sync.server.accounts.test_rights import PASSWORD, everything

Client = TestClient[Litestar]


@pytest.fixture
def names(sqlite_fair: Fair) -> dict[str, str]:
    """An expo of ours, and what everything that a path may name is called in another one."""
    office, theirs = sqlite_fair.office.used_by("sri"), sqlite_fair.expo.id
    ours = expos.create_expo(office, "Pameran kita").id
    expos.create_booth(office, ours, "C3", "Stan kita")
    till = sqlite_fair.till("A1", sales=3)
    sqlite_fair.push(till)
    terms = agreements.save_terms(office, theirs, TERMS)
    agreements.agree(office, theirs, agreements.Scope.EXPO, "", terms.id)
    correction = corrections.correct(office, theirs, "A1", -5_000, "Listrik padam")
    statements.make_statements(office, theirs)
    with office.database.read() as connection:
        kept = statements.statement_of(connection, theirs, "A1")
    consent.dispute(office, theirs, "A1", kept.hash, "Kurang")
    with office.database.read() as connection:
        [dispute] = consent.consent_of(connection, theirs, kept).disputes
    offers.put_offers(office, theirs, [OfferedRow("Kopi", 10_000)])
    with office.database.read() as connection:
        [offered] = offers.offers_of(connection, theirs)
    hook = hooks.add_hook(office, theirs, "https://gudang.example/").hook.id
    return {
        "expo": ours,
        "booth": "A1",
        "register": till.register,
        "registers": till.register,
        "terms": terms.id,
        "correction": correction.id,
        "dispute": dispute.id,
        "offer": offered.offer.id,
        "hash": kept.hash,
        "revision": "1",
        "sale": till.sales[0].id,
        "hook": hook,
        "event": deliveries.send_test(office, theirs, hook),
    }


FORM = {
    "name": "Sri",
    "reason": "sebab",
    "amount": "1000",
    "way": "less",
    "side": "organizer",
    "code": "A1",
    "business": "Batik",
    "password": PASSWORD,
}
"""Enough of every form to get as far as what it is about."""

BODIES: dict[str, dict[str, Any]] = {
    "corrections": {"amount": 1, "reason": "sebab"},
    "disputes": {"reason": "sebab"},
    "signatures": {"side": "organizer", "name": "Sri"},
    "end": {"answer": "selesai"},
    "revoke": {"reason": "dicuri"},
    "terms": {"terms": {"name": "Umum"}, "version": 1},
    "own-terms": {"terms": {"deposit": 1}},
    "webhooks": {"paused": True},
}
"""What programs send, by the last or last but one word of the path."""

WAYS = ("make", "sign", "dispute", "correct")
HOOK_WAYS = ("pause", "resume", "remove", "secret", "test", "again")


def filled(path: str, names: dict[str, str]) -> list[str]:
    """A path as it may be asked for; what nobody gave a name here fails."""
    ways = HOOK_WAYS if "{hook}" in path else WAYS
    if "{what}" in path:
        return [path.format(**names, what=what) for what in ways]
    return [path.format(**names)]


def asked(app: Litestar, *, machines: bool) -> list[tuple[str, str]]:
    """The routes of one expo that name something of it."""
    return sorted(
        (method, route.path_format)
        for route in app.routes
        if isinstance(route, HTTPRoute) and for_machines(route.path_format) == machines
        for handler in route.route_handlers
        if str(handler.opt.get("right")) not in {"till", "relay", "anybody"}
        for method in handler.http_methods - {"OPTIONS", "HEAD"}
        # Reports have the same names at every expo.
        if re.search(r"/\{expo\}/.*\{(?!report\})", route.path_format)
    )


def test_pages_of_an_expo_show_and_change_nothing_of_another(
    client: Client, sqlite_fair: Fair, names: dict[str, str], quick_passwords: None
) -> None:
    people.create_account(sqlite_fair.office, "budi", PASSWORD)
    client.cookies.set(SESSION_COOKIE, sessions.log_in(sqlite_fair.office, "budi", PASSWORD, "x"))
    page = client.get(f"/expos/{names['expo']}/details").text
    [seal] = set(re.findall(r'name="seal" value="([^"]+)"', page))
    sent = {**FORM, "hash": names["hash"], "seal": seal}
    before = everything(sqlite_fair)
    found = {
        (method, path): client.request(method, path, data=sent if method == "POST" else None)
        for method, route in asked(app_for(sqlite_fair.office), machines=False)
        for path in filled(route, names)
    }
    # A form that fits nothing of the expo is told above the page that it came from.
    usual = {"GET": {404}, "POST": {400, 404}}
    wrong = {key: one.status_code for key, one in found.items()}
    assert {key: status for key, status in wrong.items() if status not in usual[key[0]]} == {}
    assert [key for key, one in found.items() if "Batik Polokarto" in one.text] == []
    assert len(found) > 10
    assert everything(sqlite_fair) == before


def test_programs_get_and_change_nothing_of_another_expo(
    client: Client, sqlite_fair: Fair, names: dict[str, str]
) -> None:
    token = programs.create_api_token(sqlite_fair.office, "robot", scopes=SCOPES)
    client.headers["Authorization"] = f"Bearer {token}"
    before = everything(sqlite_fair)
    found = {
        (method, path): client.request(
            method,
            path,
            params={"register": names["register"], "number": "A1-K1-000001"},
            json=body(path, names["hash"]) if method != "GET" else None,
        ).status_code
        for method, route in asked(app_for(sqlite_fair.office), machines=True)
        for path in filled(route, names)
    }
    assert {key: status for key, status in found.items() if status != 404} == {}
    assert len(found) > 10
    assert everything(sqlite_fair) == before


def body(path: str, hashed: str) -> dict[str, Any]:
    """What a program sends to a path."""
    *_, before, last = path.split("/")
    sent = BODIES.get(last, BODIES.get(before, {}))
    return {**sent, "hash": hashed} if last in {"signatures", "disputes"} else sent
