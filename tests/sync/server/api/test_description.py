"""What `/schema` promises is what the server does: made-up requests over the whole description."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sync import wire
from sync.relay_wire import RELAY_EXPO_PATH, RELAY_FORKS_PATH, RELAY_PAPERS_PATH
from sync.server.accounts import programs
from sync.server.app import app_for
from sync.server.relays import relayed
from tests.drivers.organizers import Fair

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXPO_RELAYS = (RELAY_EXPO_PATH, RELAY_FORKS_PATH, RELAY_PAPERS_PATH)
OPERATIONS = [
    ("POST", wire.JOIN_PATH),
    ("POST", wire.JOURNAL_PATH),
    ("GET", wire.WATERMARK_PATH),
    ("GET", wire.NEWS_PATH),
    ("POST", wire.RECEIPT_PATH),
    ("POST", wire.CONTINUE_PATH),
    ("GET", wire.SIBLINGS_PATH),
    ("GET", wire.SIBLING_JOURNAL_PATH),
    ("GET", "/api/v1/expos"),
    ("POST", "/api/v1/expos"),
    ("GET", "/api/v1/expos/{expo}/totals"),
    ("POST", "/api/v1/expos/{expo}/closings"),
    ("GET", "/api/v1/expos/{expo}/closings"),
    ("GET", "/api/v1/expos/{expo}"),
    ("PATCH", "/api/v1/expos/{expo}/plan"),
    ("PUT", "/api/v1/expos/{expo}/status"),
    ("GET", "/api/v1/expos/{expo}/booths"),
    ("POST", "/api/v1/expos/{expo}/booths"),
    ("PUT", "/api/v1/expos/{expo}/booths"),
    ("GET", "/api/v1/expos/{expo}/booths/{booth}"),
    ("PATCH", "/api/v1/expos/{expo}/booths/{booth}"),
    ("DELETE", "/api/v1/expos/{expo}/booths/{booth}"),
    ("POST", "/api/v1/expos/{expo}/booths/{booth}/join-codes"),
    ("POST", "/api/v1/expos/{expo}/booths/{booth}/join-codes/anew"),
    ("GET", "/api/v1/expos/{expo}/join-codes"),
    ("POST", "/api/v1/expos/{expo}/join-codes"),
    ("POST", "/api/v1/expos/{expo}/join-sheets"),
    ("GET", "/api/v1/expos/{expo}/terms"),
    ("POST", "/api/v1/expos/{expo}/terms"),
    ("PUT", "/api/v1/expos/{expo}/terms/{terms}"),
    ("PUT", "/api/v1/expos/{expo}/agreements"),
    ("GET", "/api/v1/expos/{expo}/statements"),
    ("POST", "/api/v1/expos/{expo}/statements"),
    ("GET", "/api/v1/expos/{expo}/booths/{booth}/statements"),
    ("GET", "/api/v1/expos/{expo}/booths/{booth}/own-terms"),
    ("PUT", "/api/v1/expos/{expo}/booths/{booth}/own-terms"),
    ("POST", "/api/v1/expos/{expo}/booths/{booth}/statements"),
    ("POST", "/api/v1/expos/{expo}/booths/{booth}/statements/signatures"),
    ("POST", "/api/v1/expos/{expo}/booths/{booth}/statements/disputes"),
    ("POST", "/api/v1/expos/{expo}/disputes/{dispute}/end"),
    ("POST", "/api/v1/expos/{expo}/booths/{booth}/corrections"),
    ("POST", "/api/v1/expos/{expo}/corrections/{correction}/withdraw"),
    ("GET", "/api/v1/expos/{expo}/booths/{booth}/statements/{revision}/entries"),
    ("GET", "/api/v1/expos/{expo}/reports/{report}"),
    ("GET", "/api/v1/expos/{expo}/lines"),
    ("POST", "/api/v1/expos/{expo}/buyers"),
    ("GET", "/api/v1/expos/{expo}/live"),
    ("GET", "/api/v1/expos/{expo}/booths/{booth}/figures"),
    ("GET", "/api/v1/expos/{expo}/booths/{booth}/numbered-sales"),
    ("GET", "/api/v1/expos/{expo}/booths/{booth}/sales"),
    ("GET", "/api/v1/expos/{expo}/booths/{booth}/sales/{sale}"),
    ("GET", "/api/v1/expos/{expo}/webhooks"),
    ("POST", "/api/v1/expos/{expo}/webhooks"),
    ("PATCH", "/api/v1/expos/{expo}/webhooks/{hook}"),
    ("DELETE", "/api/v1/expos/{expo}/webhooks/{hook}"),
    ("POST", "/api/v1/expos/{expo}/webhooks/{hook}/secret"),
    ("POST", "/api/v1/expos/{expo}/webhooks/{hook}/test"),
    ("GET", "/api/v1/expos/{expo}/webhooks/{hook}/deliveries"),
    ("GET", "/api/v1/expos/{expo}/webhooks/{hook}/deliveries/{event}"),
    ("POST", "/api/v1/expos/{expo}/webhooks/{hook}/deliveries/{event}/send"),
    ("POST", "/api/v1/bundles"),
    ("POST", "/api/v1/z-codes"),
    ("GET", "/api/v1/expos/{expo}/details"),
    ("PATCH", "/api/v1/expos/{expo}/details"),
    ("GET", "/api/v1/expos/{expo}/offers"),
    ("POST", "/api/v1/expos/{expo}/offers"),
    ("DELETE", "/api/v1/expos/{expo}/offers/{offer}"),
    ("GET", "/api/v1/expos/{expo}/registers"),
    ("POST", "/api/v1/expos/{expo}/registers/{register}/revoke"),
    ("POST", wire.RELAY_PATH),
    ("POST", wire.RELAY_JOURNAL_PATH),
    *(("POST", path) for path in EXPO_RELAYS),
    ("GET", wire.PRESENCE_PATH),
    ("GET", "/health"),
    ("GET", "/ready"),
    ("GET", "/metrics"),
]
RELAYS = {wire.RELAY_PATH, wire.RELAY_JOURNAL_PATH, *EXPO_RELAYS}
TILLS = {
    wire.JOURNAL_PATH,
    wire.WATERMARK_PATH,
    wire.RECEIPT_PATH,
    wire.NEWS_PATH,
    wire.CONTINUE_PATH,
}


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_made_up_requests_are_answered_as_described(
    sqlite_fair: Fair, method: str, path: str
) -> None:
    described = schemathesis.openapi.from_asgi("/schema/openapi.json", app_for(sqlite_fair.office))
    till = sqlite_fair.till()
    robot = programs.create_api_token(sqlite_fair.office, "robot")
    relay = relayed.create_relay_key(sqlite_fair.office, "aula").split(".")[0]
    token = till.token if path in TILLS else relay if path in RELAYS else robot
    headers = {"Authorization": f"Bearer {token}"}
    known = {"register": till.register, "expo": sqlite_fair.expo.id, "booth": "A1", "revision": 1}

    @settings(
        max_examples=12,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(case=described[path][method].as_strategy())
    def answered(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)
        for name in known.keys() & case.path_parameters.keys():
            case.path_parameters[name] = known[name]
        case.call_and_validate(headers=headers, checks=CHECKS)

    answered()


def test_every_operation_is_tried(sqlite_fair: Fair) -> None:
    described = schemathesis.openapi.from_asgi("/schema/openapi.json", app_for(sqlite_fair.office))
    operations = [each.ok() for each in described.get_all_operations() if isinstance(each, Ok)]
    assert {(each.method.upper(), each.path) for each in operations} == set(OPERATIONS)
