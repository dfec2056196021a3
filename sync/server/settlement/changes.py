"""What a revision of a statement says otherwise than the one before it.

Whether a revision is new is asked here too, so none is made that cannot say what is new in it.
"""

from collections.abc import Iterator

import msgspec

from sync.server.settlement.statement import Figures, Statement
from sync.server.settlement.terms import METHODS, OwnTerms, Terms

Told = int | str | Terms
AS_TERMS, ALL = "as_terms", "all"
_Key = tuple[str, str]


class Change(msgspec.Struct, frozen=True):
    """Something that differs: `what` it is, `name` which one, and what was told of it.

    `turnover`, `sales`, `voids`, `refunds`, `method`, `day`, `balance` and the kinds of lines are
    figures; `day_method` and `day_sales` (named `2026-11-21 qris`) stand only where days and
    methods alone do not tell. `code`, `booth`, `cluster`, `status`, `missing`, `open_since`,
    `terms`, and of a booth's own terms `own_deposit` and `received` (an amount, `all` or
    `as_terms`) are what the figures belong to.
    """

    what: str
    name: str
    before: Told
    after: Told


def changes(before: Statement, after: Statement) -> tuple[Change, ...]:
    """Everything that differs, the turnover first; heads of journals that only moved on do not."""
    figures = _differing(dict(_figures(before)), dict(_figures(after)))
    moved = {one.what for one in figures} & {"day", "method", "sales"}
    within = () if moved else _within_days(before.figures, after.figures)
    lines = _differing(_lines(before), _lines(after))
    rest = _differing(dict(_belongings(before)), dict(_belongings(after)))
    return (*figures, *within, *lines, *rest)


def _differing(was: dict[_Key, Told], now: dict[_Key, Told]) -> tuple[Change, ...]:
    keys = dict.fromkeys([*now, *was])
    pairs = ((key, was.get(key, 0), now.get(key, 0)) for key in keys)
    return tuple(Change(*key, then, since) for key, then, since in pairs if then != since)


def _figures(statement: Statement) -> Iterator[tuple[_Key, Told]]:
    figures = statement.figures
    yield ("turnover", ""), figures.turnover
    yield ("sales", ""), figures.sales
    yield ("voids", ""), figures.voids
    yield ("refunds", ""), figures.refunds
    for method, amount in figures.methods.items():
        yield ("method", method), amount
    for day, amount in figures.days.items():
        yield ("day", day.isoformat()), amount


def _within_days(before: Figures, after: Figures) -> tuple[Change, ...]:
    """What moved between days and ways of paying and left the sums of both as they were."""
    if before.turnover and not before.sums:  # an older server did not keep them
        return ()
    return _differing(dict(_by_day(before)), dict(_by_day(after)))


def _by_day(figures: Figures) -> Iterator[tuple[_Key, Told]]:
    for one in figures.sums:
        name = f"{one.day} {one.method}"
        yield ("day_method", name), one.amount
        yield ("day_sales", name), one.sales


def _lines(statement: Statement) -> dict[_Key, Told]:
    sums: dict[_Key, int] = {}
    for line in statement.lines:
        key = (line.kind.value, line.name)
        sums[key] = sums.get(key, 0) + line.amount
    return {**sums, ("balance", ""): statement.balance}


def _belongings(statement: Statement) -> Iterator[tuple[_Key, Told]]:
    figures = statement.figures
    yield ("status", ""), figures.status
    yield ("missing", ""), figures.missing
    yield ("open_since", ""), figures.open_since.isoformat() if figures.open_since else ""
    yield ("code", ""), figures.code
    yield ("booth", ""), figures.name
    yield ("cluster", ""), figures.cluster
    yield ("terms", ""), statement.terms
    yield from _own(statement.own)


def _own(own: OwnTerms) -> Iterator[tuple[_Key, Told]]:
    yield ("own_deposit", ""), AS_TERMS if own.deposit is None else own.deposit
    for method in METHODS:
        said = own.received.get(method, AS_TERMS)
        yield ("received", method), ALL if said is None else said
