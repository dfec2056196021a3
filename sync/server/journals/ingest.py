"""Taking a register's entries in: checked, stored, committed, and only then acknowledged.

What is checked is the envelope, the chain, the signature and the size, nothing else: a completed
sale is never refused for a business reason. Source of the answers: the sync contract's table.
"""

from datetime import datetime, timedelta

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry, Head, extend, head_message
from pos_app.domain.moments import moment, stamp
from sync.server.accounts.access import Seat
from sync.server.journals import forks, heads, moments
from sync.server.journals.heads import Held
from sync.server.office import Office
from sync.server.store.database import insert_many, storable
from sync.wire import Watermark, read_batch

MAX_SEQ = 2**53
CLOCK_TOLERANCE = timedelta(minutes=5)
BACKWARDS_TOLERANCE = timedelta(seconds=1)
_MAX_VERSION = 100

Chained = list[tuple[Entry, bytes, bytes]]
"""Entries in order: (envelope, bytes, hash of the chain up to it)."""


class Batch(msgspec.Struct, frozen=True):
    """A push whose envelope, chain and signature are in order; `after` is where it starts."""

    after: Head
    entries: Chained
    signed: forks.SignedHead
    sent_at: datetime | None = None
    version: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What became of a push. `refusal` is empty, `gap` or `fork`; then nothing was stored.

    `is_counted`: all that is stored of the register is in the totals already.
    """

    watermark: Watermark
    refusal: str
    is_counted: bool


def read_push(seat: Seat, raw: bytes) -> Batch:
    """Check a raw batch against the register that sends it.

    Raises LapakError `batch_unreadable`, `batch_torn`, `batch_too_large`, `protocol_unknown`,
    `batch_of_another_register`, `signature_wrong`, or what `journal.extend` raises.
    """
    header, lines = read_batch(raw)
    if header.register != seat.register_id:
        raise LapakError("batch_of_another_register", register=header.register)
    after, declared = header.after, header.declared
    if max(declared.seq, after.seq) > MAX_SEQ or (lines and declared.seq < after.seq + len(lines)):
        raise LapakError("batch_unreadable", reason="head")
    signature = _checked_signature(seat, declared, header.signature)
    signed = forks.SignedHead(declared, signature)
    return Batch(after, extend(after, lines), signed, header.sent_at, header.version)


def store(office: Office, seat: Seat, batch: Batch) -> Answer:
    """Store what is new of a batch and answer from what is committed, in one transaction."""
    now = office.clock()
    with office.database.write() as connection:
        held = _told(heads.lock(connection, seat), batch, now)
        wrong = _contradictions(connection, seat, held, batch)
        gap = bool(batch.entries) and batch.after.seq > held.acked.seq
        if wrong:
            forks.keep(connection, seat, wrong, batch.signed, now)
            refusal, kept = "fork", msgspec.structs.replace(held, forked=True)
        elif gap:
            refusal, kept = "gap", msgspec.structs.replace(held, declared=_higher(held, batch))
        else:
            refusal, kept = "", _appended(connection, seat, held, batch, now)
        heads.write(connection, seat, kept, now)
        mark = heads.watermark(connection, office.identity, seat)
        is_counted = kept.acked == held.acked and heads.is_counted(connection, seat)
    return Answer(mark, refusal, is_counted)


def _told(held: Held, batch: Batch, now: datetime) -> Held:
    """With what the till says of itself; it says nothing by way of a stick or another server."""
    off = moments.milliseconds(batch.sent_at) - moments.milliseconds(now) if batch.sent_at else None
    known = batch.version if batch.version.isprintable() else ""
    return msgspec.structs.replace(
        held,
        clock_off_ms=held.clock_off_ms if off is None else off,
        version=known[:_MAX_VERSION] or held.version,
    )


def _checked_signature(seat: Seat, declared: Head, text: str) -> bytes:
    try:
        signature = bytes.fromhex(text)
        key = Ed25519PublicKey.from_public_bytes(seat.public_key)
        key.verify(signature, head_message(declared))
    except (ValueError, InvalidSignature) as error:
        raise LapakError("signature_wrong") from error
    return signature


def _contradictions(
    connection: Connection, seat: Seat, held: Held, batch: Batch
) -> list[forks.Claim]:
    """What the register says now and the stored chain, its own entries or its last head deny."""
    declared, before = batch.signed.head, held.declared.head
    last = batch.entries[-1] if batch.entries else None
    end = Head(seat.register_id, last[0].seq, last[2]) if last else batch.after
    head = forks.Claim(declared.seq, declared.hash)
    if batch.after != held.acked or declared.seq < end.seq:
        wrong = forks.denied(connection, seat, held.acked, [*_claims(batch), head])
        if wrong:
            return wrong
    if end.seq == declared.seq and end.hash != declared.hash:
        return [head]
    stored_now = bool(batch.entries) and end.seq == declared.seq
    if before.seq == declared.seq and before.hash != declared.hash and not stored_now:
        return [head]
    return []


def _claims(batch: Batch) -> list[forks.Claim]:
    entries = (forks.Claim(entry.seq, digest, data) for entry, data, digest in batch.entries)
    return [forks.Claim(batch.after.seq, batch.after.hash), *entries]


def _appended(connection: Connection, seat: Seat, held: Held, batch: Batch, now: datetime) -> Held:
    fresh = batch.entries[held.acked.seq - batch.after.seq :]
    declared = _higher(held, batch)
    if not fresh:
        return msgspec.structs.replace(held, declared=declared)
    stamps = _stamps(fresh)
    _insert(connection, seat, fresh, stamps)
    moments.settle(connection, seat, [entry for entry, _, _ in fresh], batch.sent_at, now)
    last, _, digest = fresh[-1]
    return msgspec.structs.replace(
        held,
        acked=Head(seat.register_id, last.seq, digest),
        acked_at=stamps[-1],
        declared=declared,
        forked=held.forked or _denies_earlier_head(connection, seat, held, fresh, now),
        clock_ahead_seq=held.clock_ahead_seq or _first_ahead(fresh, stamps, now),
        clock_back_seq=held.clock_back_seq or _first_back(held, fresh, stamps),
    )


def _stamps(fresh: Chained) -> list[str]:
    try:
        return [stamp(entry.at) for entry, _, _ in fresh]
    except OverflowError as error:  # the first day of year 1 east of Greenwich
        raise LapakError("entry_unreadable", reason=str(error)) from error


def _denies_earlier_head(
    connection: Connection, seat: Seat, held: Held, fresh: Chained, now: datetime
) -> bool:
    """Whether a head that was declared before, by another copy, is not on this chain.

    These entries fit what is stored, so they are taken all the same.
    """
    before = held.declared.head
    place = before.seq - fresh[0][0].seq
    if not 0 <= place < len(fresh) or fresh[place][2] == before.hash:
        return False
    forks.keep(connection, seat, [forks.Claim(before.seq, before.hash)], held.declared, now)
    return True


def _insert(connection: Connection, seat: Seat, fresh: Chained, stamps: list[str]) -> None:
    expo_id, register_id = seat.expo_id, seat.register_id
    insert_many(
        connection,
        "journal (expo_id, register_id, seq, at, kind, entry, hash)",
        [
            (expo_id, register_id, entry.seq, at, storable(entry.kind), data, digest)
            for (entry, data, digest), at in zip(fresh, stamps, strict=True)
        ],
    )


def _higher(held: Held, batch: Batch) -> forks.SignedHead:
    # A push that was delayed on its way may arrive after a later one, with an older head.
    return max(held.declared, batch.signed, key=lambda signed: signed.head.seq)


def _first_ahead(fresh: Chained, stamps: list[str], now: datetime) -> int | None:
    latest = stamp(now + CLOCK_TOLERANCE)
    if max(stamps) <= latest:
        return None
    return next(entry.seq for (entry, _, _), at in zip(fresh, stamps, strict=True) if at > latest)


def _first_back(held: Held, fresh: Chained, stamps: list[str]) -> int | None:
    run = [held.acked_at or stamps[0], *stamps]
    if run == sorted(run):
        return None
    for (entry, _, _), before, at in zip(fresh, run, stamps, strict=False):
        if moment(before) - moment(at) > BACKWARDS_TOLERANCE:
            return entry.seq
    return None
