"""The first run: a one-time link on the terminal, and the organizer's account that it makes."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import select

from pos_app.domain.errors import LapakError
from sync.server.accounts import first_link, people, sessions
from sync.server.accounts.callers import SESSION_COOKIE
from sync.server.office import Office
from sync.server.store.rows import FirstLinkRow
from tests.drivers.lent import lent_app
from tests.drivers.organizers import Clock

Browser = TestClient[Litestar]


@pytest.fixture
def browser(office: Office, quick_passwords: None) -> Iterator[Browser]:
    with (
        lent_app(office) as app,
        TestClient(app, raise_server_exceptions=False) as ready,
    ):
        ready.headers.update({"Accept": "text/html", "Accept-Language": "en"})
        yield ready


def link_of(office: Office) -> str:
    link = first_link.new_link(office)
    assert link is not None
    return link


def send(browser: Browser, link: str, **changed: str) -> Any:
    page = browser.get(link).text
    seal = re.search(r'name="seal" value="([0-9a-f]{64})"', page)
    form = {
        "name": "Sri",
        "password": "rahasia-besar",
        "again": "rahasia-besar",
        "seal": seal[1] if seal else "",
    }
    return browser.post(link, data={**form, **changed}, follow_redirects=False)


def test_the_link_makes_the_organizers_account_and_logs_it_in(
    browser: Browser, office: Office
) -> None:
    answer = send(browser, link_of(office))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    account = sessions.session_account(office, browser.cookies[SESSION_COOKIE])
    assert account is not None
    assert (account.name, account.role, account.must_change) == ("sri", "admin", False)
    assert sessions.log_in(office, "sri", "rahasia-besar", "x")
    assert browser.get("/", follow_redirects=False).status_code == 200


def test_a_link_is_good_once_and_so_are_all_that_were_printed(
    browser: Browser, office: Office
) -> None:
    links = [link_of(office), link_of(office)]
    assert send(browser, links[0]).status_code == 303
    for link in links:
        assert browser.get(link).status_code == 410
        assert send(browser, link, name="Budi").status_code == 410
    assert first_link.new_link(office) is None
    assert sessions.log_in(office, "sri", "rahasia-besar", "x")
    with pytest.raises(LapakError, match="login_wrong"):
        sessions.log_in(office, "budi", "rahasia-besar", "x")


def test_a_link_is_worthless_once_there_is_an_account_from_elsewhere(
    browser: Browser, office: Office
) -> None:
    link = link_of(office)
    people.create_account(office, "budi", "rahasia-besar")
    assert "cannot be used any more" in browser.get(link).text
    assert send(browser, link).status_code == 410


def test_a_link_that_expired_says_how_to_get_another(
    browser: Browser, office: Office, clock: Clock
) -> None:
    link = link_of(office)
    clock.pass_time(timedelta(hours=24))
    answer = browser.get(link)
    assert answer.status_code == 410
    assert "lapak server first-link" in answer.text
    assert send(browser, link).status_code == 410
    assert not people.has_accounts(office)
    assert send(browser, link_of(office)).status_code == 303


def test_only_the_hash_of_a_link_is_kept(office: Office) -> None:
    secret = link_of(office).removeprefix(first_link.PATH)
    with office.database.read() as connection:
        [kept] = connection.execute(select(FirstLinkRow.secret_hash)).scalars()
    assert re.fullmatch("[0-9a-f]{64}", kept)
    assert secret not in kept
    assert len(secret) == 43  # 256 bits


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"password": "pendek", "again": "pendek"}, "at least 8"),
        ({"again": "rahasia-kecil"}, "two passwords differ"),
        ({"name": "\t"}, "account name cannot be used"),
        ({"seal": "0" * 64}, "page was too old"),
    ],
)
def test_what_cannot_be_taken_is_told_and_the_link_stays_good(
    browser: Browser, office: Office, changed: dict[str, str], told: str
) -> None:
    link = link_of(office)
    answer = send(browser, link, **changed)
    assert answer.status_code in {400, 403}
    assert told in answer.text
    assert not people.has_accounts(office)
    assert send(browser, link).status_code == 303


def test_of_two_who_use_links_at_once_one_becomes_the_organizer(
    office: Office, quick_passwords: None
) -> None:
    links = [link_of(office).removeprefix(first_link.PATH) for _ in range(4)]

    def use(number: int) -> str:
        try:
            first_link.make_first_account(office, links[number], f"n{number}", "rahasia-besar")
        except LapakError as error:
            return error.code
        return ""

    with ThreadPoolExecutor(4) as hall:
        told = sorted(hall.map(use, range(4)))
    assert told == ["", *["first_link_worthless"] * 3]


def test_until_there_is_an_account_the_login_says_where_the_link_is(
    browser: Browser, office: Office
) -> None:
    page = browser.get("/")
    assert page.url.path == "/login"
    assert "on the terminal" in page.text
    assert 'name="password"' not in page.text
    send(browser, link_of(office))
    browser.cookies.delete(SESSION_COOKIE)
    assert 'name="password"' in browser.get("/login").text


def test_no_other_place_hears_of_a_link(browser: Browser, office: Office) -> None:
    answer = browser.get(link_of(office))
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
