"""Counting once: whichever registers carry an id, it adds to the totals a single time.

When several entries hold the same id, the one with the smallest (register, seq) counts, whatever
the order in which they came, so that any order of pushes gives the same totals.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, select

from pos_app.domain.continuation import unwrapped
from pos_app.domain.journal import Entry, decode
from sync.server.accounts.access import Seat
from sync.server.figures import over_returns
from sync.server.figures.counted import count as counted_in
from sync.server.figures.tally import Counted, Tally
from sync.server.store.database import Values, insert_many, run_many
from sync.server.store.rows import JournalRow, ReturnRow, SaleRow

REUSED = "sale_id_reused"
"""Reason of a quarantined entry whose id another one, with another content, has taken."""


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A sale, void or refund that was read and may count."""

    seat: Seat
    entry: Entry
    counted: Counted


class Flaw(msgspec.Struct, frozen=True):
    """An entry that is not projected, and why (a code and what to tell beside it)."""

    seat: Seat
    entry: Entry
    reason: str
    detail: str = ""


class _Owner(msgspec.Struct, frozen=True):
    """The entry that an id is counted from."""

    booth_id: str
    register_id: str
    seq: int


class _Ledger(msgspec.Struct, frozen=True):
    """The table in which ids of one kind are claimed: its key, and what it holds besides."""

    row: type[SaleRow | ReturnRow]
    table: str
    key: str
    has_sale: bool

    @property
    def columns(self) -> str:
        """What is inserted, the key first."""
        of_sale = "sale_id, " if self.has_sale else ""
        return (
            f"expo_id, {self.key}, {of_sale}booth_id, register_id, seq, business_date, total,"
            " receipt_number"
        )

    def values(self, candidate: Candidate) -> Values:
        """A candidate's row."""
        seat, it = candidate.seat, candidate.counted
        rest = (
            seat.booth_id,
            seat.register_id,
            candidate.entry.seq,
            it.business_date,
            it.total,
            it.number,
        )
        return (seat.expo_id, it.id, *((it.sale_id,) if self.has_sale else ()), *rest)


_ROLLUPS = ("hour_rollup", "product_rollup", "day_rollup", "fair_hour_rollup")
SALES = _Ledger(SaleRow, "sale", "sale_id", has_sale=False)
RETURNS = _Ledger(ReturnRow, "sale_return", "return_id", has_sale=True)


def count(connection: Connection, candidates: Sequence[Candidate], new: Tally) -> list[Flaw]:
    """Add entries of one register to the totals; returns those whose id belongs to another one.

    `new` is what they add if every one is new, summed before anything was locked. No entry may
    come here that is counted already.
    """
    if not candidates:
        return []
    expo_id = candidates[0].seat.expo_id
    sales = [one for one in candidates if one.counted.id == one.counted.sale_id]
    returned = [one for one in candidates if one.counted.id != one.counted.sale_id]
    known = _claim(connection, SALES, sales) + _claim(connection, RETURNS, returned)
    touched = {one.counted.sale_id for one in returned}
    flaws: list[Flaw] = []
    if known == len(candidates):
        _add_up(connection, expo_id, new)
    else:
        tally = Tally()
        for ledger, some in ((SALES, sales), (RETURNS, returned)):
            flaws += _count_once(connection, ledger, some, tally, touched)
        _add_up(connection, expo_id, tally)
    over_returns.look_at(connection, expo_id, touched, {one.counted.id for one in sales})
    return flaws


def counted_seqs(connection: Connection, seat: Seat) -> set[int]:
    """Which entries of a register are counted."""
    found: set[int] = set()
    for row in (SaleRow, ReturnRow):
        question = select(row.seq).where(
            row.expo_id == seat.expo_id, row.register_id == seat.register_id
        )
        found |= set(connection.execute(question).scalars())
    return found


def _claim(connection: Connection, ledger: _Ledger, candidates: Sequence[Candidate]) -> int:
    return insert_many(
        connection,
        f"{ledger.table} ({ledger.columns})",
        [ledger.values(candidate) for candidate in candidates],
        conflict=f"(expo_id, {ledger.key}) DO NOTHING",
    )


def _count_once(
    connection: Connection,
    ledger: _Ledger,
    candidates: Sequence[Candidate],
    tally: Tally,
    touched: set[str],
) -> list[Flaw]:
    if not candidates:
        return []
    owners = _owners(connection, ledger, candidates)
    flaws: list[Flaw] = []
    for candidate in candidates:
        if _owns(candidate, owners[candidate.counted.id]):
            tally.add(candidate.seat.booth_id, candidate.counted)
        else:
            flaws += _settle(connection, ledger, tally, candidate, owners, touched)
    return flaws


def _owns(candidate: Candidate, owner: _Owner) -> bool:
    here = (candidate.seat.register_id, candidate.entry.seq)
    return (owner.register_id, owner.seq) == here


def _owners(
    connection: Connection, ledger: _Ledger, candidates: Sequence[Candidate]
) -> dict[str, _Owner]:
    ids = [candidate.counted.id for candidate in candidates]
    row, key = ledger.row, ledger.row.__table__.c[ledger.key]
    rows = connection.execute(
        select(key.label("id"), row.booth_id, row.register_id, row.seq).where(
            row.expo_id == candidates[0].seat.expo_id, key.in_(ids)
        )
    )
    return {row.id: _Owner(row.booth_id, row.register_id, row.seq) for row in rows}


def _settle(
    connection: Connection,
    ledger: _Ledger,
    tally: Tally,
    late: Candidate,
    owners: dict[str, _Owner],
    touched: set[str],
) -> list[Flaw]:
    """Decide between an entry and the one that has its id; the loser is a flaw if it differs."""
    owner = owners[late.counted.id]
    before = _counted_before(connection, late.seat, owner)
    same = bytes(before.entry.body) == bytes(late.entry.body)
    if (owner.register_id, owner.seq) < (late.seat.register_id, late.entry.seq):
        return [] if same else [Flaw(late.seat, late.entry, REUSED)]
    touched |= {before.counted.sale_id, late.counted.sale_id}
    tally.add(owner.booth_id, before.counted, -1)
    tally.add(late.seat.booth_id, late.counted)
    owners[late.counted.id] = _taken_over(connection, ledger, late)
    return [] if same else [Flaw(before.seat, before.entry, REUSED)]


def _counted_before(connection: Connection, seat: Seat, owner: _Owner) -> Candidate:
    data = connection.execute(
        select(JournalRow.entry).where(
            JournalRow.expo_id == seat.expo_id,
            JournalRow.register_id == owner.register_id,
            JournalRow.seq == owner.seq,
        )
    ).scalar_one()
    entry = unwrapped(decode(data))
    theirs = msgspec.structs.replace(seat, booth_id=owner.booth_id, register_id=owner.register_id)
    return Candidate(theirs, entry, counted_in(entry, ZoneInfo(seat.zone)))


def _taken_over(connection: Connection, ledger: _Ledger, late: Candidate) -> _Owner:
    expo, key, *values = ledger.values(late)
    names = ledger.columns.split(", ")[2:]
    changes = ", ".join(f"{name} = ?" for name in names)
    run_many(
        connection,
        f"UPDATE {ledger.table} SET {changes} WHERE expo_id = ? AND {ledger.key} = ?",  # noqa: S608 our own names
        [(*values, expo, key)],
    )
    return _Owner(late.seat.booth_id, late.seat.register_id, late.entry.seq)


def _add_up(connection: Connection, expo_id: str, tally: Tally) -> None:
    insert_many(
        connection,
        "hour_rollup (expo_id, booth_id, business_date, hour, method, entries, sales, voids,"
        " refunds, amount)",
        tally.hour_rows(expo_id),
        conflict="(expo_id, booth_id, business_date, hour, method) DO UPDATE SET "
        + _added("hour_rollup", ("entries", "sales", "voids", "refunds", "amount")),
    )
    insert_many(
        connection,
        "product_rollup (expo_id, booth_id, business_date, product_id, name, entries, qty_milli,"
        " amount)",
        tally.product_rows(expo_id),
        conflict="(expo_id, booth_id, business_date, product_id) DO UPDATE SET name = CASE WHEN "
        "excluded.name > product_rollup.name THEN excluded.name ELSE product_rollup.name END, "
        + _added("product_rollup", ("entries", "qty_milli", "amount")),
    )
    insert_many(
        connection,
        "day_rollup (expo_id, booth_id, business_date, method, entries, sales, voids, refunds,"
        " amount, taken)",
        tally.day_rows(expo_id),
        conflict="(expo_id, booth_id, business_date, method) DO UPDATE SET "
        + _added("day_rollup", ("entries", "sales", "voids", "refunds", "amount", "taken")),
    )
    insert_many(
        connection,
        "fair_hour_rollup (expo_id, business_date, hour, entries, sales, amount)",
        tally.fair_hour_rows(expo_id),
        conflict="(expo_id, business_date, hour) DO UPDATE SET "
        + _added("fair_hour_rollup", ("entries", "sales", "amount")),
    )
    if tally.took_away:
        for table in _ROLLUPS:
            emptied = f"DELETE FROM {table} WHERE expo_id = ? AND entries = 0"  # noqa: S608 our own names
            run_many(connection, emptied, [(expo_id,)])


def _added(table: str, columns: Sequence[str]) -> str:
    """What an upsert does to sums: it adds to what stands there."""
    return ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in columns)
