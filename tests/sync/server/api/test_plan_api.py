"""Setting expos and booths up as a program does it: by name, by what changes, by a whole list."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from sync.server.accounts import programs
from sync.server.accounts.rights import Right
from tests.drivers.organizers import Fair

Client = TestClient[Litestar]
NOTHING = {"edition": "", "city": "", "venue": "", "target": 0}
KOPI = {"code": "K1", "business": "Kopi Gunung", "regency": "3322", "cluster": "drink"}
HALAL = {"kind": "halal", "number": "ID331100012345", "until": "2027-05-01"}
NIB = {"kind": "nib", "number": "9120001234567", "until": None}


class Program:
    """A program with a token for setting up and looking."""

    def __init__(self, client: Client, fair: Fair) -> None:
        token = programs.create_api_token(fair.office, "daftar", scopes=(Right.SET_UP, Right.LOOK))
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"}
        self.expo = f"/api/v1/expos/{fair.expo.id}"

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        place = path if path.startswith("/api") else self.expo + path
        answer = self._client.request(method, place, json=body, headers=self._headers)
        return answer.status_code, answer.json() if answer.content else None

    def get(self, path: str) -> Any:
        status, told = self.ask("GET", path)
        assert status == 200, told
        return told

    def codes(self) -> list[str]:
        return [booth["code"] for booth in self.get("/booths")["booths"]]


@pytest.fixture
def program(client: Client, sqlite_fair: Fair) -> Program:
    return Program(client, sqlite_fair)


def test_an_expo_is_set_up_with_the_booths_of_the_last_one(
    program: Program, sqlite_fair: Fair
) -> None:
    program.ask("PATCH", "/booths/A1", {"business": "Batik Lumintu", "certificates": [HALAL]})
    asked = {
        "name": "Kabupaten Semarang Expo 2027",
        "edition": "XII",
        "city": "Ungaran",
        "target": 2_000_000_000,
        "first_day": "2027-11-21",
        "last_day": "2027-11-23",
        "is_draft": True,
        "copy_of": sqlite_fair.expo.id,
    }
    status, made = program.ask("POST", "/api/v1/expos", asked)
    assert (status, made["status"], made["last_day"]) == (201, "draft", "2027-11-23")
    listed = program.get("/api/v1/expos")  # both were made at the same moment
    assert sorted(listed, key=str) == sorted([made, program.get("")], key=str)
    copied = program.get(f"/api/v1/expos/{made['id']}/booths/A1")
    assert (copied["business"], copied["certificates"]) == ("Batik Lumintu", [HALAL])
    assert copied["id"] != program.get("/booths/A1")["id"]


def test_a_plan_changes_by_what_is_named(program: Program) -> None:
    program.ask("PATCH", "/plan", {"city": "Ungaran", "target": 5})
    status, told = program.ask("PATCH", "/plan", {"venue": " Alun-alun  Bung Karno "})
    plan = {name: told[name] for name in NOTHING}
    assert status == 200
    assert plan == {"edition": "", "city": "Ungaran", "venue": "Alun-alun Bung Karno", "target": 5}
    for odd in ({"target": -1}, {"target": "much"}, {"name": "X"}, {"edition": "x" * 41}):
        assert program.ask("PATCH", "/plan", odd)[0] == 400
    assert program.get("") == told


def test_tills_join_once_an_expo_is_open_and_then_it_stays_so(
    program: Program, sqlite_fair: Fair
) -> None:
    assert program.ask("PUT", "/status", {"status": "draft"})[1]["status"] == "draft"
    assert program.ask("PUT", "/status", {"status": "open"})[1]["status"] == "open"
    status, told = program.ask("PUT", "/status", {"status": "closed"})
    assert (status, told["code"]) == (409, "expo_status_fixed")
    sqlite_fair.till()
    status, told = program.ask("PUT", "/status", {"status": "draft"})
    assert (status, told["code"]) == (409, "expo_has_tills")


def test_a_booth_is_added_found_changed_and_removed(program: Program) -> None:
    status, added = program.ask("POST", "/booths", {**KOPI, "certificates": [HALAL]})
    assert (status, added["name"], added["regency"]) == (201, "Kopi Gunung", "3322")
    assert program.get("/booths?text=gunung&cluster=drink")["booths"] == [added]
    status, changed = program.ask("PATCH", "/booths/k1", {"owner": "Bu Sri"})
    assert (status, changed) == (200, {**added, "owner": "Bu Sri"})
    _, changed = program.ask("PATCH", f"/booths/{added['id']}", {"certificates": [NIB]})
    assert changed == program.get("/booths/K1")
    assert changed["certificates"] == [NIB]
    assert program.ask("DELETE", "/booths/K1") == (204, None)
    assert program.codes() == ["A1", "B2"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "/booths", {"code": "A1", "name": "X"}, 409, "booth_code_taken"),
        ("POST", "/booths", {"code": "C1"}, 400, "booth_name_not_usable"),
        ("POST", "/booths", {"name": "X"}, 400, "request_unreadable"),
        ("POST", "/booths", {"code": "C1", "name": "X", "id": "y"}, 400, "request_unreadable"),
        ("PATCH", "/booths/A1", {"code": "B2"}, 409, "booth_code_taken"),
        ("PATCH", "/booths/A1", {"regency": "9999"}, 400, "regency_unknown"),
        ("PATCH", "/booths/A1", {"cluster": "cars"}, 400, "request_unreadable"),
        ("PATCH", "/booths/Z9", {"owner": "X"}, 404, "booth_unknown"),
        ("DELETE", "/booths/Z9", None, 404, "booth_unknown"),
        ("GET", "/booths?page=0", None, 400, "request_unreadable"),
        ("PUT", "/booths", {"booths": [{"name": "X"}]}, 400, "request_unreadable"),
        ("GET", "/api/v1/expos/nowhere", None, 404, "expo_unknown"),
        ("PUT", "/api/v1/expos/nowhere/booths", {"booths": []}, 404, "expo_unknown"),
        ("POST", "/api/v1/expos", {"name": "E", "copy_of": "nowhere"}, 404, "expo_unknown"),
    ],
)
def test_what_cannot_be_used_is_refused_and_changes_nothing(
    program: Program, method: str, path: str, body: Any, status: int, code: str
) -> None:
    before = program.get("/booths"), program.get("/api/v1/expos")
    answer = program.ask(method, path, body)
    assert (answer[0], answer[1]["code"]) == (status, code)
    assert (program.get("/booths"), program.get("/api/v1/expos")) == before


def test_a_list_is_tried_taken_in_and_then_changes_nothing_more(program: Program) -> None:
    rows = {"booths": [KOPI, {"code": "A1", "owner": "Bu Sri", "line": 7}, {"code": "B2"}]}
    status, tried = program.ask("PUT", "/booths?dry_run=true", rows)
    assert (status, tried["dry_run"], program.codes()) == (200, True, ["A1", "B2"])
    status, done = program.ask("PUT", "/booths", rows)
    assert (status, done) == (200, {**tried, "dry_run": False})
    assert done["rows"] == [
        {"line": 1, "code": "K1", "step": "new", "fields": []},
        {"line": 7, "code": "A1", "step": "changed", "fields": ["owner"]},
        {"line": 3, "code": "B2", "step": "same", "fields": []},
    ]
    assert program.get("/booths/A1")["owner"] == "Bu Sri"
    _, again = program.ask("PUT", "/booths", rows)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 3)


def test_of_a_list_with_rows_that_cannot_be_used_each_is_told_and_nothing_is_stored(
    program: Program,
) -> None:
    odd = [{"code": "C 1", "name": "X"}, {"code": "C2"}, {**KOPI, "regency": "9999"}, KOPI]
    status, refused = program.ask("PUT", "/booths", {"booths": [*odd, KOPI]})
    assert (status, refused["code"], refused["details"]) == (
        422,
        "booth_rows_refused",
        {"count": 4},
    )
    assert [(row["line"], row["code"]) for row in refused["problems"]] == [
        (1, "booth_code_not_usable"),
        (2, "booth_name_not_usable"),
        (3, "regency_unknown"),
        (5, "booth_twice"),
    ]
    _, tried = program.ask("PUT", "/booths?dry_run=true", {"booths": [*odd, KOPI]})
    assert tried["problems"] == refused["problems"]
    assert program.codes() == ["A1", "B2"]
