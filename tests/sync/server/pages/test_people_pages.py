"""Accounts, tokens, one's own password, links and the audit, as an admin works them."""

import html
import re
from typing import Any

import pytest

from sync.server.accounts import people
from sync.server.accounts.callers import LINK_COOKIE
from tests.drivers.organizers import Fair
from tests.sync.server.pages.test_pages import PASSWORD, Client, browser, log_in, seal

__all__ = ["browser"]
CHOSEN = "pilihan-budi-sendiri"


def send(browser: Client, path: str, page: str = "/accounts", **fields: Any) -> Any:
    form = {"seal": seal(browser.get(page)), "password": PASSWORD, **fields}
    return browser.post(path, data=form)


def shown_secret(answer: Any) -> str:
    found = re.search(r'class="figure secret">([^<]+)<', answer.text)
    assert found
    return found[1]


def as_budi(browser: Client, password: str) -> Any:
    browser.cookies.clear()
    return log_in(browser, password, "budi")


@pytest.fixture
def admin(browser: Client) -> Client:
    log_in(browser)
    return browser


def test_somebody_who_was_added_chooses_a_password_and_then_looks(
    admin: Client, sqlite_fair: Fair
) -> None:
    given = shown_secret(send(admin, "/accounts", name="Budi", role="viewer"))
    as_budi(admin, given)
    due = admin.get("/")
    assert due.url.path == "/password"
    fields = {"before": given, "after": CHOSEN}
    differ = send(admin, "/password", "/password", again="lain-sekali", **fields)
    assert "typed in two ways" in differ.text
    send(admin, "/password", "/password", again=CHOSEN, **fields)
    assert sqlite_fair.expo.name in admin.get("/").text
    assert admin.get("/accounts").status_code == 403
    assert as_budi(admin, given).status_code == 401


def test_adding_somebody_asks_for_ones_own_password(admin: Client, sqlite_fair: Fair) -> None:
    answer = send(admin, "/accounts", name="budi", role="viewer", password="salah-sekali")
    assert (answer.status_code, "The password is wrong." in answer.text) == (400, True)
    with sqlite_fair.office.database.read() as connection:
        assert [one.name for one in people.accounts_of(connection)] == ["sri"]


def test_who_is_blocked_is_out_at_once_and_comes_back_with_a_new_password(
    admin: Client, sqlite_fair: Fair
) -> None:
    people.create_account(sqlite_fair.office, "budi", PASSWORD, "staff")
    sri = dict(admin.cookies)
    as_budi(admin, PASSWORD)
    budi = dict(admin.cookies)
    switch(admin, sri)
    send(admin, "/accounts/change", name="budi", what="block")
    switch(admin, budi)
    assert admin.get("/").url.path == "/login"
    assert as_budi(admin, PASSWORD).status_code == 401
    switch(admin, sri)
    given = shown_secret(send(admin, "/accounts/change", name="budi", what="password"))
    assert as_budi(admin, given).status_code == 303


def switch(browser: Client, cookies: dict[str, str]) -> None:
    browser.cookies.clear()
    for name, value in cookies.items():
        browser.cookies.set(name, value)


@pytest.mark.parametrize("what", ["block", "viewer"])
def test_the_last_admin_stays_one(admin: Client, what: str) -> None:
    answer = send(admin, "/accounts/change", name="sri", what=what)
    assert "sri is the only admin" in answer.text
    assert admin.get("/accounts").status_code == 200


def test_a_token_made_on_the_page_opens_what_was_ticked_until_it_is_revoked(
    admin: Client, sqlite_fair: Fair
) -> None:
    token = shown_secret(send(admin, "/accounts/tokens", name="laporan", scopes=["look"]))
    path = f"/api/v1/expos/{sqlite_fair.expo.id}"
    headers = {"Authorization": f"Bearer {token}"}
    assert admin.get(f"{path}/totals", headers=headers).status_code == 200
    assert admin.post(f"{path}/closings", headers=headers).status_code == 403
    send(admin, "/accounts/tokens/revoke", name="laporan")
    assert admin.get(f"{path}/totals", headers=headers).status_code == 401


def test_an_exhibitors_link_is_made_followed_and_ended(admin: Client, sqlite_fair: Fair) -> None:
    path = f"/expos/{sqlite_fair.expo.id}/booths/A1/link"
    made = send(admin, path, path, what="make")
    link = html.unescape(re.search(r'href="([^"]+/link/[^"]+)"', made.text)[1])  # type: ignore[index]
    sri = dict(admin.cookies)
    admin.cookies.clear()
    followed = admin.get(link, follow_redirects=False)
    assert followed.headers["location"] == f"/expos/{sqlite_fair.expo.id}/booths/A1"
    assert LINK_COOKIE in admin.cookies
    assert admin.get(f"/expos/{sqlite_fair.expo.id}").status_code == 403
    switch(admin, sri)
    assert "Somebody came by it last" in admin.get(path).text
    send(admin, path, path, what="end")
    admin.cookies.clear()
    assert admin.get(link).status_code == 404


def test_the_audit_tells_who_did_what_and_whether_a_record_was_altered(
    admin: Client, sqlite_fair: Fair
) -> None:
    send(admin, "/accounts", name="budi", role="staff")
    page = admin.get("/audit").text
    assert "Account added" in page
    assert "account budi, role staff" in page
    assert re.search(r"· sri\b", page)
    assert "unbroken" in page
    with sqlite_fair.office.database.write() as connection:
        connection.exec_driver_sql("UPDATE audit SET record = x'7b7d' WHERE seq = 2")
    assert "Record 2 was altered or taken out" in admin.get("/audit").text
