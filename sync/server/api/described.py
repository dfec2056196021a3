"""What all operations of the API say of themselves: who may call, and what else may be answered."""

from litestar.openapi.datastructures import ResponseSpec

from sync.wire import Problem

TILL: list[dict[str, list[str]]] = [{"register": []}]
ORGANIZER: list[dict[str, list[str]]] = [{"organizer": []}]


def described_problems(*statuses: int) -> dict[int, ResponseSpec]:
    """The answers that are no success, as the description lists them."""
    return {
        status: ResponseSpec(Problem, generate_examples=False)
        for status in (400, 413, 500, 503, *statuses)
    }
