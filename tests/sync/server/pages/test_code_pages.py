"""Join codes on the organizer's pages: shown, used up, made anew, printed."""

import re
from datetime import timedelta

import msgspec
import pytest

from sync.server.accounts import people
from sync.server.fair import booth_codes, joining, plans
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair
from tests.drivers.settlements import pages_of
from tests.sync.server.pages.test_pages import PASSWORD, Client, browser, log_in, seal

__all__ = ["browser"]


def shown(page: str) -> str:
    [code] = re.findall(r'join-code">([2-9A-Y]{4}-[2-9A-Y]{4})<', page)
    return str(code)


def press(browser: Client, path: str, what: str) -> str:
    answer = browser.post(path, data={"seal": seal(browser.get(path)), "what": what})
    assert answer.status_code == 200
    return answer.text


def test_a_code_is_shown_until_a_till_used_it_and_then_who_did(
    browser: Client, sqlite_fair: Fair, clock: Clock
) -> None:
    log_in(browser)
    path = f"/expos/{sqlite_fair.expo.id}/booths/A1/code"
    assert "Make a join code" in browser.get(path).text
    page = press(browser, path, "make")
    assert shown(page) == shown(browser.get(path).text) == shown(press(browser, path, "make"))
    assert "Good until 29 Nov 2026 18:00 WIB, 7 days left" in page
    [part] = re.findall(r'hx-get="([^"]+)"', page)
    assert browser.get(part).status_code == 204
    till = PaperTill(1)
    joining.join(sqlite_fair.office, till.join_request(shown(page)), "10.0.0.1")
    changed = browser.get(part)
    assert changed.status_code == 200
    assert "<html" not in changed.text
    for told in (changed.text, browser.get(path).text):
        assert "Used by register A1-K1 at 18.00" in told
        assert "join-code" not in told
        assert "Code for one more till" in told
    clock.pass_time(timedelta(days=1))
    log_in(browser)
    assert "Used by register A1-K1, 22 Nov 2026 18:00 WIB" in browser.get(path).text


def test_a_code_is_made_anew_and_the_page_says_what_became_of_the_old(
    browser: Client, sqlite_fair: Fair, clock: Clock
) -> None:
    log_in(browser)
    path = f"/expos/{sqlite_fair.expo.id}/booths/A1/code"
    old = shown(press(browser, path, "make"))
    page = press(browser, path, "anew")
    assert shown(page) != old
    assert "Replaced by a new code" in page
    clock.pass_time(timedelta(days=8))
    log_in(browser)
    page = browser.get(path).text
    assert "Expired: 29 Nov 2026 18:00 WIB" in page
    assert "Make a join code" in page
    refused = browser.post(path, data={"seal": "0" * 64, "what": "make"})
    assert refused.status_code == 400
    assert "join-code" not in refused.text


def test_sheets_are_printed_from_the_page_of_all_codes(browser: Client, sqlite_fair: Fair) -> None:
    log_in(browser)
    expo = f"/expos/{sqlite_fair.expo.id}"
    sealed = seal(browser.get(f"{expo}/codes"))
    answer = browser.post(f"{expo}/sheets", data={"seal": sealed, "booths": "a1, b2"})
    assert answer.headers["content-type"] == "application/pdf"
    assert len(pages_of(answer.content)) == 2
    one = browser.post(f"{expo}/sheets", data={"seal": sealed, "booths": "B2"})
    assert 'filename="gabung-B2.pdf"' in one.headers["content-disposition"]
    assert pages_of(one.content) == pages_of(answer.content)[1:]
    page = browser.get(f"{expo}/codes?q=polokarto").text
    assert "Good until" in page
    assert "Kopi Sirap" not in page
    code = booth_codes.code_for(sqlite_fair.office, sqlite_fair.expo.id, "A1").code
    assert code not in page.replace("-", "")
    joining.join(sqlite_fair.office, PaperTill(1).join_request(code), "10.0.0.1")
    assert "Used by register A1-K1 at 18.00" in browser.get(f"{expo}/codes").text
    for odd in ({"booths": "Z9"}, {"cluster": "herbal"}, {"booths": "A1", "without_till": "1"}):
        refused = browser.post(f"{expo}/sheets", data={"seal": sealed, **odd})
        assert (refused.status_code, 'role="alert"' in refused.text) == (400, True), odd
    assert browser.post(f"{expo}/sheets", data={"seal": "0" * 64}).status_code == 400


def test_whoever_may_only_look_sees_who_joined_but_no_code(
    browser: Client, sqlite_fair: Fair
) -> None:
    people.create_account(sqlite_fair.office, "wulan", PASSWORD, "viewer")
    booth_codes.code_for(sqlite_fair.office, sqlite_fair.expo.id, "A1")
    log_in(browser, name="wulan")
    expo = f"/expos/{sqlite_fair.expo.id}"
    page = browser.get(f"{expo}/codes").text
    assert "Good until" in page
    assert "/code" not in page.replace("/codes", "")
    assert "Make the sheets" not in page
    assert "Let a till join" not in browser.get(f"{expo}/registers").text


def test_a_booths_page_says_who_used_which_code(browser: Client, sqlite_fair: Fair) -> None:
    log_in(browser)
    code = booth_codes.code_for(sqlite_fair.office, sqlite_fair.expo.id, "A1").code
    page = f"/expos/{sqlite_fair.expo.id}/booths/A1"
    told = browser.get(page).text
    assert "Good until" in told
    assert f"{page}/code" in told
    assert code not in told.replace("-", "")
    joining.join(sqlite_fair.office, PaperTill(1).join_request(code), "10.0.0.1")
    assert "Used by register A1-K1 at 18.00" in browser.get(page).text


def test_other_expos_have_none_of_it(browser: Client, sqlite_fair: Fair) -> None:
    other = plans.set_up(sqlite_fair.office, plans.SetUp("Pameran lain")).expo.id
    log_in(browser)
    for path in (
        *("/expos/no-expo/codes", "/expos/no-expo/booths/A1/code"),
        *(f"/expos/{other}/booths/A1/code", f"/expos/{sqlite_fair.expo.id}/booths/Z9/code"),
        f"/expos/{other}/booths/{sqlite_fair.booths['A1'].id}/code",
    ):
        assert browser.get(path).status_code == 404, path
    sealed = seal(browser.get("/expos/new"))
    for path in ("/expos/no-expo/sheets", f"/expos/{other}/sheets"):
        assert browser.post(path, data={"seal": sealed, "booths": "A1"}).status_code in {400, 404}


@pytest.mark.parametrize(
    ("off", "told"),
    [
        (timedelta(seconds=10), "clock right"),
        (timedelta(minutes=-7), "clock 7 minutes behind"),
        (timedelta(hours=5), "clock 5 hours ahead"),
    ],
)
def test_the_page_of_tills_says_what_runs_there_and_how_its_clock_goes(
    browser: Client, sqlite_fair: Fair, clock: Clock, off: timedelta, told: str
) -> None:
    log_in(browser)
    path = f"/expos/{sqlite_fair.expo.id}/registers"
    till = sqlite_fair.till(sales=1)
    page = browser.get(path).text
    assert "Not connected yet" in page
    assert "clock" not in page
    head = till.head
    sqlite_fair.push(till)
    assert "clock" not in browser.get(path).text  # by a stick, nobody knows
    sqlite_fair.push(till, till.write(head, [], head, sent_at=clock.now + off, version="9.8.7"))
    page = browser.get(path).text
    for words in ("last heard at 22 Nov 2026 18:00 WIB", told, "Lapak 9.8.7", "joined 22 Nov 2026"):
        assert words in page
    assert msgspec.json.decode(
        browser.get(f"/api/v1/expos/{sqlite_fair.expo.id}/registers").content
    )[0]["clock_off_ms"] == round(off.total_seconds() * 1000)


@pytest.mark.parametrize(
    ("address", "warned"),
    [
        ("https://127.0.0.1:8081", True),
        ("https://[::1]:8081", True),
        ("http://localhost:8080", True),
        ("https://192.168.1.10:8081", False),
    ],
)
def test_codes_that_only_this_computer_can_use_are_warned_of(
    browser: Client, sqlite_fair: Fair, address: str, warned: bool
) -> None:
    browser.app.state.here.tell("x", "ab" * 32, (address,))
    if address.startswith("http:"):
        browser.app.state.here.tell("x", "", ())
        browser.base_url = address
    log_in(browser)
    for page in ("codes", "booths/A1/code"):
        told = browser.get(f"/expos/{sqlite_fair.expo.id}/{page}").text
        assert ("--host 0.0.0.0" in told) == warned, page
