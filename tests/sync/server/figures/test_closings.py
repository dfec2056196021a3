"""An expo that was closed: its figures stay, and what comes later is told apart."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from pos_app.domain.errors import LapakError
from sync.server.accounts import people, programs
from sync.server.figures import closings
from sync.server.figures.closings import close_expo
from tests.drivers.organizers import Fair
from tests.sync.server.pages.test_pages import PASSWORD, log_in, seal

Client = TestClient[Litestar]


def kept(fair: Fair) -> list[tuple[int, int]]:
    """Revisions with their turnover."""
    with fair.office.database.read() as connection:
        found = closings.closings(connection, fair.expo.id)
    return [(each.revision, each.total) for each in found]


def test_what_comes_after_the_closing_is_stored_and_counted_and_told_apart(fair: Fair) -> None:
    till = fair.till(sales=3)
    fair.push(till)
    closed = close_expo(fair.office.used_by("sri"), fair.expo.id)
    assert (closed.revision, closed.total, closed.by) == (1, till.total, "sri")
    assert (fair.totals().revision, fair.booth().late) == (1, 0)
    before = till.total
    till.sell(2)
    assert fair.push(till, till.batch(after=5)).acked_seq == 7
    assert (fair.booth().late, fair.totals().late, fair.booth().total) == (2, 2, till.total)
    assert kept(fair) == [(1, before)]


def test_late_entries_make_a_new_revision_and_change_no_earlier_one(fair: Fair) -> None:
    till = fair.till(sales=1)
    fair.push(till)
    first = close_expo(fair.office.used_by("sri"), fair.expo.id)
    till.sell(1)
    fair.push(till, till.batch(after=3))
    other = fair.till("B2", seed=9, sales=4)
    fair.push(other)
    second = close_expo(fair.office.used_by("budi"), fair.expo.id)
    assert (second.revision, second.total) == (2, till.total + other.total)
    assert fair.totals().late == 0
    assert kept(fair) == [(1, first.total), (2, second.total)]


def test_closing_again_without_anything_new_is_the_same_closing(fair: Fair) -> None:
    fair.push(fair.till(sales=2))
    first = close_expo(fair.office.used_by("sri"), fair.expo.id)
    assert close_expo(fair.office.used_by("budi"), fair.expo.id) == first
    assert len(kept(fair)) == 1


def test_a_closing_says_how_complete_it_was(fair: Fair) -> None:
    till = fair.till(sales=5)
    fair.push(till, till.batch(upto=4))
    booths = {
        booth.code: booth for booth in close_expo(fair.office.used_by("sri"), fair.expo.id).booths
    }
    assert (booths["A1"].declared, booths["A1"].held, booths["A1"].status) == (7, 4, "behind")
    assert booths["B2"].status == "never_seen"


def test_totals_that_are_made_again_leave_closings_alone(fair: Fair) -> None:
    from sync.server.figures.projection import reproject

    fair.push(fair.till(sales=2))
    close_expo(fair.office.used_by("sri"), fair.expo.id)
    before = kept(fair)
    reproject(fair.office.database, fair.expo.id)
    assert kept(fair) == before
    assert fair.totals().late == 0


def test_an_expo_that_is_not_there_cannot_be_closed(fair: Fair) -> None:
    with pytest.raises(LapakError, match="expo_unknown"):
        close_expo(fair.office.used_by("sri"), "nowhere")


@pytest.fixture
def browser(client: Client, sqlite_fair: Fair, quick_passwords: None) -> Client:
    people.create_account(sqlite_fair.office, "sri", PASSWORD)
    client.headers.update({"Accept": "text/html", "Accept-Language": "en"})
    log_in(client)
    return client


def test_the_organizer_closes_after_a_look_at_what_is_missing(
    browser: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=2)
    sqlite_fair.push(till)
    expo = f"/expos/{sqlite_fair.expo.id}"
    assert f"{expo}/close" in browser.get(expo).text
    page = browser.get(f"{expo}/close")
    assert "The password is wrong." in browser.post(f"{expo}/close", data={"seal": seal(page)}).text
    assert kept(sqlite_fair) == []
    assert "Kopi Sirap Ungaran" in page.text
    assert "Batik Polokarto" not in page.text
    browser.post(f"{expo}/close", data={"seal": seal(page), "password": PASSWORD})
    assert kept(sqlite_fair) == [(1, till.total)]
    shown = browser.get(expo).text
    assert "revision 1" in shown
    assert "came in since" not in shown
    till.sell(1)
    sqlite_fair.push(till, till.batch(after=4))
    assert "1 entry came in since" in browser.get(expo).text
    page = browser.get(f"{expo}/close")
    browser.post(f"{expo}/close", data={"seal": seal(page), "password": PASSWORD})
    assert kept(sqlite_fair)[-1] == (2, till.total)


def test_a_form_from_elsewhere_closes_nothing(browser: Client, sqlite_fair: Fair) -> None:
    browser.post(f"/expos/{sqlite_fair.expo.id}/close", data={"seal": "0" * 64})
    assert kept(sqlite_fair) == []


def test_without_a_login_nothing_is_closed(client: Client, sqlite_fair: Fair) -> None:
    answer = client.post(f"/expos/{sqlite_fair.expo.id}/close", follow_redirects=False)
    assert answer.headers["location"].startswith("/login")
    assert kept(sqlite_fair) == []
    assert client.post(f"/api/v1/expos/{sqlite_fair.expo.id}/closings").status_code == 401


def test_a_program_closes_and_reads_what_was_kept(client: Client, sqlite_fair: Fair) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=2))
    token = programs.create_api_token(sqlite_fair.office, "report")
    path = f"/api/v1/expos/{sqlite_fair.expo.id}/closings"
    headers = {"Authorization": f"Bearer {token}"}
    made = client.post(path, headers=headers).json()
    assert (made["revision"], made["by"]) == (1, "report (token)")
    assert client.get(path, headers=headers).json() == [made]
