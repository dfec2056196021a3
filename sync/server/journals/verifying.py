"""Whether an entry is what its register wrote: chain and signature recomputed on the spot."""

from enum import StrEnum

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Row, select

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import GENESIS, Head, head_message, verify_after
from sync.server.store.rows import JournalRow, RegisterRow

_CHUNK = 1000


class Verdict(StrEnum):
    """What came of it; all but `verified` say what is wrong or not shown yet."""

    VERIFIED = "verified"
    NOT_SIGNED_YET = "not_signed_yet"
    """The chain is whole, but the head that the register signed has not come in."""
    CHAIN_BROKEN = "chain_broken"
    SIGNATURE_WRONG = "signature_wrong"
    MISSING = "missing"


class Verified(msgspec.Struct, frozen=True):
    """An entry's place and hash (hex), the signed head that covers it, and the verdict."""

    register_id: str
    seq: int
    hash: str
    head_seq: int
    verdict: Verdict


def verify_entry(connection: Connection, expo_id: str, register_id: str, seq: int) -> Verified:
    """Recompute the chain from the entry before to the signed head, and check its signature."""
    register = connection.execute(
        select(
            RegisterRow.public_key,
            RegisterRow.acked_seq,
            RegisterRow.declared_seq,
            RegisterRow.declared_hash,
            RegisterRow.declared_signature,
        ).where(RegisterRow.expo_id == expo_id, RegisterRow.register_id == register_id)
    ).one_or_none()
    own = _hash_at(connection, expo_id, register_id, seq)
    if register is None or own is None:
        return Verified(register_id, seq, "", 0, Verdict.MISSING)
    verdict = _verdict(connection, expo_id, register_id, seq, register)
    return Verified(register_id, seq, own.hex(), register.declared_seq, verdict)


def _verdict(
    connection: Connection,
    expo_id: str,
    register_id: str,
    seq: int,
    register: Row[bytes, int, int, bytes, bytes],
) -> Verdict:
    upto = min(register.acked_seq, max(register.declared_seq, seq))
    before = GENESIS if seq == 1 else _hash_at(connection, expo_id, register_id, seq - 1)
    if before is None:
        return Verdict.CHAIN_BROKEN
    end = _chained(connection, expo_id, Head(register_id, seq - 1, before), upto)
    if end is None or end.seq < seq:
        return Verdict.CHAIN_BROKEN
    head = Head(register_id, register.declared_seq, register.declared_hash)
    if not _is_signed(register.public_key, head, register.declared_signature):
        return Verdict.SIGNATURE_WRONG
    if head.seq > end.seq:
        return Verdict.NOT_SIGNED_YET
    return Verdict.VERIFIED if head.hash == end.hash else Verdict.CHAIN_BROKEN


def _chained(connection: Connection, expo_id: str, head: Head, upto: int) -> Head | None:
    """The head that entries come to when they are hashed once more; None if one does not fit."""
    while head.seq < upto:
        rows = connection.execute(
            select(JournalRow.seq, JournalRow.entry, JournalRow.hash)
            .where(
                JournalRow.expo_id == expo_id,
                JournalRow.register_id == head.register,
                JournalRow.seq > head.seq,
                JournalRow.seq <= upto,
            )
            .order_by(JournalRow.seq)
            .limit(_CHUNK)
        ).all()
        if not rows:
            return None
        try:
            stored = ((row.seq, bytes(row.entry), bytes(row.hash)) for row in rows)
            head = verify_after(head, stored)
        except LapakError:
            return None
    return head


def _hash_at(connection: Connection, expo_id: str, register_id: str, seq: int) -> bytes | None:
    found = connection.execute(
        select(JournalRow.hash).where(
            JournalRow.expo_id == expo_id,
            JournalRow.register_id == register_id,
            JournalRow.seq == seq,
        )
    ).scalar_one_or_none()
    return bytes(found) if found is not None else None


def _is_signed(public_key: bytes, head: Head, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes(public_key)).verify(
            bytes(signature), head_message(head)
        )
    except (ValueError, InvalidSignature):
        return False
    return True
