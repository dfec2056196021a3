"""The page of programs that are told: the secret once, what became of it, and a password to end."""

import re
from datetime import timedelta

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from sync.server.accounts import people, sessions
from sync.server.accounts.callers import SESSION_COOKIE
from sync.server.webhooks.deliveries import Due, Outcome
from sync.server.webhooks.delivering import Deliverer
from tests.drivers.organizers import Clock, Fair

Client = TestClient[Litestar]
PASSWORD = "rahasia-besar"
URL = "https://gudang.example/lapak"


@pytest.fixture
def browser(client: Client, sqlite_fair: Fair, quick_passwords: None) -> Client:
    people.create_account(sqlite_fair.office, "sri", PASSWORD)
    session = sessions.log_in(sqlite_fair.office, "sri", PASSWORD, "x")
    client.cookies.set(SESSION_COOKIE, session)
    client.headers["Accept-Language"] = "en"
    return client


def post(browser: Client, fair: Fair, path: str = "", **fields: object) -> str:
    where = f"/expos/{fair.expo.id}/webhooks"
    seal = re.findall(r'name="seal" value="([^"]+)"', browser.get(where).text)[0]
    return str(browser.post(f"{where}{path}", data={"seal": seal, **fields}).text)


def hook_in(page: str) -> str:
    return str(re.findall(r'webhooks/([^/"]+)/test"', page)[0])


def test_a_secret_is_shown_once_and_a_trial_says_what_became_of_it(
    browser: Client, sqlite_fair: Fair, clock: Clock
) -> None:
    page = post(browser, sqlite_fair, url=URL, kinds=["shift.closed", "booth.finished"])
    assert re.search(r"whsec_[A-Za-z0-9+/]{43}=", page)
    assert "Is told" in page
    hook = hook_in(page)
    page = post(browser, sqlite_fair, f"/{hook}/test")
    assert "whsec_" not in page
    assert "Not tried yet" in page
    answers = iter((Outcome(0, "tls"), Outcome(200)))

    def send(one: Due, _: object) -> Outcome:
        assert one.url == URL
        return next(answers)

    work = Deliverer(sqlite_fair.office, send=send)
    work.round()
    page = browser.get(f"/expos/{sqlite_fair.expo.id}/webhooks").text
    assert "Its certificate is not valid" in page
    assert "next attempt 22 Nov 2026 18:00 WIB" in page
    event = re.findall(r'name="event" value="([^"]+)"', page)[0]
    clock.pass_time(timedelta(seconds=1))
    post(browser, sqlite_fair, f"/{hook}/again", event=event)
    work.round()
    assert "Received" in browser.get(f"/expos/{sqlite_fair.expo.id}/webhooks").text


def test_what_is_paused_goes_on_and_what_is_removed_needs_the_password(
    browser: Client, sqlite_fair: Fair
) -> None:
    hook = hook_in(post(browser, sqlite_fair, url=URL, kinds="booth.finished"))
    assert "Paused" in post(browser, sqlite_fair, f"/{hook}/pause")
    assert "Paused" not in post(browser, sqlite_fair, f"/{hook}/resume")
    assert URL in post(browser, sqlite_fair, f"/{hook}/remove", password="salah")
    assert URL not in post(browser, sqlite_fair, f"/{hook}/remove", password=PASSWORD)
    audit = browser.get("/audit").text
    assert "Address that is told removed" in audit
    assert URL in audit


def test_a_secret_is_made_anew_with_the_password_and_shown_once(
    browser: Client, sqlite_fair: Fair
) -> None:
    first = post(browser, sqlite_fair, url=URL, kinds="booth.finished")
    hook = hook_in(first)
    assert "whsec_" not in post(browser, sqlite_fair, f"/{hook}/secret", password="salah")
    page = post(browser, sqlite_fair, f"/{hook}/secret", password=PASSWORD)
    [old], [new] = (re.findall(r"whsec_[A-Za-z0-9+/=]+", each) for each in (first, page))
    assert old != new
    assert "whsec_" not in browser.get(f"/expos/{sqlite_fair.expo.id}/webhooks").text
    assert "Secret of an address renewed" in browser.get("/audit").text


def test_an_address_that_cannot_be_used_stays_in_the_form(
    browser: Client, sqlite_fair: Fair
) -> None:
    page = post(browser, sqlite_fair, url="http://gudang.example/", kinds="shift.closed")
    assert "over https only" in page
    assert 'value="http://gudang.example/"' in page
    assert "Tick what the program" in post(browser, sqlite_fair, url=URL)
