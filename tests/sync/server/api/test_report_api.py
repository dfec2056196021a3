"""Reports as a program reads them: the figures of the pages, by keys."""

from datetime import date

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from sync.server.accounts import audit, programs
from sync.server.reports.reports import Report
from tests.drivers.facts import place_order
from tests.drivers.organizers import Fair
from tests.sync.server.api.test_settlement_api import Program

Client = TestClient[Litestar]


@pytest.fixture
def program(client: Client, sqlite_fair: Fair) -> Program:
    return Program(client, sqlite_fair)


def test_every_report_comes_to_the_turnover(program: Program, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=5)
    sqlite_fair.push(till)
    for name in Report:
        told = program.get(f"/reports/{name}")
        keys = [column["key"] for column in told["columns"]]
        assert told["total"][keys.index("turnover")] == till.total
        assert all(len(row) == len(keys) for row in told["rows"])


def test_days_and_language_are_chosen(program: Program, sqlite_fair: Fair) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=5))
    assert program.get("/reports/day?first=2026-11-22")["rows"] == []
    [row] = program.get("/reports/day?last=2026-11-21")["rows"]
    assert row[:2] == [date(2026, 11, 21).isoformat(), 5]
    assert program.get("/reports/day")["name"] == "Per hari"
    assert program.get("/reports/day?lang=en")["name"] == "By day"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/reports/weather", 404, "report_unknown"),
        ("/reports/growth?against=nowhere", 404, "expo_unknown"),
        ("/reports/day?first=2026-11-22&last=2026-11-21", 400, "expo_days_turned"),
        ("/reports/day?first=yesterday", 400, "request_unreadable"),
        ("/../nowhere/reports/day", 404, "expo_unknown"),
    ],
)
def test_what_cannot_be_told_has_its_code(
    program: Program, path: str, status: int, code: str
) -> None:
    found, told = program.ask("GET", path)
    assert (found, told["code"]) == (status, code)


def test_lines_are_csv_and_buyers_are_read_for_a_reason_only(
    client: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=2)
    place_order(till)
    sqlite_fair.push(till)
    token = programs.create_api_token(sqlite_fair.office, "buku besar")
    client.headers["Authorization"] = f"Bearer {token}"
    expo = f"/api/v1/expos/{sqlite_fair.expo.id}"
    for of, told in (("sales", till.sales[0].receipt_number), ("orders", "A1-K1-P000001")):
        answer = client.get(f"{expo}/lines?of={of}")
        assert answer.headers["content-type"].startswith("text/csv")
        assert told in answer.text
        assert "Bu Rahasia" not in answer.text
    refused = client.post(f"{expo}/buyers", json={"reason": " "})
    assert (refused.status_code, refused.json()["code"]) == (400, "reason_missing")
    assert "Bu Rahasia" in client.post(f"{expo}/buyers", json={"reason": "Komplain"}).text
    with sqlite_fair.office.database.read() as connection:
        [act] = [act for act in audit.acts(connection) if act.action == "buyers.read"]
    assert (act.by, act.details["reason"]) == ("buku besar (token)", "Komplain")
