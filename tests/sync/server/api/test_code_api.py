"""Join codes for programs: told, made anew, printed."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from sync.server.accounts import programs
from sync.server.accounts.rights import Right
from sync.server.fair import joining, plans
from sync.wire import read_invitation
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair
from tests.drivers.settlements import pages_of

Client = TestClient[Litestar]


@pytest.fixture
def program(client: Client, sqlite_fair: Fair) -> Client:
    """A program that may set up."""
    token = programs.create_api_token(sqlite_fair.office, "panitia", scopes=(Right.SET_UP,))
    client.headers["Authorization"] = f"Bearer {token}"
    return client


def expo(fair: Fair) -> str:
    return f"/api/v1/expos/{fair.expo.id}"


def join(fair: Fair, typed: str, seed: int = 1) -> Any:
    return joining.join(fair.office, PaperTill(seed).join_request(typed), "10.0.0.1")


def test_codes_are_told_again_until_they_are_used(program: Client, sqlite_fair: Fair) -> None:
    path = f"{expo(sqlite_fair)}/join-codes"
    first = program.post(path, json={})
    assert first.status_code == 200
    assert [one["booth"] for one in first.json()] == ["A1", "B2"]
    assert program.post(path, json={}).json() == first.json()
    told = first.json()[0]
    secret = read_invitation(told["invitation"]).secret
    assert join(sqlite_fair, secret).register_code == "K1"
    seen = {one["booth"]: one for one in program.get(path).json()}
    assert (seen["A1"]["state"], seen["A1"]["register"], seen["A1"]["code"]) == (
        *("used", "A1-K1", ""),
    )
    assert (seen["B2"]["state"], seen["B2"]["code"]) == ("good", first.json()[1]["code"])


def test_a_code_is_made_anew(program: Client, sqlite_fair: Fair) -> None:
    [told] = program.post(f"{expo(sqlite_fair)}/join-codes", json={"booths": ["B2"]}).json()
    made = program.post(f"{expo(sqlite_fair)}/booths/B2/join-codes/anew")
    assert made.status_code == 201
    with pytest.raises(Exception, match="join_code_replaced"):
        join(sqlite_fair, told["code"])
    assert join(sqlite_fair, made.json()["code"]).booth.code == "B2"


def test_sheets_come_as_a_pdf_in_either_language(program: Client, sqlite_fair: Fair) -> None:
    path = f"{expo(sqlite_fair)}/join-sheets"
    for language, words in (("id", "LEMBAR GABUNG"), ("en", "JOIN SHEET")):
        answer = program.post(f"{path}?language={language}", json={"without_till": True})
        assert answer.headers["content-type"] == "application/pdf"
        assert [words in page for page in pages_of(answer.content)] == [True, True]
    assert program.post(f"{path}?language=fr", json={}).status_code == 400


def test_what_is_not_there_is_not_found(program: Client, sqlite_fair: Fair) -> None:
    other = plans.set_up(sqlite_fair.office, plans.SetUp("Pameran lain")).expo.id
    booth = sqlite_fair.booths["A1"].id
    for path, body in (
        ("no-expo/join-codes", {}),
        (f"{other}/join-codes", {"booths": ["A1"]}),
        (f"{other}/join-sheets", {}),
        (f"{other}/booths/{booth}/join-codes/anew", None),
        (f"{sqlite_fair.expo.id}/join-sheets", {"booths": ["Z9"]}),
    ):
        assert program.post(f"/api/v1/expos/{path}", json=body).status_code == 404, path
    assert program.get("/api/v1/expos/no-expo/join-codes").status_code == 404
