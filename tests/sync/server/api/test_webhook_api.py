"""Hooks as a program sets them up: the secret once, what became of each happening, once more."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from sync.server.accounts import programs
from sync.server.accounts.rights import Right
from sync.server.webhooks.delivering import Deliverer
from tests.drivers.organizers import Fair
from tests.drivers.receivers import Receiver

Client = TestClient[Litestar]


class Program:
    """A program with a token for running an expo."""

    def __init__(self, client: Client, fair: Fair) -> None:
        token = programs.create_api_token(fair.office, "kas", scopes=(Right.RUN,))
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"}
        self._hooks = f"/api/v1/expos/{fair.expo.id}/webhooks"

    def ask(self, method: str, path: str = "", body: Any = None) -> tuple[int, Any]:
        answer = self._client.request(
            method, f"{self._hooks}{path}", json=body, headers=self._headers
        )
        return answer.status_code, answer.json() if answer.content else None


@pytest.fixture
def program(client: Client, sqlite_fair: Fair) -> Program:
    return Program(client, sqlite_fair)


def test_a_hook_is_added_tried_paused_and_removed(program: Program, sqlite_fair: Fair) -> None:
    with Receiver(500) as receiver:
        status, added = program.ask("POST", body={"url": receiver.url})
        assert (status, added["secret"][:6]) == (201, "whsec_")
        hook = f"/{added['hook']['id']}"
        status, told = program.ask("POST", f"{hook}/test")
        assert status == 202
        delivery = f"{hook}/deliveries/{told['event']}"
        work = Deliverer(sqlite_fair.office, chance=lambda: 0.0)
        work.round()
        assert program.ask("GET", delivery)[1]["attempts"][0]["status"] == 500
        status, again = program.ask("POST", f"{delivery}/send")
        assert (status, again["state"]) == (202, "waiting")
        work.round()
        status, read = program.ask("GET", delivery)
        assert [one["status"] for one in read["attempts"]] == [500, 204]
        assert program.ask("GET", f"{hook}/deliveries") == (200, [read["delivery"]])
        assert program.ask("PATCH", hook, {"paused": True})[1]["paused_at"] is not None
        assert program.ask("PATCH", hook, {"paused": False})[1] == added["hook"]
        assert program.ask("GET") == (200, [added["hook"]])
        assert "secret" not in str(program.ask("GET"))
        assert program.ask("DELETE", hook) == (204, None)
        assert program.ask("GET") == (200, [])


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "", {"url": "http://gudang.example/"}, 400, "webhook_needs_tls"),
        ("POST", "", {"url": "gudang"}, 400, "webhook_url_not_usable"),
        ("POST", "", {"url": "https://x.example/", "kinds": []}, 400, "webhook_kinds_missing"),
        ("POST", "", {"url": "https://x.example/", "kinds": ["odd"]}, 400, "request_unreadable"),
        (
            "POST",
            "",
            {"url": "https://x.example/", "kinds": ["webhook.test"]},
            400,
            "webhook_kinds_missing",
        ),
        ("PATCH", "/nowhere", {"paused": True}, 404, "webhook_unknown"),
        ("DELETE", "/nowhere", None, 404, "webhook_unknown"),
        ("POST", "/nowhere/secret", None, 404, "webhook_unknown"),
        ("POST", "/nowhere/test", None, 404, "webhook_unknown"),
        ("GET", "/nowhere/deliveries", None, 404, "webhook_unknown"),
        ("GET", "/nowhere/deliveries/evt_1", None, 404, "webhook_unknown"),
        ("POST", "/nowhere/deliveries/evt_1/send", None, 404, "webhook_unknown"),
    ],
)
def test_what_cannot_be_used_is_refused(
    program: Program, method: str, path: str, body: Any, status: int, code: str
) -> None:
    answer = program.ask(method, path, body)
    assert (answer[0], answer[1]["code"]) == (status, code)
    assert program.ask("GET") == (200, [])
