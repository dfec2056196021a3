"""Two branches of one journal: finding them, and keeping what proves them.

A fork comes from a copied laptop or a restored backup. The stored branch stays as it is; of the
other what was sent is kept, under the register's own signature.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, func, select

from pos_app.domain.journal import GENESIS, Head
from pos_app.domain.moments import stamp
from sync.server.accounts.access import Seat
from sync.server.store.database import insert_many
from sync.server.store.rows import ForkRow, JournalRow

MAX_EVIDENCE = 2000
"""Entries kept of other branches of one register; nobody needs more to see that there are two."""


class Claim(msgspec.Struct, frozen=True, gc=False):
    """What a register says its chain is at `seq`; `entry` is None for a head alone."""

    seq: int
    hash: bytes
    entry: bytes | None = None


class SignedHead(msgspec.Struct, frozen=True):
    """A head with the register's signature of it."""

    head: Head
    signature: bytes


def denied(connection: Connection, seat: Seat, acked: Head, claims: Sequence[Claim]) -> list[Claim]:
    """The claims from the first that the stored chain denies on; empty if it denies none.

    `claims` are in order of seq, contiguous but for the last.
    """
    decided = [claim for claim in claims if claim.seq <= acked.seq]
    if all(claim.seq == acked.seq and claim.hash == acked.hash for claim in decided):
        return []
    held = {0: GENESIS, **_held_hashes(connection, seat, decided[0].seq, decided[-2:])}
    wrong = [place for place, claim in enumerate(decided) if held.get(claim.seq) != claim.hash]
    return list(claims[wrong[0] :]) if wrong else []


def keep(
    connection: Connection,
    seat: Seat,
    claims: Sequence[Claim],
    signed: SignedHead,
    now: datetime,
) -> None:
    """Store evidence; the same again changes nothing."""
    kept = connection.execute(
        select(func.count()).where(
            ForkRow.expo_id == seat.expo_id, ForkRow.register_id == seat.register_id
        )
    ).scalar_one()
    head = signed.head
    insert_many(
        connection,
        "fork (expo_id, register_id, seq, hash, entry, head_seq, head_hash, signature, "
        "received_at)",
        [
            (
                seat.expo_id,
                seat.register_id,
                claim.seq,
                claim.hash,
                claim.entry,
                head.seq,
                head.hash,
                signed.signature,
                stamp(now),
            )
            for claim in claims[: max(0, MAX_EVIDENCE - kept)]
        ],
        conflict="(expo_id, register_id, seq, hash) DO NOTHING",
    )


def _held_hashes(
    connection: Connection, seat: Seat, first: int, last_two: Sequence[Claim]
) -> dict[int, bytes]:
    # The last claim is the declared head, which may lie far from the entries before it.
    run_end, apart = last_two[0].seq, last_two[-1].seq
    rows = connection.execute(
        select(JournalRow.seq, JournalRow.hash).where(
            JournalRow.expo_id == seat.expo_id,
            JournalRow.register_id == seat.register_id,
            JournalRow.seq.between(first, run_end) | (JournalRow.seq == apart),
        )
    )
    return {row.seq: row.hash for row in rows}
