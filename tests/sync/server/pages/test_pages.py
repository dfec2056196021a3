"""The organizer's pages as a browser gets them: behind a login, in two languages."""

import html
import itertools
import re
from datetime import timedelta
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

import resources
from pos_app.domain.money import format_rupiah
from sync.server.accounts import people
from sync.server.accounts.callers import SESSION_COOKIE
from tests.drivers.organizers import Clock, Fair

Client = TestClient[Litestar]
PASSWORD = "rahasia-besar"


@pytest.fixture
def browser(client: Client, sqlite_fair: Fair, quick_passwords: None) -> Client:
    people.create_account(sqlite_fair.office, "sri", PASSWORD)
    client.headers["Accept"] = "text/html"
    client.headers["Accept-Language"] = "en"
    return client


def seal(page: Any) -> str:
    found = re.search(r'name="seal" value="([0-9a-f]{64})"', page.text)
    assert found
    return found[1]


def log_in(browser: Client, password: str = PASSWORD, name: str = "sri") -> Any:
    form = {"name": name, "password": password, "seal": seal(browser.get("/login"))}
    return browser.post("/login", data=form, follow_redirects=False)


def test_without_a_login_every_page_leads_to_the_login(browser: Client, sqlite_fair: Fair) -> None:
    for path in ("/", f"/expos/{sqlite_fair.expo.id}", "/expos/nowhere"):
        answer = browser.get(path, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login")


def asked_for(browser: Client, path: str) -> str:
    """Where the login leads somebody who came for a page, a change of language in between."""
    login = browser.get(path)
    assert login.url.path == "/login"
    other = re.search(r'href="(/login[^"]*lang=id[^"]*)"', login.text)
    assert other
    login = browser.get(html.unescape(other[1]))
    asked = re.search(r'name="onward" value="([^"]*)"', login.text)
    assert asked
    form = {
        "name": "sri",
        "password": PASSWORD,
        "seal": seal(login),
        "onward": html.unescape(asked[1]),
    }
    assert browser.post("/login", data={**form, "password": "salah-sekali"}).status_code == 401
    return browser.post("/login", data=form, follow_redirects=False).headers["location"]


def test_the_login_leads_to_the_page_that_was_asked_for(browser: Client, sqlite_fair: Fair) -> None:
    path = f"/expos/{sqlite_fair.expo.id}"
    assert asked_for(browser, path) == path


@pytest.mark.parametrize(
    "onward",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil",
        "/logout",
        "/expos/../x",
        "/expos/a\r\nX: y",
    ],
)
def test_the_login_leads_to_no_other_place(browser: Client, onward: str) -> None:
    form = {"name": "sri", "password": PASSWORD, "onward": onward}
    form["seal"] = seal(browser.get("/login", params={"onward": onward}))
    answer = browser.post("/login", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_after_the_login_the_expo_shows_totals_and_what_is_missing(
    browser: Client, sqlite_fair: Fair
) -> None:
    tills = [sqlite_fair.till("A1", 1, sales=12), sqlite_fair.till("B2", 2, sales=5)]
    sqlite_fair.push(tills[0])
    sqlite_fair.push(tills[1], tills[1].batch(upto=4))
    log_in(browser)
    index = browser.get("/")
    assert sqlite_fair.expo.name in index.text
    page = browser.get(f"/expos/{sqlite_fair.expo.id}").text
    shown = tills[0].total + sum(sold.total for sold in tills[1].sales[:2])
    assert format_rupiah(shown) in page
    assert format_rupiah(tills[0].total) in page
    assert "1 of 2 booths" in page
    assert "Never closed: shift of 21 Nov 2026" in page
    assert "Behind: 3 of 7 entries missing" in page
    assert "last heard at 18.00" in page
    assert 'http-equiv="refresh"' in page


def test_a_till_whose_clock_was_wrong_is_named_on_the_page(
    browser: Client, sqlite_fair: Fair
) -> None:
    log_in(browser)
    till = sqlite_fair.till(sales=1)
    sqlite_fair.push(till)
    path = f"/expos/{sqlite_fair.expo.id}"
    assert "clock" not in browser.get(path).text
    till.now -= timedelta(hours=1)
    till.sell(1)
    sqlite_fair.push(till, till.batch(after=3))
    assert "check the till&#39;s clock" in browser.get(path).text


def test_voids_and_refunds_stand_beside_the_sales_and_too_many_are_named(
    browser: Client, sqlite_fair: Fair
) -> None:
    log_in(browser)
    tills = [sqlite_fair.till(seed=1, sales=3), sqlite_fair.till(seed=2)]
    tills[0].void(tills[0].sales[0])
    for till in tills:
        till.refund(tills[0].sales[1])
        sqlite_fair.push(till)
    page = browser.get(f"/expos/{sqlite_fair.expo.id}").text
    assert "1 void, 2 refunds" in page
    assert f"refunded too often: {tills[0].sales[1].receipt_number}" in page


def test_pages_speak_indonesian_unless_the_browser_or_the_reader_wants_english(
    browser: Client, sqlite_fair: Fair
) -> None:
    log_in(browser)
    path = f"/expos/{sqlite_fair.expo.id}"
    browser.headers["Accept-Language"] = "de, *;q=0.5"
    browser.cookies.delete("lapak_lang")
    page = browser.get(path).text
    assert '<html lang="id">' in page
    assert "Kelengkapan data" in page
    assert "Belum terhubung" in page
    chosen = browser.get(f"{path}?lang=en").text
    assert '<html lang="en">' in chosen
    assert "Completeness" in browser.get(path).text


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: Client) -> None:
    answer = log_in(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = next(
        text for text in answer.headers.get_list("set-cookie") if text.startswith(SESSION_COOKIE)
    )
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


def test_logging_in_again_ends_the_session_before(browser: Client) -> None:
    log_in(browser)
    first = browser.cookies[SESSION_COOKIE]
    log_in(browser)
    assert browser.cookies[SESSION_COOKIE] != first
    browser.cookies.clear()
    browser.cookies.set(SESSION_COOKIE, first)
    assert browser.get("/", follow_redirects=False).status_code == 303


def test_a_wrong_password_is_told_on_the_page(browser: Client) -> None:
    answer = log_in(browser, "salah-sekali")
    assert answer.status_code == 401
    assert "Name or password is wrong." in answer.text
    assert 'value="sri"' in answer.text


def test_who_tries_too_often_is_told_how_long_to_wait(browser: Client) -> None:
    for _ in range(5):
        log_in(browser, "salah-sekali")
    answer = log_in(browser)
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.text


@pytest.mark.parametrize("odd", ["", "0" * 64])
def test_a_forged_login_is_refused(browser: Client, odd: str) -> None:
    browser.get("/login")
    form = {"name": "sri", "password": PASSWORD, "seal": odd}
    answer = browser.post("/login", data=form, follow_redirects=False)
    assert answer.status_code == 403
    assert SESSION_COOKIE not in browser.cookies


def test_a_seal_from_another_browser_is_refused(browser: Client) -> None:
    stolen = seal(browser.get("/login"))
    browser.cookies.clear()
    browser.get("/login")
    form = {"name": "sri", "password": PASSWORD, "seal": stolen}
    assert browser.post("/login", data=form, follow_redirects=False).status_code == 403


def test_logging_out_needs_our_own_form(browser: Client) -> None:
    log_in(browser)
    browser.post("/logout", data={"seal": "0" * 64}, follow_redirects=False)
    page = browser.get("/", follow_redirects=False)
    assert page.status_code == 200
    browser.post("/logout", data={"seal": seal(page)}, follow_redirects=False)
    assert browser.get("/", follow_redirects=False).status_code == 303


def test_a_session_that_has_expired_leads_to_the_login(browser: Client, clock: Clock) -> None:
    log_in(browser)
    clock.pass_time(timedelta(hours=12))
    assert browser.get("/", follow_redirects=False).headers["location"] == "/login"


def test_names_cannot_bring_markup_in(browser: Client, sqlite_fair: Fair) -> None:
    log_in(browser)
    with sqlite_fair.office.database.write() as connection:
        connection.exec_driver_sql("UPDATE booth SET name = '<script>x</script>'")
    page = browser.get(f"/expos/{sqlite_fair.expo.id}").text
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    assert "style=" not in page


def test_pages_that_do_not_exist_say_so_in_words(browser: Client) -> None:
    log_in(browser)
    for path in ("/nowhere", "/expos/nowhere"):
        answer = browser.get(path)
        assert answer.status_code == 404
        assert "This page does not exist" in answer.text


def test_a_bug_shows_a_number_and_no_traceback(
    browser: Client, sqlite_fair: Fair, caplog: pytest.LogCaptureFixture
) -> None:
    log_in(browser)
    with sqlite_fair.office.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE quarantine")
    answer = browser.get(f"/expos/{sqlite_fair.expo.id}")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "quarantine" not in answer.text
    assert "quarantine" in caplog.text


def test_the_stylesheet_is_made_from_the_tokens(client: Client) -> None:
    answer = client.get("/assets/style.css")
    assert answer.headers["content-type"].startswith("text/css")
    for colour in ("#0F766E", "#2DD4BF", "#004A44"):
        assert f"--primary: {colour};" in answer.text
    fonts = re.findall(r'url\("(/assets/fonts/[^"]+)"\)', answer.text)
    assert len(fonts) == 4
    assert {client.get(font).status_code for font in fonts} == {200}


def test_no_two_stylesheets_say_what_a_class_looks_like() -> None:
    """Two subjects that take the same name for something change each other's pages."""
    sheets = [one.read_text("utf-8") for one in resources.path("web").glob("*.css.jinja")]
    named = [set(re.findall(r"^\.([\w-]+) \{", sheet, re.MULTILINE)) for sheet in sheets]
    assert [one & other for one, other in itertools.combinations(named, 2) if one & other] == []


def test_the_icon_is_served(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.content == resources.path("icons", "lapak.svg").read_bytes()


@pytest.mark.parametrize("path", ["/assets/fonts/../theme/tokens.toml", "/assets/fonts/%2e%2e/x"])
def test_only_fonts_and_icons_are_handed_out(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
