"""From a statement back to the entries that it was made from: each figure worked out once more.

The journals are read, not the totals: chain and figures are recomputed on the spot, so a sum that
agrees is no echo of the one that it checks.
"""

from collections.abc import Iterator
from datetime import date, datetime

import msgspec
from sqlalchemy import Connection, select

from pos_app.domain.journal import GENESIS, chain_hash, decode
from sync.server.accounts.access import Seat, seat_of_register
from sync.server.figures import projection
from sync.server.figures.counting import Candidate
from sync.server.settlement.statement import Figures, Head
from sync.server.store.rows import JournalRow

CHUNK = 1000


class TracedEntry(msgspec.Struct, frozen=True):
    """A sale, void or refund that counts: where it stands, and what it brought by method."""

    register: str
    seq: int
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
    agrees = not broken and _sums(entries) == _without_nothing(figures.methods)
    return Trace(tuple(entries), tuple(broken), agrees)


def _read_register(
    connection: Connection,
    seat: Seat,
    head: Head,
    counted: dict[str, tuple[str, int, TracedEntry]],
) -> bool:
    """Read a register's journal up to a head; False if its chain does not come to it."""
    chain = GENESIS
    for rows in _chunks(connection, seat, head.seq):
        for data in rows:
            chain = chain_hash(chain, data)
        for one in projection.read(seat, [decode(data) for data in rows]).candidates:
            _count_once(counted, one, head.code)
    return chain.hex() == head.hash


def _count_once(
    counted: dict[str, tuple[str, int, TracedEntry]], one: Candidate, code: str
) -> None:
    """Of several entries with one id the smallest register and seq counts, as in `counting`."""
    place = (one.seat.register_id, one.entry.seq)
    known = counted.get(one.counted.id)
    if known is None or place < known[:2]:
        counted[one.counted.id] = (*place, _traced(one, code))


def _traced(one: Candidate, code: str) -> TracedEntry:
    return TracedEntry(
        code,
        one.entry.seq,
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


def _sums(entries: list[TracedEntry]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for entry in entries:
        for method, amount in entry.methods:
            sums[method] = sums.get(method, 0) + amount
    return _without_nothing(sums)


def _without_nothing(sums: dict[str, int]) -> dict[str, int]:
    return {method: amount for method, amount in sums.items() if amount}
