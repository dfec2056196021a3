"""Evidence of forks as a hall's server passes it on: checked as far as it can be, then kept.

The register signed each head; entries must be one chain with what is held. That is all that this
server asks of the register itself.
"""

from collections.abc import Iterator

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, func, select

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import GENESIS, Head, chain_hash, head_message
from sync.relay_wire import Evidence, ForkTold
from sync.server.accounts.access import Seat
from sync.server.journals import forks, heads
from sync.server.journals.forks import Claim, SignedHead
from sync.server.office import Office
from sync.server.store.rows import ForkRow, JournalRow
from sync.wire import MAX_RAW_BYTES, Watermark

_MOST_SEQ = 2**53
_AT_ONCE = 200


def counted(connection: Connection, expo_id: str) -> dict[str, int]:
    """How much evidence is held of each register that has any."""
    rows = connection.execute(
        select(ForkRow.register_id, func.count())
        .where(ForkRow.expo_id == expo_id)
        .group_by(ForkRow.register_id)
    )
    return {register: int(count) for register, count in rows}


def portions(connection: Connection, expo_id: str, register_id: str) -> Iterator[Evidence]:
    """What is held of a register's other branches, as much at once as fits a request."""
    rows = connection.execute(
        select(ForkRow.__table__)
        .where(ForkRow.expo_id == expo_id, ForkRow.register_id == register_id)
        .order_by(ForkRow.seq, ForkRow.hash)
    ).all()
    some: list[ForkTold] = []
    size = 0
    for row in rows:
        weight = len(row.entry or b"")
        if some and (len(some) == _AT_ONCE or size + weight > MAX_RAW_BYTES):
            yield Evidence(tuple(some))
            some, size = [], 0
        some.append(
            ForkTold(
                row.seq,
                row.hash.hex(),
                row.entry and bytes(row.entry),
                row.head_seq,
                row.head_hash.hex(),
                row.signature.hex(),
            )
        )
        size += weight
    if some:
        yield Evidence(tuple(some))


def take(office: Office, seat: Seat, told: Evidence) -> Watermark:
    """Keep evidence that is not held yet, all of it or nothing.

    Raises LapakError `fork_evidence_wrong`.
    """
    now = office.clock()
    with office.database.write() as connection:
        held = heads.lock(connection, seat)
        known = _known(connection, seat, told)
        key = Ed25519PublicKey.from_public_bytes(seat.public_key)
        for one in told.forks:
            claim, signed = _checked(seat, key, one)
            if not _follows(known, claim):
                raise LapakError("fork_evidence_wrong")
            if claim.hash not in known.chain.get(claim.seq, ()):
                known.branches.setdefault(claim.seq, set()).add(claim.hash)
                forks.keep(connection, seat, [claim], signed, now)
                held = msgspec.structs.replace(held, forked=True)
        heads.write(connection, seat, held, now)
        return heads.watermark(connection, office.identity, seat)


class _Known(msgspec.Struct):
    """Hashes by place: of the stored chain, and of the other branches."""

    chain: dict[int, set[bytes]]
    branches: dict[int, set[bytes]]


def _known(connection: Connection, seat: Seat, told: Evidence) -> _Known:
    places = {place for one in told.forks for place in (one.seq, one.seq - 1)}
    known = _Known({0: {GENESIS}}, {})
    for row_type, found in ((JournalRow, known.chain), (ForkRow, known.branches)):
        rows = connection.execute(
            select(row_type.seq, row_type.hash).where(
                row_type.expo_id == seat.expo_id,
                row_type.register_id == seat.register_id,
                row_type.seq.in_(places),
            )
        )
        for row in rows:
            found.setdefault(row.seq, set()).add(bytes(row.hash))
    return known


def _follows(known: _Known, claim: Claim) -> bool:
    entry = claim.entry
    if entry is None:
        return True
    before = known.chain.get(claim.seq - 1, set()) | known.branches.get(claim.seq - 1, set())
    return any(chain_hash(each, entry) == claim.hash for each in before)


def _checked(seat: Seat, key: Ed25519PublicKey, one: ForkTold) -> tuple[Claim, SignedHead]:
    try:
        head = Head(seat.register_id, one.head_seq, bytes.fromhex(one.head_hash))
        claim = Claim(one.seq, bytes.fromhex(one.hash), one.entry)
        signature = bytes.fromhex(one.signature)
        key.verify(signature, head_message(head))
    except (ValueError, OverflowError, InvalidSignature) as error:
        raise LapakError("fork_evidence_wrong") from error
    if not 0 <= claim.seq <= _MOST_SEQ or len(claim.hash) != 32 or head.seq > _MOST_SEQ:
        raise LapakError("fork_evidence_wrong")
    return claim, SignedHead(head, signature)
