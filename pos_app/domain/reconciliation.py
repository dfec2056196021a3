"""Payments that the till was told of, held against the rows of a bank's or wallet's statement."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from heapq import heappop, heappush

import msgspec

WITHIN = timedelta(days=1)
"""Further apart, the same amount is another payment."""

LEAST_DIGITS = 3
"""Fewer of a reference's last digits agree by chance."""


class Payment(msgspec.Struct, frozen=True):
    """Money that a cashier confirmed and nobody has found on a statement yet.

    `at` is in the statement's zone; `last_digits` are those of the reference that was shown.
    """

    id: str
    number: str
    amount: int
    at: datetime
    last_digits: str = ""


class StatementRow(msgspec.Struct, frozen=True):
    """Money that arrived; `at` is None where the statement tells no time, `day` where no day."""

    line: int
    amount: int
    at: datetime | None = None
    day: date | None = None
    reference: str = ""


class MatchedBy(StrEnum):
    """What two sides of a match have in common besides the amount, the surest first."""

    REFERENCE = "reference"
    TIME = "time"
    DAY = "day"
    AMOUNT = "amount"


class Match(msgspec.Struct, frozen=True):
    """A payment and the one row that shows it."""

    payment: Payment
    row: StatementRow
    by: MatchedBy


class Reconciliation(msgspec.Struct, frozen=True):
    """Every payment and every row, each in one list: `missing` payments, `surplus` rows."""

    matched: tuple[Match, ...]
    missing: tuple[Payment, ...]
    surplus: tuple[StatementRow, ...]


def reconcile(payments: Iterable[Payment], rows: Iterable[StatementRow]) -> Reconciliation:
    """Pair payments with rows of the same amount: by reference, else the nearest in time.

    The same two lists give the same pairs, in whatever order they come.
    """
    waiting = sorted(payments, key=lambda one: (one.at, one.number, one.id))
    shown = sorted(rows, key=lambda one: one.line)
    pairs: list[tuple[int, int, MatchedBy]] = []
    open_payments, open_rows = dict(enumerate(waiting)), dict(enumerate(shown))
    for by, pair in _PASSES:
        for one, other in pair(open_payments, open_rows):
            pairs.append((one, other, by))
            del open_payments[one], open_rows[other]
    return Reconciliation(
        matched=tuple(Match(waiting[one], shown[other], by) for one, other, by in sorted(pairs)),
        missing=tuple(open_payments.values()),
        surplus=tuple(open_rows.values()),
    )


_Payments = dict[int, Payment]
_Rows = dict[int, StatementRow]
_Pairs = list[tuple[int, int]]


def _by_reference(payments: _Payments, rows: _Rows) -> _Pairs:
    """Rows whose reference ends as the cashier noted; of several the nearest in time."""
    lengths = {len(one.last_digits) for one in payments.values()}
    ends: dict[tuple[int, str], list[int]] = defaultdict(list)
    for place, row in rows.items():
        for end in _ends(row.reference, lengths):
            ends[row.amount, end].append(place)
    pairs: _Pairs = []
    used: set[int] = set()
    for place, payment in payments.items():
        digits = payment.last_digits.upper()
        named = ends.get((payment.amount, digits), []) if len(digits) >= LEAST_DIGITS else []
        free = [row for row in named if row not in used]
        if free:
            nearest = min(free, key=lambda row: (_apart(payment, rows[row]), row))
            used.add(nearest)
            pairs.append((place, nearest))
    return pairs


def _ends(reference: str, lengths: Iterable[int]) -> set[str]:
    words = re.findall(r"[0-9A-Z]+", reference.upper())
    return {word[-length:] for word in words for length in lengths if 0 < length <= len(word)}


def _apart(payment: Payment, row: StatementRow) -> timedelta:
    if row.at is not None:
        return abs(row.at - payment.at)
    return WITHIN + abs((row.day or date.max) - payment.at.date())


def _by_time(payments: _Payments, rows: _Rows) -> _Pairs:
    """The nearest two first, whatever else is near them; no further apart than `WITHIN`."""
    moments: dict[int, list[tuple[datetime, int, int]]] = defaultdict(list)
    for place, payment in payments.items():
        moments[payment.amount].append((payment.at, 0, place))
    for place, row in rows.items():
        if row.at is not None:
            moments[row.amount].append((row.at, 1, place))
    return [pair for some in moments.values() for pair in _nearest(sorted(some))]


def _nearest(moments: Sequence[tuple[datetime, int, int]]) -> _Pairs:
    """Pair moments of two sides, nearest first: those are neighbours among what is still open."""
    before, after = list(range(-1, len(moments) - 1)), list(range(1, len(moments) + 1))
    heap: list[tuple[timedelta, int, int]] = []

    def consider(left: int, right: int) -> None:
        if left >= 0 and right < len(moments) and moments[left][1] != moments[right][1]:
            apart = moments[right][0] - moments[left][0]
            if apart <= WITHIN:
                heappush(heap, (apart, left, right))

    for right in range(1, len(moments)):
        consider(right - 1, right)
    gone: set[int] = set()
    pairs: _Pairs = []
    while heap:
        _, left, right = heappop(heap)
        if left in gone or right in gone:
            continue
        gone |= {left, right}
        first, second = sorted((moments[left], moments[right]), key=lambda one: one[1])
        pairs.append((first[2], second[2]))
        lower, upper = before[left], after[right]
        if lower >= 0:
            after[lower] = upper
        if upper < len(moments):
            before[upper] = lower
        consider(lower, upper)
    return pairs


def _by_day(payments: _Payments, rows: _Rows) -> _Pairs:
    """Rows that tell only their day: a payment of that day, else one of the day before."""
    dated = [(place, row) for place, row in rows.items() if row.at is None and row.day is not None]
    pairs: _Pairs = []
    for late in (timedelta(0), timedelta(days=1)):
        done, used = {one for one, _ in pairs}, {other for _, other in pairs}
        waiting: dict[tuple[int, date], list[int]] = defaultdict(list)
        for place in sorted(payments.keys() - done, reverse=True):
            waiting[payments[place].amount, payments[place].at.date()].append(place)
        for place, row in dated:
            some = (
                waiting.get((row.amount, row.day - late)) if row.day and place not in used else None
            )
            if some:
                pairs.append((some.pop(), place))
    return pairs


def _by_amount(payments: _Payments, rows: _Rows) -> _Pairs:
    """Rows that tell no day at all, in their order."""
    waiting: dict[int, list[int]] = defaultdict(list)
    for place in sorted(payments, reverse=True):
        waiting[payments[place].amount].append(place)
    bare = [(place, row) for place, row in rows.items() if row.at is None and row.day is None]
    return [(waiting[row.amount].pop(), place) for place, row in bare if waiting[row.amount]]


_PASSES = (
    (MatchedBy.REFERENCE, _by_reference),
    (MatchedBy.TIME, _by_time),
    (MatchedBy.DAY, _by_day),
    (MatchedBy.AMOUNT, _by_amount),
)
