"""What `/schema` promises is what the server does: made-up requests over the whole description."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pos_app import messages
from sync import wire
from sync.relay_wire import RELAY_EXPO_PATH, RELAY_FORKS_PATH, RELAY_PAPERS_PATH
from sync.server.accounts import programs
from sync.server.accounts.rights import SCOPES
from sync.server.api import answers, openapi
from sync.server.relays import relayed
from tests.drivers.api_story import fixed_office, tell
from tests.drivers.journals import PaperTill
from tests.drivers.lent import lent_app
from tests.drivers.organizers import Clock, Fair

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
    ("GET", "/api/v1/expos/{expo}/z-reports"),
    ("GET", "/api/v1/audit"),
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


@pytest.fixture(scope="session")
def described(description: dict[str, Any]) -> Any:
    """All operations, of which requests can be made up."""
    return schemathesis.openapi.from_dict(description)


def tokens_for(path: str, fair: Fair, till: PaperTill) -> list[str]:
    """Nobody, and whoever may ask there; programs with every scope, and with each alone."""
    if path in TILLS:
        return ["", till.token]
    if path in RELAYS:
        return ["", relayed.create_relay_key(fair.office, "aula").split(".")[0]]
    alone = [programs.create_api_token(fair.office, one, scopes=(one,)) for one in SCOPES]
    return ["", *[programs.create_api_token(fair.office, "robot")] * len(alone), *alone]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_made_up_requests_are_answered_as_described(
    sqlite_fair: Fair, described: Any, method: str, path: str
) -> None:
    till = sqlite_fair.till()
    known = {"register": till.register, "expo": sqlite_fair.expo.id, "booth": "A1", "revision": 1}

    @settings(
        max_examples=8,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(
        case=described[path][method].as_strategy(),
        token=st.sampled_from(tokens_for(path, sqlite_fair, till)),
    )
    def answered(case: Any, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        case.call_and_validate(app=app, headers=headers, checks=CHECKS)
        for name in known.keys() & case.path_parameters.keys():
            case.path_parameters[name] = known[name]
        case.call_and_validate(app=app, headers=headers, checks=CHECKS)

    with lent_app(sqlite_fair.office) as app:
        answered()


def test_every_operation_is_tried(described: Any) -> None:
    operations = [each.ok() for each in described.get_all_operations() if isinstance(each, Ok)]
    assert {(each.method.upper(), each.path) for each in operations} == set(OPERATIONS)


def contents(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every place where something is sent or answered, requests of webhooks included."""
    everywhere = {**document["paths"], **document["webhooks"]}
    for path, operations in everywhere.items():
        for method, operation in operations.items():
            where = f"{method.upper()} {path}"
            for content in operation.get("requestBody", {}).get("content", {}).items():
                yield f"{where} sent {content[0]}", content[1]
            for status, answer in operation["responses"].items():
                for kind, content in answer.get("content", {}).items():
                    yield f"{where} {status} {kind}", content


def test_every_operation_is_told_in_words_with_an_example_of_each_answer(
    description: dict[str, Any],
) -> None:
    bare = [
        where
        for where, content in contents(description)
        if content.get("example") is None and not content.get("examples")
        if not any(kind in where for kind in ("octet-stream", "zstd", "application/pdf"))
    ]
    assert bare == []
    for operations in description["paths"].values():
        for operation in operations.values():
            assert " " in operation["summary"]
            assert operation["description"]
            assert all(one["description"] for one in operation["responses"].values())


def test_every_example_has_the_shape_that_is_described(description: dict[str, Any]) -> None:
    components = description["components"]
    wrong = []
    for where, content in contents(description):
        shape = {**content.get("schema", {}), "components": components}
        fits = jsonschema_rs.validator_for(shape)
        shown = [components["examples"][code]["value"] for code in content.get("examples", {})]
        told = [content["example"]] if content.get("example") is not None else []
        wrong += [
            (where, error.message) for each in (*shown, *told) for error in fits.iter_errors(each)
        ]
    assert wrong == []


def test_every_code_is_one_that_people_are_told_of_too() -> None:
    assert [code for code in answers.codes() if not messages.is_known(code)] == []
    assert {f"{method} {path}" for method, path in OPERATIONS} >= answers.REFUSALS.keys()


def test_examples_are_of_every_operation_and_what_the_story_tells_today(tmp_path: Path) -> None:
    """After a change to the API: `python -m tests.drivers.api_story`."""
    told = tell(fixed_office(tmp_path / "organizer.db", Clock())).examples
    assert {name: openapi.examples().get(name) for name in told} == told
    assert {f"{method} {path}" for method, path in OPERATIONS} == set(openapi.examples())
