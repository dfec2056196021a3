"""From a statement back to the entries that it was made from: each figure worked out once more.

The journals are read, not the totals: chain and figures are recomputed on the spot, so a sum that
agrees is no echo of the one that it checks.
"""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date, datetime
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, select

from pos_app.domain.journal import GENESIS, chain_hash, decode
from pos_app.domain.kinds import Kind
from sync.server.accounts.access import Seat, seat_of_register
from sync.server.figures import projection
from sync.server.figures.counting import Candidate
from sync.server.settlement.statement import Figures, Head
from sync.server.store.rows import JournalRow

CHUNK = 1000
K = TypeVar("K", bound=Hashable)
_COUNTS = {
    Kind.SALE_COMPLETED.value: (1, 0, 0),
    Kind.SALE_VOIDED.value: (-1, 1, 0),
    Kind.SALE_REFUNDED.value: (0, 0, 1),
}
"""Sales, voids and refunds that an entry is; a void is one sale less."""
_AMOUNT = 3
"""The place of the amount behind those."""


class TracedEntry(msgspec.Struct, frozen=True):
    """A sale, void or refund that counts: where it stands, and what it brought by method.

    `hash` in hex is that of the register's chain up to it.
    """

    register: str
    seq: int
    hash: str
    at: datetime
    kind: str
    number: str
    day: date
    methods: tuple[tuple[str, int], ...]
    total: int


class Trace(msgspec.Struct, frozen=True):
    """The entries behind a booth's figures, by time, and what does not fit.

    `broken` are the codes of registers whose chain does not come to the head that the statement
    names.
    """

    entries: tuple[TracedEntry, ...]
    broken: tuple[str, ...]
    agrees: bool

    def of(self, method: str = "", day: str = "") -> tuple[TracedEntry, ...]:
        """The entries of one way of paying or of one business date (ISO); empty is all."""
        return tuple(
            one
            for one in self.entries
            if not day or one.day.isoformat() == day
            if not method or any(name == method for name, _ in one.methods)
        )


def trace(connection: Connection, expo_id: str, figures: Figures) -> Trace:
    """Work a booth's figures out again from the journals up to its heads."""
    counted: dict[str, tuple[str, int, TracedEntry]] = {}
    broken = []
    for head in figures.heads:
        seat = seat_of_register(connection, expo_id, head.register)
        if seat is None or not _read_register(connection, seat, head, counted):
            broken.append(head.code)
    entries = [entry for _, _, entry in counted.values()]
    entries.sort(key=lambda entry: (entry.at, entry.register, entry.seq))
    return Trace(tuple(entries), tuple(broken), not broken and _agrees(entries, figures))


def _read_register(
    connection: Connection,
    seat: Seat,
    head: Head,
    counted: dict[str, tuple[str, int, TracedEntry]],
) -> bool:
    """Read a register's journal up to a head; False if its chain does not come to it."""
    chain, seq = GENESIS, 0
    for rows in _chunks(connection, seat, head.seq):
        hashes: dict[int, bytes] = {}
        for data in rows:
            chain, seq = chain_hash(chain, data), seq + 1
            hashes[seq] = chain
        for one in projection.read(seat, [decode(data) for data in rows]).candidates:
            _count_once(counted, one, head.code, hashes.get(one.entry.seq, b""))
    return chain.hex() == head.hash


def _count_once(
    counted: dict[str, tuple[str, int, TracedEntry]], one: Candidate, code: str, chained: bytes
) -> None:
    """Of several entries with one id the smallest register and seq counts, as in `counting`."""
    place = (one.seat.register_id, one.entry.seq)
    known = counted.get(one.counted.id)
    if known is None or place < known[:2]:
        counted[one.counted.id] = (*place, _traced(one, code, chained))


def _traced(one: Candidate, code: str, chained: bytes) -> TracedEntry:
    return TracedEntry(
        code,
        one.entry.seq,
        chained.hex(),
        one.entry.at,
        one.entry.kind,
        one.counted.number,
        date.fromisoformat(one.counted.business_date),
        one.counted.methods,
        one.counted.total,
    )


def _chunks(connection: Connection, seat: Seat, upto: int) -> Iterator[list[bytes]]:
    after = 0
    while after < upto:
        rows = connection.execute(
            select(JournalRow.entry)
            .where(
                JournalRow.expo_id == seat.expo_id,
                JournalRow.register_id == seat.register_id,
                JournalRow.seq > after,
                JournalRow.seq <= upto,
            )
            .order_by(JournalRow.seq)
            .limit(CHUNK)
        ).scalars()
        found = [bytes(data) for data in rows]
        if not found:
            return
        yield found
        after += len(found)


def _agrees(entries: list[TracedEntry], figures: Figures) -> bool:
    """Whether entries come to the figures: each method on each day, and how many there were."""
    found = _by_day(entries)
    days = _added((day, one[_AMOUNT]) for (day, _), one in found.items())
    methods = _added((method, one[_AMOUNT]) for (_, method), one in found.items())
    told = {
        (one.day, one.method): [one.sales, one.voids, one.refunds, one.amount]
        for one in figures.sums
    }
    return (
        [sum(column) for column in zip([0] * 4, *found.values(), strict=True)]
        == [figures.sales, figures.voids, figures.refunds, figures.turnover]
        and days == _added(figures.days.items())
        and methods == _added(figures.methods.items())
        # An older server kept no sums by day and method in its statements.
        and (not told or _with_something(found) == _with_something(told))
    )


def _by_day(entries: list[TracedEntry]) -> dict[tuple[date, str], list[int]]:
    """Sales, voids, refunds and amount; an entry counts at its first way of paying."""
    sums: dict[tuple[date, str], list[int]] = {}
    for entry in entries:
        counts = _COUNTS[entry.kind]
        for method, amount in entry.methods:
            known = sums.setdefault((entry.day, method), [0, 0, 0, 0])
            for place, more in enumerate((*counts, amount)):
                known[place] += more
            counts = (0, 0, 0)
    return sums


def _with_something(sums: dict[K, list[int]]) -> dict[K, list[int]]:
    return {key: one for key, one in sums.items() if any(one)}


def _added(amounts: Iterable[tuple[K, int]]) -> dict[K, int]:
    """Sums by key, without those that are nothing."""
    sums: dict[K, int] = {}
    for key, amount in amounts:
        sums[key] = sums.get(key, 0) + amount
    return {key: amount for key, amount in sums.items() if amount}
