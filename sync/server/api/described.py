"""What all operations of the API say of themselves: who may call, and what else may be answered."""

from dataclasses import dataclass
from typing import Any

from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType

from sync.server.accounts.rights import Right
from sync.wire import Problem

TILL: list[dict[str, list[str]]] = [{"register": []}]


@dataclass
class BytesOperation(Operation):
    """An operation that reads its body by itself: bytes, which Litestar cannot tell."""

    def __post_init__(self) -> None:
        schema = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        content = {"application/octet-stream": OpenAPIMediaType(schema=schema)}
        self.request_body = RequestBody(content=content, required=True)


def described_problems(*statuses: int) -> dict[int, ResponseSpec]:
    """The answers that are no success, as the description lists them."""
    return {
        status: ResponseSpec(Problem, generate_examples=False)
        for status in (400, 413, 500, 503, *statuses)
    }


def organizers(right: Right, *statuses: int) -> dict[str, Any]:
    """What an operation for programs says of itself: the scope that its token needs."""
    return {
        "right": right,
        "security": [{"organizer": [right.value]}],
        "responses": described_problems(401, 403, *statuses),
    }
