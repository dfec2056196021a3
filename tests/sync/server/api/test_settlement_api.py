"""Settling with booths as a program does it: the same figures, and every refusal by its code."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from sync.server.accounts import programs
from tests.drivers.facts import close_shift
from tests.drivers.organizers import Fair

Client = TestClient[Litestar]
TERMS = {
    "name": "Umum",
    "shares": [{"name": "Bagi hasil", "steps": [{"above": 0, "rate_bp": 1000}]}],
    "organizer_holds": ["qris"],
}


class Program:
    """A program with a token for everything, at one expo."""

    def __init__(self, client: Client, fair: Fair) -> None:
        token = programs.create_api_token(fair.office, "buku besar")
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"}
        self._expo = f"/api/v1/expos/{fair.expo.id}"

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        answer = self._client.request(
            method, f"{self._expo}{path}", json=body, headers=self._headers
        )
        return answer.status_code, answer.json() if answer.content else None

    def get(self, path: str) -> Any:
        status, told = self.ask("GET", path)
        assert status == 200, told
        return told


@pytest.fixture
def program(client: Client, sqlite_fair: Fair) -> Program:
    return Program(client, sqlite_fair)


def test_a_booth_is_settled_signed_and_traced(program: Program, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=4)
    close_shift(till)
    sqlite_fair.push(till)
    status, terms = program.ask("POST", "/terms", {"terms": TERMS})
    assert (status, terms["version"]) == (201, 1)
    assert program.get("/terms")["agreements"] == [
        {"scope": "expo", "subject": "", "terms": terms["id"]}
    ]
    assert program.ask("POST", "/statements") == (200, {"made": 2, "unchanged": 0})
    statement = program.get("/statements")[0]
    share = next(each for each in statement["statement"]["lines"] if each["kind"] == "share")
    assert (statement["turnover"], share["basis"]) == (till.total, till.total)
    assert statement["balance"] == statement["owed"] - statement["held"]
    signed = {"hash": statement["hash"], "side": "exhibitor", "name": "Pak Joko"}
    status, told = program.ask("POST", "/booths/A1/statements/signatures", signed)
    assert (status, told["standing"]) == (200, "half_signed")
    status, told = program.ask("POST", "/booths/A1/statements/signatures", signed)
    assert (status, told["code"]) == (409, "statement_signed")
    traced = program.get("/booths/A1/statements/1/entries")
    assert traced["agrees"]
    assert sum(entry["total"] for entry in traced["entries"]) == till.total


def test_of_two_programs_that_change_the_same_terms_the_second_is_told(program: Program) -> None:
    _, terms = program.ask("POST", "/terms", {"terms": TERMS})
    change = {"terms": {**TERMS, "minimum": 5}, "version": 1}
    assert program.ask("PUT", f"/terms/{terms['id']}", change)[1]["version"] == 2
    status, told = program.ask("PUT", f"/terms/{terms['id']}", change)
    assert (status, told["code"]) == (409, "terms_changed_meanwhile")


def test_of_two_programs_that_agree_on_other_terms_the_second_is_told(program: Program) -> None:
    made = [program.ask("POST", "/terms", {"terms": TERMS})[1]["id"] for _ in range(3)]
    wanted = {"scope": "booth", "subject": "A1", "instead_of": ""}
    assert program.ask("PUT", "/agreements", {**wanted, "terms": made[0]})[0] == 200
    status, told = program.ask("PUT", "/agreements", {**wanted, "terms": made[1]})
    assert (status, told["code"]) == (409, "agreement_changed_meanwhile")
    assert told["details"] == {"name": "Umum"}
    again = {**wanted, "terms": made[1], "instead_of": made[0]}
    assert program.ask("PUT", "/agreements", again)[0] == 200


def test_what_a_rule_does_not_know_is_named_with_what_it_knows(program: Program) -> None:
    status, told = program.ask("POST", "/terms", {"terms": {**TERMS, "organizer_holds": ["qriss"]}})
    assert (status, told["code"]) == (400, "rule_method_unknown")
    assert told["details"]["key"] == "qriss"
    assert told["details"]["known"].startswith("cash, qris")


def test_what_differs_at_a_booth_is_said_and_read(program: Program) -> None:
    path = "/booths/A1/own-terms"
    assert program.get(path) == {
        "version": 0,
        "terms": {"deposit": None, "received": {}},
        "changed_by": "",
    }
    offered = {"terms": {"deposit": 5_000, "received": {"qris": None, "card": 0}}, "version": 0}
    assert program.ask("PUT", path, offered)[1]["version"] == 1
    assert program.get(path)["terms"] == offered["terms"]
    status, told = program.ask("PUT", path, offered)
    assert (status, told["code"]) == (409, "terms_changed_meanwhile")
    assert program.ask("POST", "/booths/A1/statements")[1]["balance"] == -5_000


def test_only_what_stands_and_is_finished_is_signed(program: Program, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=2)
    sqlite_fair.push(till)
    _, first = program.ask("POST", "/booths/A1/statements")
    path = "/booths/A1/statements/signatures"
    signed = {"hash": first["hash"], "side": "exhibitor", "name": "Pak Joko"}
    assert program.ask("POST", path, signed)[1]["code"] == "statement_unfinished"
    held = till.head.seq
    till.sell(1)
    sqlite_fair.push(till, till.batch(after=held))
    accepted = {**signed, "though_unfinished": True}
    status, told = program.ask("POST", path, accepted)
    assert (status, told["code"]) == (409, "statement_stale")
    _, second = program.ask("POST", "/booths/A1/statements")
    assert {"what": "sales", "name": "", "before": 2, "after": 3} in second["changed"]
    assert "Sales: 2 → 3" in second["changed_told"]
    status, told = program.ask("POST", path, {**accepted, "hash": second["hash"]})
    [one] = told["signatures"]
    assert (one["revision"], one["hash"], one["though_unfinished"]) == (2, second["hash"], True)


def test_a_dispute_and_a_correction_go_their_way(program: Program, sqlite_fair: Fair) -> None:
    _, first = program.ask("POST", "/booths/A1/statements")
    against = {"hash": first["hash"], "reason": "Retur hilang"}
    _, disputed = program.ask("POST", "/booths/A1/statements/disputes", against)
    [raised] = disputed["disputes"]
    answer = {"answer": "Ditemukan"}
    assert program.ask("POST", f"/disputes/{raised['id']}/end", answer)[0] == 204
    assert program.ask("POST", f"/disputes/{raised['id']}/end", answer)[0] == 404
    body = {"amount": -10_000, "reason": "Listrik padam"}
    status, correction = program.ask("POST", "/booths/A1/corrections", body)
    assert status == 201
    assert program.ask("POST", "/booths/A1/statements")[1]["balance"] == -10_000
    assert program.ask("POST", f"/corrections/{correction['id']}/withdraw")[0] == 204
    assert program.ask("POST", "/booths/A1/statements")[1]["revision"] == 3
    assert [one["revision"] for one in program.get("/booths/A1/statements")] == [3, 2, 1]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "/terms", {"terms": {"name": " "}}, 400, "terms_name_not_usable"),
        ("POST", "/terms", {"terms": {"name": "a", "minimum": -1}}, 400, "request_unreadable"),
        ("PUT", "/terms/nowhere", {"terms": TERMS}, 404, "terms_unknown"),
        ("PUT", "/agreements", {"scope": "expo", "terms": "nowhere"}, 404, "terms_unknown"),
        ("PUT", "/agreements", {"scope": "booth", "subject": "Z9"}, 404, "booth_unknown"),
        ("PUT", "/agreements", {"scope": "cluster", "subject": "x"}, 400, "rule_cluster_unknown"),
        ("POST", "/booths/Z9/statements", None, 404, "booth_unknown"),
        ("GET", "/booths/A1/statements/7/entries", None, 404, "statement_unknown"),
        ("GET", "/booths/A1/statements/-1/entries", None, 404, "statement_unknown"),
        ("POST", "/booths/A1/corrections", {"amount": 0, "reason": "x"}, 400, "amount_not_usable"),
    ],
)
def test_what_cannot_be_done_is_named(
    program: Program, method: str, path: str, body: Any, status: int, code: str
) -> None:
    told = program.ask(method, path, body)
    assert (told[0], told[1]["code"]) == (status, code)
