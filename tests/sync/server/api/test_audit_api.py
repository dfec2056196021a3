"""Who did what, for the organizer's own keeping."""

from litestar import Litestar
from litestar.testing import TestClient

from sync.server.accounts import programs
from sync.server.accounts.rights import Right
from sync.server.fair import expos
from tests.drivers.organizers import Fair

Client = TestClient[Litestar]


def test_a_program_reads_what_was_done_of_all_and_of_one_expo(
    client: Client, sqlite_fair: Fair
) -> None:
    expos.create_expo(sqlite_fair.office.used_by("sri"), "Pameran Lain")
    robot = programs.create_api_token(sqlite_fair.office, "arsip", scopes=(Right.RUN,))
    client.headers["Authorization"] = f"Bearer {robot}"
    told = client.get("/api/v1/audit").json()
    assert told["broken"] is None
    assert [act["action"] for act in told["acts"]][1:3] == ["expo.added", "booth.added"]
    assert told["acts"][1]["by"] == "sri"
    second = told["acts"][1]["seq"]
    older = client.get("/api/v1/audit", params={"before": second}).json()["acts"]
    assert [act["seq"] for act in older] == list(range(second - 1, 0, -1))
    mine = client.get("/api/v1/audit", params={"expo": sqlite_fair.expo.id}).json()["acts"]
    assert {act["expo"] for act in mine} == {sqlite_fair.expo.id}
    assert client.get("/api/v1/audit", params={"expo": "no-such"}).status_code == 404
