"""The API's description, completed: words, an example of each request and answer, every problem.

Litestar draws paths and shapes from the operations themselves; what it cannot know is added where
the description is handed out.
"""

from functools import cache
from typing import Any

import msgspec
from litestar import MediaType, Request
from litestar.openapi.plugins import JsonRenderPlugin

import resources
from sync.server.api import answers
from sync.server.webhooks.happenings import BoothTold, Happening, ShiftTold, TestTold, body

Described = dict[str, Any]

DESCRIPTION = """\
Amounts are integers in minor units (rupiah), moments RFC 3339 in UTC, days ISO 8601. A program \
sends its token as `Authorization: Bearer …`; each operation names the scope that it needs. Every \
answer that is no success is a `Problem`: a `code` that does not change, and `details`. A body may \
come with `Repr-Digest: sha-256=:…:`; one that changed on its way is refused (`request_torn`).

Programs can also be told of what happens: see `webhooks`. What is sent there follows Standard \
Webhooks 1.0.0: `webhook-id` stays the same however often it is sent, `webhook-signature` is \
`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body` with the secret that was told once \
(after `whsec_`, base64). Any 2xx within 20 s is received; 410 pauses the hook; everything else is \
tried again for three days."""

_EXAMPLE = "#/components/examples/"
_SUCCESS = ("200", "201", "202")
_MOMENT = "2026-11-21T13:05:00.000000Z"
_ID = "00000000-0000-4000-8000-000000000003"
_TOLD: dict[Happening, tuple[str, ShiftTold | BoothTold | TestTold]] = {
    Happening.SHIFT_CLOSED: (
        "A shift was closed, and the till's journal up to there has come in.",
        ShiftTold(
            *(_ID, _ID, "A1", answers.SAMPLES["register"], "K1", "shift-1", 1),  # type: ignore[arg-type]
            *("2026-11-21", 42, 3_150_000, 2_300_000, 2_295_000, -5_000),
        ),
    ),
    Happening.BOOTH_FINISHED: (
        "All shifts of a booth are closed on the expo's last day (any day, if it has none).",
        BoothTold(_ID, _ID, "A1", 3, "2026-11-23", 131, 9_870_000),
    ),
    Happening.TEST: ("A trial that somebody asked for.", TestTold(_ID)),
}


class CompleteDescription(JsonRenderPlugin):
    """Hands the description out, completed; as plain JSON a browser shows it, not saves it."""

    def __init__(self) -> None:
        super().__init__(path=["/", "/openapi.json"], media_type=MediaType.JSON)
        self._completed: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: Described) -> bytes:
        """The same each time, so it is made once."""
        if self._completed is None:
            self._completed = self.render_json(request, completed(openapi_schema))
        return self._completed


def completed(described: Described) -> Described:
    """A description with everything that Litestar does not know."""
    # Python ends a pattern with \\Z, JSON Schema (ECMA 262) with $; and where several shapes are
    # possible, one of them may hold another, which oneOf forbids.
    text = msgspec.json.encode(described).replace(rb"\\Z", b"$").replace(b'"oneOf"', b'"anyOf"')
    told = msgspec.json.decode(text)
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            if isinstance(operation, dict) and "responses" in operation:
                _complete(method.upper(), path, operation)
    told["webhooks"], shapes = _webhooks()
    told["components"]["schemas"] |= shapes
    told["components"]["examples"] = {code: answers.example_of(code) for code in answers.codes()}
    return dict(told)


@cache
def examples() -> dict[str, Described]:
    """What was asked and answered in a small fair, by method and path."""
    data = resources.path("samples", "api_examples.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, Described])


def _complete(method: str, path: str, operation: Described) -> None:
    known = examples().get(f"{method} {path}", {})
    scheme, scopes = next(iter((operation.get("security") or [{"": []}])[0].items()))
    words = operation.get("description", "").strip()
    operation["summary"] = words.partition("\n")[0].partition(";")[0].rstrip(".")
    if scopes:
        words = f"{words}\n\nNeeds a token with the scope `{scopes[0]}`."
    operation["description"] = words
    for content in operation.get("requestBody", {}).get("content", {}).values():
        if "request" in known:
            content["example"] = known["request"]
    responses = operation["responses"]
    for status in _SUCCESS:
        for content in responses.get(status, {}).get("content", {}).values():
            content["example"] = known.get("answer")
    codes = answers.codes_of(method, path, scheme)
    _tell_problems(responses, codes)


def _tell_problems(responses: Described, codes: tuple[str, ...]) -> None:
    """Every problem with an example, by status; a status that no code has is not answered."""
    by_status: dict[str, list[str]] = {}
    for code in codes:
        by_status.setdefault(str(answers.status_of(code)), []).append(code)
    for status in [one for one in responses if one >= "400" and one not in by_status]:
        del responses[status]
    shape = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for status, some in sorted(by_status.items()):
        answer = responses.setdefault(status, {"content": {"application/json": shape}})
        answer["description"] = "\n".join(
            f"- `{code}`: {answers.example_of(code)['summary']}" for code in some
        )
        shown = {code: {"$ref": _EXAMPLE + code} for code in some}
        answer["content"] = {
            kind: {"schema": content["schema"], "examples": shown}
            for kind, content in answer["content"].items()
        }


def _webhooks() -> tuple[Described, Described]:
    reference = "#/components/schemas/Webhook{name}"
    told = [type(data) for _, data in _TOLD.values()]
    _, shapes = msgspec.json.schema_components(told, ref_template=reference)
    named = {f"Webhook{name}": shape for name, shape in shapes.items()}
    return {kind.value: {"post": _webhook(kind)} for kind in _TOLD}, named


def _webhook(kind: Happening) -> Described:
    words, data = _TOLD[kind]
    sent = msgspec.json.decode(body(kind, _MOMENT, data))
    shape = {"$ref": f"#/components/schemas/Webhook{type(data).__name__}"}
    whole = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": kind.value},
            "timestamp": {"type": "string", "format": "date-time"},
            "data": shape,
        },
    }
    return {
        "operationId": kind.value.replace(".", "_"),
        "summary": words.partition(".")[0],
        "description": words,
        "parameters": [
            {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
            for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": whole, "example": sent}},
        },
        "responses": {
            "2XX": {"description": "Received."},
            "410": {"description": "Nothing more is wanted: the hook is paused."},
        },
    }
