"""Setting an expo up on the pages: the expo, its plan, its booths one by one and from a list."""

import html
import re
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from sync.server.fair import exhibitors, expos, plans
from sync.server.fair.exhibitors import BoothEntry
from tests.drivers.organizers import Fair
from tests.sync.server.pages.test_pages import Client, browser, log_in, seal

__all__ = ["browser"]
ROWS = (
    ("kode stan", "usaha", "pemilik", "kabupaten/kota", "klaster"),
    ("C1", "Jamu Bu Sri", "Sri Rejeki", "Kab. Semarang", "herbal"),
    ("A1", "Batik Polokarto", "Pak Joko", "Kab. Sukoharjo", "batik"),
    ("C2", "=cmd|calc", "", "Kab. Antah Berantah", ""),
)


DAYS = {"zone": "Asia/Jakarta", "cutoff": "00:00"}


@pytest.fixture
def admin(browser: Client) -> Client:
    log_in(browser)
    return browser


def send(browser: Client, path: str, page: str, **fields: Any) -> Any:
    return browser.post(path, data={"seal": seal(browser.get(page)), **fields})


def sent(page: Any) -> dict[str, str]:
    """What a form sends that nobody types."""
    [seen] = re.findall(r'name="seen" value="(\w+)"', page.text)
    return {"seal": seal(page), "seen": seen}


def booths(fair: Fair, expo: str = "") -> dict[str, BoothEntry]:
    with fair.office.database.read() as connection:
        return exhibitors.entries_by_code(connection, expo or fair.expo.id)


def workbook(rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as made:
        sheet = made.add_worksheet("Stan")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def upload(browser: Client, fair: Fair, data: bytes, name: str = "stan.xlsx") -> Any:
    path = f"/expos/{fair.expo.id}/booths/import"
    files = {"file": (name, data, "application/octet-stream")}
    return browser.post(path, data={"seal": seal(browser.get(path))}, files=files)


def test_an_expo_is_set_up_with_the_booths_of_the_last_one(
    admin: Client, sqlite_fair: Fair
) -> None:
    answer = send(
        admin,
        "/expos/new",
        "/expos/new",
        name="Semarang Expo 2027",
        edition="ke-8",
        city="Ungaran",
        first_day="2027-11-20",
        last_day="2027-11-22",
        zone="Asia/Jakarta",
        target="6.000.000.000",
        copy_of=sqlite_fair.expo.id,
        is_draft="1",
    )
    assert "Batik Polokarto" in answer.text
    with sqlite_fair.office.database.read() as connection:
        expo = expos.find_expo(connection, "Semarang Expo 2027")
        made = plans.planned(connection, expo.id)
    assert (made.plan.target, made.status.value, str(made.first_day)) == (
        6_000_000_000,
        "draft",
        "2027-11-20",
    )
    assert booths(sqlite_fair, expo.id).keys() == {"A1", "B2"}
    plan = f"/expos/{expo.id}/plan"
    send(admin, f"/expos/{expo.id}/status", plan, status="open")
    assert "It is open: tills join with a code." in admin.get(plan).text
    send(admin, plan, plan, edition="ke-9", city="Ungaran", venue="Alun-alun", target="")
    assert 'value="Alun-alun"' in admin.get(plan).text


@pytest.mark.parametrize(
    ("odd", "told"),
    [
        ({"name": " "}, "Write the expo"),
        ({"target": "12.5"}, "12.5"),
        ({"first_day": "2027-11-22", "last_day": "2027-11-20"}, "day"),
        ({"zone": "Mars/Olympus"}, "Mars"),
        ({"seal": "0" * 64}, "The page was too old."),
    ],
)
def test_an_expo_that_cannot_be_is_told_and_stays_in_the_form(
    admin: Client, odd: dict[str, str], told: str
) -> None:
    typed = {"name": "Pameran Baru", "city": "Ungaran", "zone": "Asia/Jakarta", **odd}
    answer = send(admin, "/expos/new", "/expos/new", **typed)
    assert answer.status_code == 400
    assert told in html.unescape(answer.text)
    assert 'value="Ungaran"' in answer.text


def test_a_booth_is_added_changed_and_taken_away(admin: Client, sqlite_fair: Fair) -> None:
    base = f"/expos/{sqlite_fair.expo.id}/booths"
    typed = {"code": "c3", "business": "Kopi Gayo", "owner": "Siti", "cluster": "drink"}
    typed |= {"site": "onsite", "kind": "umkm", "regency": "kota banda aceh"}
    typed |= {"halal": "ID123", "halal_until": "2028-01-31"}
    send(admin, f"{base}/new", f"{base}/new", **typed)
    made = booths(sqlite_fair)["C3"]
    assert (made.exhibitor.regency, made.exhibitor.certificates[0].number) == ("1171", "ID123")
    edit = f"{base}/C3/edit"
    assert 'value="Kota Banda Aceh"' in admin.get(edit).text
    wrong = send(admin, edit, edit, **{**typed, "regency": "semarang"})
    assert wrong.status_code == 400
    assert 'value="semarang"' in wrong.text
    send(admin, edit, edit, **{**typed, "owner": "Siti Aminah"})
    assert booths(sqlite_fair)["C3"].exhibitor.owner == "Siti Aminah"
    assert "Kopi Gayo" in admin.get(base, params={"q": "siti", "cluster": "drink"}).text
    assert "Kopi Gayo" not in admin.get(base, params={"q": "siti", "cluster": "craft"}).text
    send(admin, f"{base}/C3/remove", edit)
    assert "C3" not in booths(sqlite_fair)


def test_a_booth_with_a_till_stays(admin: Client, sqlite_fair: Fair) -> None:
    sqlite_fair.till("A1")
    base = f"/expos/{sqlite_fair.expo.id}/booths"
    assert "Take the booth away" not in admin.get(f"{base}/A1/edit").text
    answer = send(admin, f"{base}/A1/remove", f"{base}/A1/edit")
    assert answer.status_code == 400
    assert "A1" in booths(sqlite_fair)


def test_a_list_is_shown_first_and_taken_in_when_it_is_confirmed(
    admin: Client, sqlite_fair: Fair
) -> None:
    shown = upload(admin, sqlite_fair, workbook()).text
    assert "1 new, 1 changed, 0 as they are" in shown
    assert "Row 4" in shown
    assert "changes: business, owner, regency, cluster" in shown
    assert booths(sqlite_fair).keys() == {"A1", "B2"}
    rows = re.search(r'name="rows" value="([^"]+)"', shown)
    assert rows
    path = f"/expos/{sqlite_fair.expo.id}/booths/import"
    confirmed = send(admin, f"{path}/confirm", path, rows=html.unescape(rows[1]))
    assert "1 booths added, 1 changed, 0 as they were." in confirmed.text
    found = booths(sqlite_fair)
    assert (found["C1"].name, found["A1"].exhibitor.owner) == ("Jamu Bu Sri", "Pak Joko")
    assert "0 new, 0 changed, 2 as they are" in upload(admin, sqlite_fair, workbook()).text


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "stan.xlsx"), (b"not a workbook", "stan.xlsx"), (b"%PDF-1.7", "stan.pdf")],
)
def test_what_is_no_list_is_told(admin: Client, sqlite_fair: Fair, data: bytes, name: str) -> None:
    answer = upload(admin, sqlite_fair, data, name)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert booths(sqlite_fair).keys() == {"A1", "B2"}


def test_rows_that_nobody_was_shown_are_refused(admin: Client, sqlite_fair: Fair) -> None:
    path = f"/expos/{sqlite_fair.expo.id}/booths/import"
    for rows in ("", "[", '[{"code": "<>", "name": "x"}]', '[{"code": "A1", "x": 1}]'):
        assert send(admin, f"{path}/confirm", path, rows=rows).status_code == 400
    assert booths(sqlite_fair)["A1"].name == "Batik Polokarto"


def test_the_empty_list_has_the_columns_that_are_read(admin: Client, sqlite_fair: Fair) -> None:
    answer = admin.get(f"/expos/{sqlite_fair.expo.id}/booths/template.csv")
    assert answer.content.startswith(b"\xef\xbb\xbfkode stan;nama stan")
    filled = answer.content + b"D4;;Sate Pak Min" + b"\r\n"
    assert "1 new" in upload(admin, sqlite_fair, filled, "daftar-stan.csv").text


@pytest.mark.parametrize(
    ("page", "theirs", "mine"),
    [
        ("plan", {"city": "Ungaran"}, {"city": "Salatiga"}),
        ("details", DAYS | {"name": "Expo Ungaran"}, DAYS | {"name": "Expo Salatiga"}),
        ("booths/A1/edit", {"code": "A1", "name": "Ungaran"}, {"code": "A1", "name": "Salatiga"}),
    ],
)
def test_of_two_who_change_the_same_the_second_is_told_and_decides(
    admin: Client, sqlite_fair: Fair, page: str, theirs: dict[str, str], mine: dict[str, str]
) -> None:
    path = f"/expos/{sqlite_fair.expo.id}/{page}"
    shown = admin.get(path)
    assert "Ungaran" in admin.post(path, data=sent(shown) | theirs).text
    told = admin.post(path, data=sent(shown) | mine)
    assert "Somebody else has changed this" in told.text
    assert "Salatiga" in told.text
    assert "Ungaran" in admin.get(path).text
    assert "Somebody else" not in admin.post(path, data=sent(told) | mine).text
    assert "Salatiga" in admin.get(path).text
