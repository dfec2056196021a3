"""The organizer's reports in a browser: chosen, looked at, taken along, and buyers' data apart."""

import io
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pos_app.domain.exhibitor import Exhibitor
from pos_app.domain.money import format_rupiah
from sync.server.accounts import audit, people
from sync.server.fair.plans import SetUp
from sync.server.reports.reports import Report
from tests.drivers.facts import place_order
from tests.drivers.markets import Market
from tests.drivers.organizers import Fair
from tests.drivers.settlements import pages_of
from tests.sync.server.pages.test_pages import PASSWORD, Client, browser, log_in, seal

__all__ = ["browser"]


@pytest.fixture
def admin(browser: Client) -> Client:
    log_in(browser)
    return browser


def path(fair: Fair, name: str = "reports") -> str:
    return f"/expos/{fair.expo.id}/{name}"


def workbook(answer: Any) -> dict[str, list[list[Any]]]:
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("name", list(Report))
def test_each_report_is_a_page_a_workbook_and_a_csv(
    admin: Client, sqlite_fair: Fair, name: Report
) -> None:
    till = sqlite_fair.till(sales=5)
    sqlite_fair.push(till)
    asked = {"report": name.value}
    page = admin.get(path(sqlite_fair), params=asked)
    assert page.status_code == 200
    assert format_rupiah(till.total) in page.text
    found = workbook(admin.get(path(sqlite_fair, "report.xlsx"), params=asked))
    assert len(found) == 2
    assert till.total in next(iter(found.values()))[-1]
    told = admin.get(path(sqlite_fair, "report.csv"), params=asked)
    assert told.headers["content-type"].startswith("text/csv")
    assert f'filename="lapak-{name}.csv"' in told.headers["content-disposition"]
    assert told.content.startswith(b"\xef\xbb\xbf")


def test_all_reports_are_one_workbook(admin: Client, sqlite_fair: Fair) -> None:
    found = workbook(admin.get(path(sqlite_fair, "report.xlsx?report=all")))
    assert len(found) == len(Report) + 1


def test_days_are_chosen_and_stay_in_the_links(admin: Client, sqlite_fair: Fair) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=2))
    page = admin.get(path(sqlite_fair) + "?report=day&first=2026-11-22").text
    assert "Nothing sold yet" in page
    assert "report.xlsx?report=day&amp;first=2026-11-22" in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("first=2026-13-01", "Write the day as"),
        ("first=2026-11-22&last=2026-11-21", "The last day lies before the first one"),
        ("report=weather", "There is no report named weather"),
    ],
)
def test_what_cannot_be_asked_is_told(
    admin: Client, sqlite_fair: Fair, asked: str, told: str
) -> None:
    page = admin.get(f"{path(sqlite_fair)}?{asked}")
    assert (page.status_code, told in page.text) == (400, True)
    for file in ("report.csv", "report.xlsx"):
        assert admin.get(f"{path(sqlite_fair, file)}?{asked}").status_code in {400, 404}


@pytest.mark.parametrize("name", ["reports", "report.xlsx", "report.csv", "sales.xlsx"])
def test_another_expos_id_leads_nowhere(admin: Client, sqlite_fair: Fair, name: str) -> None:
    assert admin.get(f"/expos/nowhere/{name}").status_code == 404
    asked = {"report": "growth", "against": "nowhere"}
    if name.startswith("report"):
        assert admin.get(path(sqlite_fair, name), params=asked).status_code == 404


def test_growth_says_against_what(admin: Client, sqlite_fair: Fair) -> None:
    page = admin.get(path(sqlite_fair) + "?report=growth").text
    assert "No earlier edition is known here" in page
    names = {"A1": Exhibitor("Batik Polokarto")}
    days = (date(2027, 11, 20), date(2027, 11, 21))
    asked = SetUp("Expo 2027", first_day=days[0], last_day=days[1])
    later = Market(sqlite_fair.office, names, asked)
    sqlite_fair.push(sqlite_fair.till(sales=3))
    page = admin.get(path(later) + "?report=growth").text
    assert f'<option value="{sqlite_fair.expo.id}" selected' in page
    assert "-100%" in page


def test_a_table_longer_than_a_page_has_several(admin: Client, sqlite_fair: Fair) -> None:
    names = {f"B{number:03d}": Exhibitor(f"Usaha {number}") for number in range(130)}
    market = Market(sqlite_fair.office, names)
    first = admin.get(path(market)).text
    assert "Usaha 99" in first
    assert "Usaha 100" not in first
    assert "Page 1 of 2" in first
    assert "Usaha 100" in admin.get(path(market) + "?report=booth&page=2").text


def test_files_with_buyers_need_a_reason_which_is_noted(admin: Client, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=1)
    place_order(till)
    sqlite_fair.push(till)
    form = {"seal": seal(admin.get(path(sqlite_fair))), "file": "orders.csv"}
    asked = admin.post(path(sqlite_fair, "buyers"), data={**form, "reason": "  "})
    assert (asked.status_code, "Say why" in asked.text) == (400, True)
    assert "Bu Rahasia" not in asked.text
    assert noted(sqlite_fair) == []
    told = admin.post(path(sqlite_fair, "buyers"), data={**form, "reason": "Komplain 14 Nov"})
    assert "Bu Rahasia" in told.text
    [act] = noted(sqlite_fair)
    assert (act.by, act.details) == ("sri", {"file": "orders.csv", "reason": "Komplain 14 Nov"})
    assert "Komplain 14 Nov" in admin.get("/audit").text


def test_who_may_not_read_of_buyers_gets_no_form_and_no_file(
    browser: Client, sqlite_fair: Fair
) -> None:
    people.create_account(sqlite_fair.office, "budi", PASSWORD, "staff")
    log_in(browser, name="budi")
    page = browser.get(path(sqlite_fair))
    assert "/buyers" not in page.text
    data = {"seal": seal(page), "reason": "ingin tahu", "file": "orders.csv"}
    assert browser.post(path(sqlite_fair, "buyers"), data=data).status_code == 403
    assert noted(sqlite_fair) == []


def noted(fair: Fair) -> list[audit.Act]:
    with fair.office.database.read() as connection:
        return [act for act in audit.acts(connection) if act.action == "buyers.read"]


@pytest.mark.parametrize(("language", "words"), [("id", "Ringkasan pers"), ("en", "Press summary")])
def test_the_press_summary_is_a_page_of_paper(
    admin: Client, sqlite_fair: Fair, language: str, words: str
) -> None:
    till = sqlite_fair.till(sales=3)
    sqlite_fair.push(till)
    answer = admin.get(path(sqlite_fair, f"press.pdf?lang={language}"))
    assert answer.headers["content-type"] == "application/pdf"
    [page] = pages_of(answer.content)
    assert words in page
    assert format_rupiah(till.total) in page
    assert admin.get("/expos/nowhere/press.pdf").status_code == 404
