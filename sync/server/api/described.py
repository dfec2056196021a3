"""What all operations of the API say of themselves: who may call, and what else may be answered."""

from typing import Any

from litestar.openapi.datastructures import ResponseSpec

from sync.server.accounts.rights import Right
from sync.wire import Problem

TILL: list[dict[str, list[str]]] = [{"register": []}]


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
