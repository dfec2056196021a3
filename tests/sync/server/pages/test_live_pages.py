"""The live page: an expo's figures as they come in, sorted, searched, and kept up to date."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import insert

from pos_app.domain.awaited import PaymentState
from pos_app.domain.kinds import Kind
from pos_app.domain.money import format_rupiah
from pos_app.domain.shift import ShiftClosed
from pos_app.domain.tender import Method
from sync.server.accounts import people
from sync.server.figures.boards import Boards
from sync.server.pages.booth_table import PAGE
from sync.server.store.rows import BoothRow
from tests.drivers.facts import close_shift, pay_order, place_order, settle_payment
from tests.drivers.organizers import EVENING, Clock, Fair
from tests.sync.server.pages.test_pages import PASSWORD, log_in

Client = TestClient[Litestar]


@pytest.fixture
def browser(client: Client, sqlite_fair: Fair, quick_passwords: None) -> Client:
    people.create_account(sqlite_fair.office, "sri", PASSWORD)
    client.headers.update({"Accept": "text/html", "Accept-Language": "en"})
    log_in(client)
    return client


def path(fair: Fair, more: str = "") -> str:
    return f"/expos/{fair.expo.id}{more}"


def change(fair: Fair, statement: str) -> None:
    with fair.office.database.write() as connection:
        connection.exec_driver_sql(statement)


def add_booths(fair: Fair, count: int) -> None:
    values = [
        {
            **dict.fromkeys(("business", "owner", "regency", "exhibitor"), ""),
            "expo_id": fair.expo.id,
            "booth_id": f"more-{number}",
            "code": f"C{number:03d}",
            "name": f"Keripik {number}",
            "registers": 0,
            "created_at": "2026-11-20T00:00:00Z",
            "cluster": "food",
            "site": "onsite",
            "kind": "umkm",
        }
        for number in range(count)
    ]
    with fair.office.database.write() as connection:
        connection.execute(insert(BoothRow), values)


def codes(page: Any) -> Sequence[str]:
    return re.findall(r'<td class="code">([^<]*)</td>', page.text)


def test_turnover_of_today_stands_beside_that_of_all_days(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=3)
    before = till.total
    till.now = EVENING - timedelta(hours=1)
    till.sell(2)
    sqlite_fair.push(till)
    page = browser.get(path(sqlite_fair)).text
    assert format_rupiah(till.total) in page
    assert format_rupiah(till.total - before) in page
    assert "Turnover by hour, today" in page


def test_a_target_is_shown_with_how_much_of_it_is_reached(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=4)
    sqlite_fair.push(till)
    change(sqlite_fair, f"UPDATE expo SET target = {till.total * 2}")
    page = browser.get(path(sqlite_fair)).text
    assert f"50% of the target of {format_rupiah(till.total * 2)}" in page
    assert '<progress max="100" value="50"' in page


def test_orders_stand_apart_from_the_turnover(browser: Client, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=1)
    order = place_order(till, value=128_500_000)
    pay_order(till, order, 1_000_000, Method.CASH)
    sqlite_fair.push(till)
    page = browser.get(path(sqlite_fair)).text
    assert "Rp128.500.000" in page
    assert "1 order, no turnover · Rp1.000.000 paid for them" in page
    assert format_rupiah(till.total + 128_500_000) not in page


def test_qris_that_nobody_reconciled_is_named(browser: Client, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=12)
    paid = [sold for sold in till.sales if sold.tenders[0].method is Method.QRIS]
    settle_payment(till, paid[0].id, paid[0].total, PaymentState.RECONCILED)
    till.void(paid[1])
    sqlite_fair.push(till)
    left = format_rupiah(sum(sold.total for sold in paid[1:]))
    assert f"{left} of QRIS not reconciled yet" in browser.get(path(sqlite_fair)).text


def test_booths_say_in_words_how_their_data_stand(
    browser: Client, sqlite_fair: Fair, clock: Clock
) -> None:
    till, other = sqlite_fair.till(sales=1), sqlite_fair.till("B2", seed=9, sales=1)
    sqlite_fair.push(till)
    sqlite_fair.push(other)
    page = browser.get(path(sqlite_fair)).text
    assert "Never closed: shift of 21 Nov 2026" in page
    close_shift(till)
    sqlite_fair.push(till)
    assert browser.get(path(sqlite_fair)).text.count("Never closed: shift") == 1
    close_shift(other)
    sqlite_fair.push(other)
    page = browser.get(path(sqlite_fair)).text
    assert "Never closed" not in page
    assert "nothing is missing" in page


def test_an_open_booth_that_is_not_heard_any_more_is_silent(
    browser: Client, sqlite_fair: Fair, clock: Clock
) -> None:
    till = sqlite_fair.till(sales=0)
    till.now = clock.now - timedelta(hours=2)
    closed = ShiftClosed("shift-1", "Sri", 0, 0, 0, 0, 0, number=1)
    till.append(Kind.SHIFT_CLOSED, closed)
    opened = till.entries[1].replace(b"shift-1", b"shift-2").replace(b"-11-21", b"-11-22")
    till.append_raw(opened.replace(b'"seq":2', b'"seq":4'))
    sqlite_fair.push(till)
    assert "Complete: 4 of 4" in browser.get(path(sqlite_fair)).text
    clock.pass_time(timedelta(minutes=11))
    page = browser.get(path(sqlite_fair)).text
    assert "Silent since 18.00" in page
    assert "1 silent" in page


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        *(("", "B2"), ("sort=total&reverse=1", "A1"), ("sort=code", "A1"), ("sort=name", "A1")),
        *(("sort=code&reverse=1", "B2"), ("sort=data", "B2"), ("sort=today", "A1")),
        *(("sort=sales", "B2"), ("sort=nonsense&page=x&reverse=7", "B2"), ("page=99999999", "B2")),
    ],
)
def test_the_table_is_sorted_by_any_column(
    browser: Client, sqlite_fair: Fair, asked: str, first: str
) -> None:
    till, other = sqlite_fair.till(sales=1), sqlite_fair.till("B2", seed=9, sales=9)
    sqlite_fair.push(till)
    sqlite_fair.push(other, other.batch(upto=9))
    assert codes(browser.get(path(sqlite_fair, f"?{asked}")))[0] == first


def test_booths_are_found_by_name_regency_and_kind(browser: Client, sqlite_fair: Fair) -> None:
    change(sqlite_fair, "UPDATE booth SET regency = '3322', cluster = 'drink' WHERE code = 'B2'")
    for words in ("sirap", "b2", "SEMARANG drinks"):
        assert codes(browser.get(path(sqlite_fair), params={"q": words})) == ["B2"], words
    page = browser.get(path(sqlite_fair), params={"q": "<b>nobody"})
    assert "No booth fits &lt;b&gt;nobody." in page.text


def test_many_booths_are_shown_a_page_at_a_time(browser: Client, sqlite_fair: Fair) -> None:
    add_booths(sqlite_fair, 2 * PAGE)
    first = browser.get(path(sqlite_fair, "?sort=code"))
    assert len(codes(first)) == PAGE
    assert "Page 1 of 3" in first.text
    following = re.search(r'rel="next" href="([^"]*)"', first.text)
    assert following
    second = browser.get(following[1].replace("&amp;", "&"))
    assert not set(codes(first)) & set(codes(second))
    assert len(codes(browser.get(path(sqlite_fair, "?sort=code&page=77")))) == 2


def test_the_part_that_is_fetched_again_is_sent_only_when_it_changed(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=1)
    sqlite_fair.push(till)
    first = browser.get(path(sqlite_fair, "/live"))
    assert first.headers["lapak-live"] == "1"
    assert "<html" not in first.text
    known = {"If-None-Match": first.headers["etag"]}
    same = browser.get(path(sqlite_fair, "/live"), headers=known)
    assert (same.status_code, same.text) == (304, "")
    till.sell(1)
    sqlite_fair.push(till)
    changed = browser.get(path(sqlite_fair, "/live"), headers=known)
    assert changed.status_code == 200
    assert format_rupiah(till.total) in changed.text


def test_who_is_logged_out_gets_no_figures_in_the_part(browser: Client, sqlite_fair: Fair) -> None:
    browser.cookies.clear()
    answer = browser.get(path(sqlite_fair, "/live"))
    assert "lapak-live" not in answer.headers
    assert answer.url.path == "/login"


def test_the_wall_shows_who_has_most_and_who_needs_a_hand(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=5)
    sqlite_fair.push(till, till.batch(upto=4))
    page = browser.get(path(sqlite_fair, "/wall")).text
    assert "Batik Polokarto" in page
    assert "Behind: 3 of 7 entries missing" in page
    assert "Not connected yet" in page
    part = browser.get(path(sqlite_fair, "/live?view=wall"))
    assert "Highest turnover" in part.text


def test_figures_are_worked_out_once_for_all_who_look_at_once(sqlite_fair: Fair) -> None:
    boards = Boards(sqlite_fair.office.database, sqlite_fair.office.clock, pause_s=3600)
    first = boards.of(sqlite_fair.expo.id)
    till = sqlite_fair.till(sales=1)
    sqlite_fair.push(till)
    assert boards.of(sqlite_fair.expo.id) is first
    fresh = Boards(sqlite_fair.office.database, sqlite_fair.office.clock)
    assert fresh.of(sqlite_fair.expo.id).totals.total == till.total
