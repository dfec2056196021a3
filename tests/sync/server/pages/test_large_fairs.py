"""Fairs with thousands of booths: no page grows with them, and one booth costs as much as ever."""

import pytest
from sqlalchemy import insert, select

from sync.server.fair import offers
from sync.server.fair.booth_lists import ToldBooth, put_booths
from sync.server.fair.offers import OfferedRow
from sync.server.figures import totals
from sync.server.figures.booth import booth_figures
from sync.server.store.rows import RegisterRow
from tests.drivers.organizers import Fair
from tests.sync.server.pages.test_pages import PASSWORD, Client, browser, log_in, seal

__all__ = ["browser"]
MANY = 2_000
MOST_BYTES = 400_000


@pytest.fixture
def admin(browser: Client) -> Client:
    log_in(browser)
    return browser


def grow(fair: Fair, many: int = MANY) -> None:
    """So many booths more, each with a till like the first one of A1."""
    told = [ToldBooth(f"C{number}", name=f"Batik {number}") for number in range(many)]
    put_booths(fair.office, fair.expo.id, told)
    with fair.office.database.write() as connection:
        ids = totals.expo_totals(connection, fair.expo.id).booths
        first = connection.execute(select(RegisterRow.__table__)).mappings().first()
        assert first
        fresh = [one.booth for one in ids if one.code.startswith("C")]
        rows = [{**first, "register_id": one, "booth_id": one, "declared_seq": 9} for one in fresh]
        connection.execute(insert(RegisterRow), rows)


def test_no_page_grows_with_the_fair(admin: Client, sqlite_fair: Fair) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=2))
    grow(sqlite_fair)
    expo = f"/expos/{sqlite_fair.expo.id}"
    paths = ["/", expo, *(f"{expo}/{name}" for name in ("booths", "codes", "registers", "close"))]
    paths += [f"{expo}/{name}" for name in ("settlement", "terms", "reports", "brought", "wall")]
    sizes = {path: len(admin.get(path).content) for path in paths}
    assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}
    assert "and 1.901 more" in admin.get(f"{expo}/close").text
    form = {"seal": seal(admin.get(f"{expo}/close")), "password": PASSWORD}
    assert "revision 1" in admin.post(f"{expo}/close", data=form).text


def test_tills_are_shown_a_page_at_a_time_and_found_by_booth(
    admin: Client, sqlite_fair: Fair
) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=2))
    path = f"/expos/{sqlite_fair.expo.id}/registers"
    assert "Find a booth" not in admin.get(path).text
    grow(sqlite_fair, 120)
    first = admin.get(path).text
    assert "Page 1 of 3" in first
    assert '<span class="count">121</span>' in first
    last = admin.get(f"{path}?page=99").text
    assert ("Page 3 of 3" in last, "A1-K1" in first, "A1-K1" in last) == (True, True, False)
    for text in ("C77-K1", "c77", "Batik 77"):
        found = admin.get(path, params={"q": text}).text
        assert ("C77-K1" in found, '<span class="count">1</span>' in found) == (True, True)
    assert "No booth fits." in admin.get(f"{path}?q=jamu").text


def test_offers_are_shown_a_page_at_a_time_and_found_by_name(
    admin: Client, sqlite_fair: Fair
) -> None:
    rows = tuple(OfferedRow(f"Kopi Sirap {n}", 15_000, brand="Ungaran") for n in range(120))
    offers.put_offers(sqlite_fair.office, sqlite_fair.expo.id, rows)
    path = f"/expos/{sqlite_fair.expo.id}/offers"
    first = admin.get(path).text
    assert ("Page 1 of 3" in first, "Kopi Sirap 99" in first) == (True, False)
    assert "Kopi Sirap 99" in admin.get(f"{path}?page=3").text
    found = admin.get(path, params={"q": "ungaran sirap 77"}).text
    assert ("Kopi Sirap 77" in found, '<span class="count">1</span>' in found) == (True, True)
    assert "No product fits." in admin.get(f"{path}?q=teh").text


def test_one_booth_says_what_the_expo_says_of_it_and_looks_at_no_other(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=2)
    sqlite_fair.push(till)
    sqlite_fair.push(sqlite_fair.till("B2", seed=9, sales=4), None)

    def steps() -> int:
        """Hundreds of steps that SQLite takes for a booth's figures."""
        taken: list[int] = []
        with sqlite_fair.office.database.read() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.set_progress_handler(lambda: taken.append(1), 100)
            found = booth_figures(connection, sqlite_fair.expo.id, "A1").totals
            driver.set_progress_handler(None, 0)
        assert found == sqlite_fair.booth("A1")
        return len(taken)

    few = steps()
    grow(sqlite_fair)
    assert steps() <= few + 5
