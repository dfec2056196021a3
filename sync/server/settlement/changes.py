"""What a revision of a statement says otherwise than the one before it."""

from collections.abc import Iterator

import msgspec

from sync.server.settlement.statement import Statement


class Change(msgspec.Struct, frozen=True):
    """A figure that differs: `what` is `turnover`, `method` or a line's kind, `name` which one."""

    what: str
    name: str
    before: int
    after: int


def changes(before: Statement, after: Statement) -> tuple[Change, ...]:
    """Every figure that differs, the turnover first."""
    was, now = dict(_told(before)), dict(_told(after))
    keys = list(dict.fromkeys([*now, *was]))
    return tuple(
        Change(*key, was.get(key, 0), now.get(key, 0))
        for key in keys
        if was.get(key, 0) != now.get(key, 0)
    )


def _told(statement: Statement) -> Iterator[tuple[tuple[str, str], int]]:
    figures = statement.figures
    yield ("turnover", ""), figures.turnover
    yield ("sales", ""), figures.sales
    yield ("voids", ""), figures.voids
    yield ("refunds", ""), figures.refunds
    for method, amount in figures.methods.items():
        yield ("method", method), amount
    sums: dict[tuple[str, str], int] = {}
    for line in statement.lines:
        key = (line.kind.value, line.name)
        sums[key] = sums.get(key, 0) + line.amount
    yield from sums.items()
    yield ("balance", ""), statement.balance
