"""Counting sales once: whichever registers carry a sale id, it adds to the totals a single time.

When several entries hold the same id, the one with the smallest (register, seq) counts, whatever
the order in which they came, so that any order of pushes gives the same totals.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, select

from pos_app.domain.journal import Entry, decode
from sync.server.access import Seat
from sync.server.database import insert_many, run_many
from sync.server.rows import JournalRow, SaleRow
from sync.server.tally import CountedSale, Tally, count_sale

REUSED = "sale_id_reused"
"""Reason of a quarantined sale whose id another sale, with another content, has taken."""


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A sale that was read and may count."""

    seat: Seat
    entry: Entry
    counted: CountedSale


class Flaw(msgspec.Struct, frozen=True):
    """An entry that is not projected, and why (a code and what to tell beside it)."""

    seat: Seat
    entry: Entry
    reason: str
    detail: str = ""


class _Owner(msgspec.Struct, frozen=True):
    """The entry that a sale id is counted from."""

    booth_id: str
    register_id: str
    seq: int


def count(connection: Connection, candidates: Sequence[Candidate], new: Tally) -> list[Flaw]:
    """Add sales of one register to the totals; returns those whose id belongs to another sale.

    `new` is what they add if every one is new, summed before anything was locked. No entry may
    come here that is counted already.
    """
    if not candidates:
        return []
    expo_id = candidates[0].seat.expo_id
    if _claim(connection, candidates) == len(candidates):
        _add_up(connection, expo_id, new)
        return []
    owners = _owners(connection, candidates)
    tally = Tally()
    flaws: list[Flaw] = []
    for candidate in candidates:
        if _owns(candidate, owners[candidate.counted.id]):
            tally.add(candidate.seat.booth_id, candidate.counted)
        else:
            flaws += _settle(connection, tally, candidate, owners)
    _add_up(connection, expo_id, tally)
    return flaws


def counted_seqs(connection: Connection, seat: Seat) -> set[int]:
    """Which entries of a register are counted."""
    question = select(SaleRow.seq).where(
        SaleRow.expo_id == seat.expo_id, SaleRow.register_id == seat.register_id
    )
    return set(connection.execute(question).scalars())


def _claim(connection: Connection, candidates: Sequence[Candidate]) -> int:
    seat = candidates[0].seat
    expo, booth, register = seat.expo_id, seat.booth_id, seat.register_id
    found = ((candidate.entry.seq, candidate.counted) for candidate in candidates)
    return insert_many(
        connection,
        "sale (expo_id, sale_id, booth_id, register_id, seq, business_date, total, receipt_number)",
        [
            (expo, it.id, booth, register, seq, it.business_date, it.total, it.receipt_number)
            for seq, it in found
        ],
        conflict="(expo_id, sale_id) DO NOTHING",
    )


def _owns(candidate: Candidate, owner: _Owner) -> bool:
    here = (candidate.seat.register_id, candidate.entry.seq)
    return (owner.register_id, owner.seq) == here


def _owners(connection: Connection, candidates: Sequence[Candidate]) -> dict[str, _Owner]:
    ids = [candidate.counted.id for candidate in candidates]
    rows = connection.execute(
        select(SaleRow.sale_id, SaleRow.booth_id, SaleRow.register_id, SaleRow.seq).where(
            SaleRow.expo_id == candidates[0].seat.expo_id, SaleRow.sale_id.in_(ids)
        )
    )
    return {row.sale_id: _Owner(row.booth_id, row.register_id, row.seq) for row in rows}


def _settle(
    connection: Connection, tally: Tally, late: Candidate, owners: dict[str, _Owner]
) -> list[Flaw]:
    """Decide between a sale and the one that has its id; the loser is a flaw if it differs."""
    owner = owners[late.counted.id]
    before = _counted_before(connection, late.seat, owner)
    same = bytes(before.entry.body) == bytes(late.entry.body)
    if (owner.register_id, owner.seq) < (late.seat.register_id, late.entry.seq):
        return [] if same else [Flaw(late.seat, late.entry, REUSED)]
    tally.add(owner.booth_id, before.counted, -1)
    tally.add(late.seat.booth_id, late.counted)
    owners[late.counted.id] = _taken_over(connection, late)
    return [] if same else [Flaw(before.seat, before.entry, REUSED)]


def _counted_before(connection: Connection, seat: Seat, owner: _Owner) -> Candidate:
    data = connection.execute(
        select(JournalRow.entry).where(
            JournalRow.expo_id == seat.expo_id,
            JournalRow.register_id == owner.register_id,
            JournalRow.seq == owner.seq,
        )
    ).scalar_one()
    entry = decode(data)
    theirs = msgspec.structs.replace(seat, booth_id=owner.booth_id, register_id=owner.register_id)
    return Candidate(theirs, entry, count_sale(entry, ZoneInfo(seat.zone)))


def _taken_over(connection: Connection, late: Candidate) -> _Owner:
    sale = late.counted
    run_many(
        connection,
        "UPDATE sale SET booth_id = ?, register_id = ?, seq = ?, business_date = ?,"
        " total = ?, receipt_number = ? WHERE expo_id = ? AND sale_id = ?",
        [
            (
                late.seat.booth_id,
                late.seat.register_id,
                late.entry.seq,
                sale.business_date,
                sale.total,
                sale.receipt_number,
                late.seat.expo_id,
                sale.id,
            )
        ],
    )
    return _Owner(late.seat.booth_id, late.seat.register_id, late.entry.seq)


def _add_up(connection: Connection, expo_id: str, tally: Tally) -> None:
    insert_many(
        connection,
        "hour_rollup (expo_id, booth_id, business_date, hour, method, sales, amount)",
        tally.hour_rows(expo_id),
        conflict="(expo_id, booth_id, business_date, hour, method) DO UPDATE SET sales = "
        "hour_rollup.sales + excluded.sales, amount = hour_rollup.amount + "
        "excluded.amount",
    )
    insert_many(
        connection,
        "product_rollup (expo_id, booth_id, business_date, product_id, name, qty_milli, amount)",
        tally.product_rows(expo_id),
        conflict="(expo_id, booth_id, business_date, product_id) DO UPDATE SET name = CASE WHEN "
        "excluded.name > product_rollup.name THEN excluded.name ELSE "
        "product_rollup.name END, qty_milli = product_rollup.qty_milli + "
        "excluded.qty_milli, amount = product_rollup.amount + excluded.amount",
    )
    if tally.took_away:
        run_many(
            connection,
            "DELETE FROM hour_rollup WHERE expo_id = ? AND sales = 0 AND amount = 0",
            [(expo_id,)],
        )
        run_many(
            connection,
            "DELETE FROM product_rollup WHERE expo_id = ? AND qty_milli = 0 AND amount = 0",
            [(expo_id,)],
        )
