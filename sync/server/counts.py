"""What this server has answered since it started, counted for whoever watches it.

Several processes of one server count into memory that they share, each into a row of its own, so
that any of them can tell the sum. Only the event loop counts: nothing needs a lock.
"""

import mmap
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from sync.wire import JOURNAL_PATH

OUTCOMES = ("stored", "gap", "fork", "denied", "unusable", "busy", "failed")
"""What became of a push; `busy` is every 503: too many, no database, no room on the disk."""

KINDS = ("push", "api", "page", "file")
BOUNDS_MS = (5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
PROBLEM = "problem"
"""Under this name the request's state holds the code of what went wrong."""

_TIMES = len(BOUNDS_MS) + 2
"""Of a kind of answer: how many within each bound, how many beyond, and their microseconds."""

_ROW = len(OUTCOMES) + len(KINDS) * _TIMES
_WORD = 8
_PUSH_FIRST, _PUSH_LAST = JOURNAL_PATH.split("{register}")


class Times(msgspec.Struct, frozen=True):
    """Answers of one kind: how many within each of `BOUNDS_MS` and beyond, and all their time."""

    within: tuple[int, ...]
    total_us: int


class Told(msgspec.Struct, frozen=True):
    """All that was counted, by outcome and by kind; `processes` are the answers of each."""

    pushes: dict[str, int]
    answers: dict[str, Times]
    processes: tuple[int, ...]


class Counts:
    """Counts into one row of a table; alone unless a file is shared with other processes."""

    def __init__(self, shared: Path | None = None, row: int = 0) -> None:
        if shared is None:
            self._words = memoryview(bytearray(_ROW * _WORD)).cast("Q")
        else:
            with shared.open("r+b") as file:
                self._words = memoryview(mmap.mmap(file.fileno(), 0)).cast("Q")
        self._start = row * _ROW

    def add_push(self, outcome: str) -> None:
        """A push was answered."""
        self._words[self._start + OUTCOMES.index(outcome)] += 1

    def add_answer(self, kind: str, took_us: int) -> None:
        """A request was answered, so many microseconds after its last byte."""
        place = self._start + len(OUTCOMES) + KINDS.index(kind) * _TIMES
        slot = sum(1 for bound in BOUNDS_MS if took_us > bound * 1000)
        self._words[place + slot] += 1
        self._words[place + _TIMES - 1] += max(0, took_us)

    def told(self) -> Told:
        """The sums over all processes."""
        sums = [sum(self._words[place::_ROW]) for place in range(_ROW)]
        pushes = dict(zip(OUTCOMES, sums, strict=False))
        answers = {}
        for number, kind in enumerate(KINDS):
            start = len(OUTCOMES) + number * _TIMES
            times = sums[start : start + _TIMES]
            answers[kind] = Times(tuple(times[:-1]), times[-1])
        return Told(pushes, answers, self._by_process())

    def _by_process(self) -> tuple[int, ...]:
        rows = (self._words[start : start + _ROW] for start in range(0, len(self._words), _ROW))
        return tuple(
            sum(
                sum(row[start : start + _TIMES - 1]) for start in range(len(OUTCOMES), _ROW, _TIMES)
            )
            for row in rows
        )


def write_shared(path: Path, rows: int) -> None:
    """Make the file that so many processes count into."""
    path.write_bytes(bytes(rows * _ROW * _WORD))


def counted(app: ASGIApp, counts: Callable[[], Counts]) -> ASGIApp:
    """The same application, with every answer counted where `counts` says at that moment."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        begun = perf_counter_ns()

        async def hear() -> object:
            # A till on a slow network is not the server's doing: its time begins with the end.
            nonlocal begun
            message = await receive()
            begun = perf_counter_ns()
            return message

        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                _count(counts(), scope, message["status"], (perf_counter_ns() - begun) // 1000)
            await send(message)

        await app(scope, hear, say)  # type: ignore[arg-type]

    return answer


def _count(counts: Counts, scope: Scope, status: int, took_us: int) -> None:
    path = str(scope["path"])
    is_push = path.startswith(_PUSH_FIRST) and path.endswith(_PUSH_LAST)
    if is_push and scope.get("method") == "POST":
        counts.add_push(_outcome(status, str(scope["state"].get(PROBLEM, ""))))
        counts.add_answer("push", took_us)
    else:
        counts.add_answer(_kind(path), took_us)


def _outcome(status: int, problem: str) -> str:
    match status:
        case 200:
            return "stored"
        case 401 | 403:
            return "denied"
        case 503:
            return "busy"
    if problem in {"gap", "fork"}:
        return problem
    return "failed" if status >= 500 else "unusable"


def _kind(path: str) -> str:
    if path.startswith("/assets/"):
        return "file"
    machine = path.startswith(("/api/", "/schema", "/health", "/ready", "/metrics"))
    return "api" if machine else "page"
