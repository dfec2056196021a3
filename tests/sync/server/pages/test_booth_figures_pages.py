"""A booth's pages: its figures, its sales, and each sale's entries recomputed on the spot."""

import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from pos_app.domain.money import format_rupiah
from sync.server.accounts import links, people, programs
from sync.server.accounts.callers import LINK_COOKIE
from sync.server.figures.receipts import PAGE
from tests.drivers.facts import carry, close_shift, place_order
from tests.drivers.organizers import Fair
from tests.sync.server.pages.test_pages import PASSWORD, log_in

Client = TestClient[Litestar]


@pytest.fixture
def browser(client: Client, sqlite_fair: Fair, quick_passwords: None) -> Client:
    people.create_account(sqlite_fair.office, "sri", PASSWORD)
    client.headers.update({"Accept": "text/html", "Accept-Language": "en"})
    log_in(client)
    return client


def path(fair: Fair, more: str = "", booth: str = "A1") -> str:
    return f"/expos/{fair.expo.id}/booths/{booth}{more}"


def change(fair: Fair, statement: str) -> None:
    with fair.office.database.write() as connection:
        connection.exec_driver_sql(statement)


def test_a_booth_shows_its_days_products_shifts_and_orders(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=5)
    till.void(till.sales[0])
    place_order(till, value=7_000_000)
    close_shift(till, counted=250_000)
    sqlite_fair.push(till)
    page = browser.get(path(sqlite_fair)).text
    assert format_rupiah(till.total) in page
    assert "21 Nov 2026" in page
    assert till.sales[1].lines[0].name in page
    assert "expected Rp300.000, counted Rp250.000" in page
    assert "Rp50.000 too little" in page
    assert "Rp7.000.000" in page
    assert "Rahasia" not in page


def test_a_shift_that_is_open_is_told(browser: Client, sqlite_fair: Fair) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=1))
    page = browser.get(path(sqlite_fair)).text
    assert "still open" in page
    assert "Not closed" in page


def test_every_booth_has_its_page_and_no_other(browser: Client, sqlite_fair: Fair) -> None:
    assert browser.get(path(sqlite_fair, booth="B2")).status_code == 200
    assert browser.get(path(sqlite_fair, booth="Z9")).status_code == 404


def test_sales_are_listed_a_page_at_a_time_without_gap_or_double(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=PAGE + 7)
    sqlite_fair.push(till)
    first = browser.get(path(sqlite_fair, "/sales"))
    older = re.search(r'rel="next" href="([^"]*)"', first.text)
    assert older
    second = browser.get(older[1].replace("&amp;", "&"))
    shown = [re.findall(r"/sales/([0-9a-f-]{36})", page.text) for page in (first, second)]
    assert [len(each) for each in shown] == [PAGE, 7]
    assert [*shown[0], *shown[1]] == [sold.id for sold in reversed(till.sales)]
    assert browser.get(path(sqlite_fair, "/sales?before=x&register=")).status_code == 200


def test_a_sale_is_shown_to_its_receipt_and_its_entries_are_verified(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=3)
    till.refund(till.sales[1])
    sqlite_fair.push(till)
    sold = till.sales[1]
    page = browser.get(path(sqlite_fair, f"/sales/{sold.id}")).text
    assert sold.receipt_number in page
    assert all(line.name in page for line in sold.lines)
    assert page.count("Verified") == 2
    assert till.hashes[4].hex() in page


def test_an_entry_that_was_changed_is_told_on_its_sale(browser: Client, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=3)
    sqlite_fair.push(till)
    first, last = (path(sqlite_fair, f"/sales/{till.sales[number].id}") for number in (0, 2))
    forged = till.entries[3].replace(b'"Sri"', b'"Ana"').hex()
    change(sqlite_fair, f"UPDATE journal SET entry = x'{forged}' WHERE seq = 4")
    assert "The chain is broken here" in browser.get(first).text
    assert "Verified" in browser.get(last).text


def test_a_signature_that_does_not_fit_is_told(browser: Client, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=1)
    sqlite_fair.push(till)
    change(sqlite_fair, f"UPDATE register SET declared_signature = x'{'00' * 64}'")
    page = browser.get(path(sqlite_fair, f"/sales/{till.sales[0].id}")).text
    assert "signature does not fit" in page


def test_what_is_signed_beyond_what_came_in_is_not_called_verified(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=4)
    sqlite_fair.push(till, till.batch(upto=4))
    page = browser.get(path(sqlite_fair, f"/sales/{till.sales[0].id}")).text
    assert "the signed end has not come in" in page


def test_a_carried_sale_is_listed_where_it_came_in(browser: Client, sqlite_fair: Fair) -> None:
    lost, second = sqlite_fair.till(seed=1, sales=2), sqlite_fair.till(seed=2)
    carry(second, lost, first=3)
    sqlite_fair.push(second)
    page = browser.get(path(sqlite_fair, f"/sales?register={second.register}")).text
    assert lost.sales[0].receipt_number in page
    shown = browser.get(path(sqlite_fair, f"/sales/{lost.sales[0].id}")).text
    assert "Verified" in shown


@pytest.mark.parametrize("told", ["A1-K1-000002", "a1-k1-000002", "k1-2", "2", " 000002 "])
def test_a_sale_is_found_by_the_number_on_its_receipt(
    browser: Client, sqlite_fair: Fair, told: str
) -> None:
    till = sqlite_fair.till(sales=12)
    sqlite_fair.push(till)
    page = browser.get(path(sqlite_fair, "/sales"), params={"q": told}).text
    assert re.findall(r"/sales/([0-9a-f-]{36})", page) == [till.sales[1].id]


@pytest.mark.parametrize("told", ["99", "B2-K1-000001", "K9-1", "%", "\0", "9" * 400, "'--"])
def test_a_number_that_no_sale_of_the_booth_has_is_told(
    browser: Client, sqlite_fair: Fair, told: str
) -> None:
    for till in (sqlite_fair.till(sales=1), sqlite_fair.till("B2", seed=9, sales=1)):
        sqlite_fair.push(till)
    found = browser.get(path(sqlite_fair, "/sales"), params={"q": told})
    assert found.status_code == 200
    assert "No sale at A1 has the number" in found.text


def test_an_exhibitor_sees_the_sales_of_their_own_booth_alone(
    client: Client, sqlite_fair: Fair
) -> None:
    own, other = sqlite_fair.till(sales=1), sqlite_fair.till("B2", seed=9, sales=1)
    for till in (own, other):
        sqlite_fair.push(till)
    booth = sqlite_fair.booths["A1"].id
    client.headers["Accept"] = "text/html"
    token = links.make_link(sqlite_fair.office, sqlite_fair.expo.id, booth)
    client.cookies.set(LINK_COOKIE, token)
    assert client.get(path(sqlite_fair, f"/sales/{own.sales[0].id}")).status_code == 200
    assert client.get(path(sqlite_fair)).status_code == 200
    for hidden in (
        path(sqlite_fair, f"/sales/{other.sales[0].id}"),
        path(sqlite_fair, f"/sales?register={other.register}"),
        path(sqlite_fair, booth="B2"),
        f"/expos/{sqlite_fair.expo.id}/live",
    ):
        assert client.get(hidden).status_code in {403, 404}, hidden


def test_programs_get_the_same_figures(client: Client, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=4)
    till.void(till.sales[0])
    sqlite_fair.push(till)
    token = programs.create_api_token(sqlite_fair.office, "laporan")
    client.headers["Authorization"] = f"Bearer {token}"
    api = f"/api/v1{path(sqlite_fair)}"
    figures = client.get(f"{api}/figures").json()
    assert figures["totals"]["total"] == till.total
    assert sum(day["amount"] for day in figures["days"]) == till.total
    live = client.get(f"/api/v1/expos/{sqlite_fair.expo.id}/live").json()
    assert live["totals"]["total"] == till.total
    listed = client.get(f"{api}/sales", params={"register": figures["registers"][0]["id"]}).json()
    assert len(listed["entries"]) == 5
    numbered = client.get(f"{api}/numbered-sales", params={"number": "k1-3"}).json()
    assert [one["sale_id"] for one in numbered["entries"]] == [till.sales[2].id]
    sale = client.get(f"{api}/sales/{till.sales[0].id}").json()
    assert (sale["total"], sale["left"]) == (till.sales[0].total, 0)
    assert {one["verdict"] for one in sale["entries"]} == {"verified"}
    assert client.get(f"{api}/sales/nothing").status_code == 404
