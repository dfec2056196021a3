"""The organizer's pages for booths: told, offered, locked out, by somebody who is logged in."""

import re
from typing import Any

import msgspec
import pytest

from pos_app.domain.continuation import continued_code
from sync.server.fair import expo_details, joining, offers, registers
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair
from tests.sync.server.pages.test_pages import PASSWORD, Client, browser, log_in, seal

__all__ = ["browser"]


def send(browser: Client, path: str, sealed: str = "", **typed: Any) -> Any:
    """Fill in the form of a page."""
    page = path.rsplit("/", 2)[0] if path.count("/") > 3 else path
    form = {"seal": sealed or seal(browser.get(page)), **typed}
    return browser.post(path, data=form, follow_redirects=False)


FORM = {
    "name": "Harkop Expo",
    "first_day": "2026-11-22",
    "last_day": "2026-11-24",
    "zone": "Asia/Makassar",
    "cutoff": "02:30",
    "header": "Alun-alun\r\nUngaran",
    "announcement": "Panggung mulai 19.00",
}


def test_what_booths_are_told_is_typed_on_a_page(browser: Client, sqlite_fair: Fair) -> None:
    log_in(browser)
    path = f"/expos/{sqlite_fair.expo.id}/details"
    answer = send(browser, path, **FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?done=1")
    with sqlite_fair.office.database.read() as connection:
        told = expo_details.details_of(connection, sqlite_fair.expo.id)
    assert (told.name, told.zone, told.cutoff_minutes) == ("Harkop Expo", "Asia/Makassar", 150)
    assert told.header == ("Alun-alun", "Ungaran")
    page = browser.get(f"{path}?done=1").text
    assert "Panggung mulai 19.00" in page
    assert "Stored." in page


@pytest.mark.parametrize(
    "odd", [{"first_day": "2026-13-01"}, {"cutoff": "x"}, {"zone": "Mars"}, {"name": ""}]
)
def test_what_cannot_be_used_is_told_and_stays_in_the_form(
    browser: Client, sqlite_fair: Fair, odd: dict[str, str]
) -> None:
    log_in(browser)
    answer = send(browser, f"/expos/{sqlite_fair.expo.id}/details", **{**FORM, **odd})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "Panggung mulai 19.00" in answer.text
    with sqlite_fair.office.database.read() as connection:
        assert expo_details.details_of(connection, sqlite_fair.expo.id).revision == 0


def test_a_file_of_products_is_offered_and_one_is_taken_back(
    browser: Client, sqlite_fair: Fair
) -> None:
    log_in(browser)
    path = f"/expos/{sqlite_fair.expo.id}/offers"
    sealed = seal(browser.get(path))
    csv = b"nama;harga;stan\nKopi <b>;45.000;A1\nTeh;murah;\n"
    answer = browser.post(path, data={"seal": sealed}, files={"file": ("daftar.csv", csv)})
    assert answer.status_code == 200
    assert "1 added, 0 changed, 0 as they were" in answer.text
    assert "Line 3 was left out" in answer.text
    assert "Kopi &lt;b&gt;" in answer.text
    assert "for booths A1" in answer.text
    with sqlite_fair.office.database.read() as connection:
        [offered] = offers.offers_of(connection, sqlite_fair.expo.id)
    send(browser, f"{path}/{offered.offer.id}/withdraw")
    assert "Kopi" not in browser.get(path).text
    refused = browser.post(path, data={"seal": sealed}, files={"file": ("x.csv", b"halo")})
    assert (refused.status_code, 'role="alert"' in refused.text) == (400, True)


def test_one_product_is_typed_and_offered_to_some_booths(
    browser: Client, sqlite_fair: Fair
) -> None:
    log_in(browser)
    path = f"/expos/{sqlite_fair.expo.id}/offers"
    typed = {"seal": seal(browser.get(path)), "name": "Kaos  panitia", "price": "85.000"}
    refused = browser.post(f"{path}/one", data={**typed, "booths": "Z9"})
    assert refused.status_code == 400
    assert 'value="Z9"' in refused.text
    assert 'value="Kaos  panitia"' in refused.text
    answer = browser.post(f"{path}/one", data={**typed, "booths": "a1"})
    assert answer.status_code == 200
    assert "1 added" in answer.text
    with sqlite_fair.office.database.read() as connection:
        [offered] = offers.offers_of(connection, sqlite_fair.expo.id)
    assert (offered.offer.name, offered.offer.price) == ("Kaos panitia", 85_000)
    assert len(offered.booths) == 1


def test_a_till_joins_by_the_picture_on_the_page(browser: Client, sqlite_fair: Fair) -> None:
    log_in(browser)
    path = f"/expos/{sqlite_fair.expo.id}/registers"
    answer = browser.post(path, data={"seal": seal(browser.get(path)), "booth": "B2"})
    assert answer.status_code == 200
    assert "Join code for booth B2" in answer.text
    assert 'class="qr"' in answer.text
    typed = re.findall(r'join-code">([0-9A-Z]{4}-[0-9A-Z]{4})<', answer.text)[0]
    till = PaperTill(9)
    assert joining.join(sqlite_fair.office, till.join_request(typed), "10.0.0.1").booth.code == "B2"


def test_a_code_for_a_booth_that_is_not_there_is_refused(
    browser: Client, sqlite_fair: Fair
) -> None:
    log_in(browser)
    path = f"/expos/{sqlite_fair.expo.id}/registers"
    answer = browser.post(path, data={"seal": seal(browser.get(path)), "booth": "Z9"})
    assert (answer.status_code, 'role="alert"' in answer.text) == (400, True)


def test_a_till_is_locked_out_and_gets_a_new_code(browser: Client, sqlite_fair: Fair) -> None:
    log_in(browser)
    till = sqlite_fair.till()
    path = f"/expos/{sqlite_fair.expo.id}/registers"
    revoke = f"{path}/{till.register}/revoke"
    wrong = send(browser, revoke, reason="Laptop hilang", password="salah-sekali")
    assert "The password is wrong." in wrong.text
    assert "Blocked" not in browser.get(path).text
    send(browser, revoke, reason="Laptop hilang", password=PASSWORD)
    page = browser.get(path).text
    assert "Blocked: Laptop hilang" in page
    answer = send(browser, f"{path}/{till.register}/code")
    assert "Join code for booth A1" in browser.get(answer.headers["location"]).text


def test_neither_strangers_nor_forged_forms_change_anything(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till()
    base = f"/expos/{sqlite_fair.expo.id}"
    for sealed in ("0" * 64, seal(browser.get("/login"))):
        for path in ("/details", f"/registers/{till.register}/revoke"):
            answer = send(browser, base + path, sealed, **FORM)
            assert answer.status_code in {303, 400}
        log_in(browser)
        browser.cookies.delete("lapak_form")
    with sqlite_fair.office.database.read() as connection:
        assert expo_details.details_of(connection, sqlite_fair.expo.id).revision == 0
        assert not registers.registers_of(connection, sqlite_fair.expo.id)[0].is_revoked


def test_a_page_that_was_asked_for_comes_after_the_login(
    browser: Client, sqlite_fair: Fair
) -> None:
    path = f"/expos/{sqlite_fair.expo.id}/registers"
    assert browser.get(path).url.path == "/login"
    assert "registers" in str(browser.get(path).url)


def test_a_code_that_moves_a_till_is_made_on_the_page(browser: Client, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=1)
    path = f"/expos/{sqlite_fair.expo.id}/registers"
    log_in(browser)
    assert "Move laptop" not in browser.get(path).text
    sqlite_fair.push(till)
    assert "Move laptop" in browser.get(path).text
    answer = send(browser, f"{path}/{till.register}/move")
    assert answer.status_code == 200
    assert "Code that moves A1-K1 to another laptop" in answer.text
    spare = PaperTill(31)
    code = re.findall(r'class="figure">([2-9A-Y]{4}-[2-9A-Y]{4})<', answer.text)[0]
    request = msgspec.structs.replace(spare.join_request(code), may_move=True)
    grant = joining.join(sqlite_fair.office, request, "10.0.0.9")
    assert grant.register_code == continued_code("K1", spare.register)
    assert [(one.register, one.held_seq) for one in grant.moves] == [(till.register, 3)]
    assert send(browser, f"{path}/unknown/move").status_code == 400
