"""Entries of continued registers that came in within the journal of a later one.

A copied laptop, or one set up from a backup, may have entries of a register whose key it lacks. It
carries them on in its own journal. They are not missing, though their register's own chain ends
before them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import Connection, select

from pos_app.domain.continuation import EntryCarried
from sync.server.accounts.access import Seat
from sync.server.store.database import insert_many, storable
from sync.server.store.rows import CarriedRow, JournalRow, ZReportRow


class Gap(msgspec.Struct, frozen=True):
    """What a register declared beyond what is held of its own chain.

    `hash` is hex, empty where it is not known.
    """

    held: int
    declared: int
    hash: str


def note(connection: Connection, seat: Seat, carried: Sequence[tuple[int, EntryCarried]]) -> None:
    """Keep what a register carries, each with the seq of the entry that carries it."""
    insert_many(
        connection,
        "carried (expo_id, register_id, seq, hash, carried_by, carried_seq)",
        [
            (
                seat.expo_id,
                storable(one.register),
                one.seq,
                storable(one.hash),
                seat.register_id,
                carried_seq,
            )
            for carried_seq, one in carried
        ],
        conflict="(expo_id, register_id, seq, hash, carried_by) DO NOTHING",
    )


def filled(connection: Connection, expo_id: str, gaps: Mapping[str, Gap]) -> dict[str, int]:
    """How many entries of each register's gap came carried.

    None where the declared end did not: then what came is of another branch, or of an earlier day.
    """
    if not gaps:
        return {}
    rows = connection.execute(
        select(CarriedRow.register_id, CarriedRow.seq, CarriedRow.hash).where(
            CarriedRow.expo_id == expo_id, CarriedRow.register_id.in_(gaps)
        )
    )
    came: dict[str, set[int]] = defaultdict(set)
    ended: set[str] = set()
    for register, seq, digest in rows:
        gap = gaps[register]
        if gap.held < seq <= gap.declared:
            came[register].add(seq)
        if seq == gap.declared and gap.hash in {digest, ""}:
            ended.add(register)
    return {register: len(came[register]) for register in ended}


def papers(connection: Connection, expo_id: str) -> dict[tuple[str, int, str], bytes]:
    """The entries that Z reports on paper name, where they came carried: by register, seq, hash."""
    rows = connection.execute(
        select(CarriedRow.register_id, CarriedRow.seq, CarriedRow.hash, JournalRow.entry)
        .join(
            ZReportRow,
            (ZReportRow.expo_id == CarriedRow.expo_id)
            & (ZReportRow.register_id == CarriedRow.register_id)
            & (ZReportRow.seq == CarriedRow.seq)
            & (ZReportRow.hash == CarriedRow.hash),
        )
        .join(
            JournalRow,
            (JournalRow.expo_id == CarriedRow.expo_id)
            & (JournalRow.register_id == CarriedRow.carried_by)
            & (JournalRow.seq == CarriedRow.carried_seq),
        )
        .where(CarriedRow.expo_id == expo_id)
    )
    return {(register, seq, digest): entry for register, seq, digest, entry in rows}
