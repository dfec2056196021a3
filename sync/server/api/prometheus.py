"""What is counted, in the text format that Prometheus collects (version 0.0.4)."""

from collections.abc import Iterable, Iterator

import pos_app
from sync.server.counts import BOUNDS_MS, Times, Told
from sync.server.figures.gauges import Gauges

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_GAUGES = (
    ("expos", "Expos that were set up", "expos"),
    ("booths", "Booths that were set up", "booths"),
    ("registers", "Registers that joined", "registers"),
    ("registers_forked", "Registers with a second branch", "forked"),
    ("entries_stored", "Journal entries held of all registers", "entries"),
    ("projection_backlog_entries", "Entries stored that no total counts yet", "backlog"),
    ("quarantined_entries", "Entries that could not be projected", "quarantined"),
    ("generation", "Lives of the data: counts up when a backup was put back", "generation"),
    ("database_bytes", "Room that the database takes", "database_bytes"),
    ("disk_free_bytes", "Room left on the disk of a SQLite database", "disk_free_bytes"),
)


def text(told: Told, found: Gauges | None) -> str:
    """All of it; without gauges the database is told to be away."""
    lines = [
        *_family("database_up", "gauge", "Whether the database answers", [("", int(bool(found)))]),
        *_family(
            "info", "gauge", "The version that runs", [(f'{{version="{pos_app.__version__}"}}', 1)]
        ),
        *_pushes(told),
        *_answers(told),
        *_processes(told),
    ]
    for name, help_, field in _GAUGES:
        value = getattr(found, field, None)
        lines += _family(name, "gauge", help_, [("", int(value))]) if value is not None else ()
    return "\n".join((*lines, ""))


def _pushes(told: Told) -> Iterator[str]:
    rows = [(f'{{outcome="{name}"}}', count) for name, count in told.pushes.items()]
    return _family("pushes_total", "counter", "Pushes answered, by what became of them", rows)


def _answers(told: Told) -> Iterator[str]:
    name = "answer_seconds"
    yield from _head(name, "histogram", "From a request's last byte to its answer")
    for kind, times in told.answers.items():
        yield from _histogram(f"lapak_{name}", f'kind="{kind}"', times)


def _processes(told: Told) -> Iterator[str]:
    rows = [(f'{{process="{number}"}}', count) for number, count in enumerate(told.processes)]
    return _family("process_answers_total", "counter", "Answers of each process", rows)


def _histogram(name: str, label: str, times: Times) -> Iterator[str]:
    so_far = 0
    for bound, count in zip((*BOUNDS_MS, None), times.within, strict=True):
        so_far += count
        limit = "+Inf" if bound is None else _seconds(bound, 3)
        yield f'{name}_bucket{{{label},le="{limit}"}} {so_far}'
    yield f"{name}_sum{{{label}}} {_seconds(times.total_us, 6)}"
    yield f"{name}_count{{{label}}} {so_far}"


def _family(name: str, kind: str, help_: str, rows: Iterable[tuple[str, int]]) -> Iterator[str]:
    yield from _head(name, kind, help_)
    for label, value in rows:
        yield f"lapak_{name}{label} {value}"


def _head(name: str, kind: str, help_: str) -> Iterator[str]:
    yield f"# HELP lapak_{name} {help_}"
    yield f"# TYPE lapak_{name} {kind}"


def _seconds(amount: int, digits: int) -> str:
    """Thousandths or millionths as seconds, exactly."""
    whole, rest = divmod(amount, 10**digits)
    return f"{whole}.{rest:0{digits}d}".rstrip("0").rstrip(".")
