"""The journal: entries encoded once, chained by hash, vouched for by a signed head.

Source of the form: the sync contract. The encoded bytes are the truth; nobody re-encodes them.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from pos_app.domain.business_day import Moment
from pos_app.domain.errors import LapakError

VERSION = 1
GENESIS = bytes(32)
_CHAIN_PREFIX = b"lapak/j1"
_HEAD_PREFIX = b"lapak/h1"


class Entry(msgspec.Struct, frozen=True, gc=False):
    """An entry's envelope; field order is the encoded order. `body` stays as it was encoded.

    `gc=False` because nothing in it refers back, and a batch has a thousand.
    """

    v: int
    register: str
    seq: int
    at: Moment
    kind: str
    body: msgspec.Raw


class Head(msgspec.Struct, frozen=True):
    """The end of a register's chain; seq 0 with 32 zero bytes is the empty chain."""

    register: str
    seq: int = 0
    hash: bytes = GENESIS


_encoder = msgspec.json.Encoder()
_entry_decoder = msgspec.json.Decoder(Entry)
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What hostile bytes raise: msgspec lets bad UTF-8 and deep nesting through as Python's own."""


def encode(register: str, seq: int, at: datetime, kind: str, body: msgspec.Struct) -> bytes:
    """Encode an entry, once. `at` must be aware; it is written in UTC."""
    if at.tzinfo is None:
        raise ValueError("an entry's time needs its offset")
    raw = msgspec.Raw(_encoder.encode(body))
    return _encoder.encode(Entry(VERSION, register, seq, at.astimezone(UTC), kind, raw))


def decode(data: bytes) -> Entry:
    """Read an entry's envelope; raises LapakError `entry_unreadable`."""
    try:
        return _entry_decoder.decode(data)
    except UNREADABLE as error:
        raise LapakError("entry_unreadable", reason=str(error)) from error


def chain_hash(previous: bytes, data: bytes) -> bytes:
    """The hash of an entry's bytes on top of the hash before it."""
    return hashlib.sha256(_CHAIN_PREFIX + previous + data).digest()


def head_message(head: Head) -> bytes:
    """The bytes that a register signs to vouch for its whole chain."""
    return _HEAD_PREFIX + head.register.encode() + b"\0" + head.seq.to_bytes(8, "big") + head.hash


def extend(head: Head, entries: Iterable[bytes]) -> list[tuple[Entry, bytes, bytes]]:
    """Read entries that follow a head: (envelope, bytes, hash) in order.

    Raises LapakError `entry_unreadable`, `entry_of_another_register` or `entry_out_of_order`.
    """
    chained = []
    seq, digest = head.seq, head.hash
    for data in entries:
        entry = decode(data)
        if entry.register != head.register:
            raise LapakError("entry_of_another_register", register=entry.register)
        if entry.seq != seq + 1:
            raise LapakError("entry_out_of_order", expected=seq + 1, found=entry.seq)
        seq, digest = entry.seq, chain_hash(digest, data)
        chained.append((entry, data, digest))
    return chained


def verify_chain(register: str, stored: Iterable[tuple[int, bytes, bytes]]) -> Head:
    """Recompute a whole chain from stored (seq, bytes, hash) and return its head.

    Raises LapakError `chain_broken` with the first seq that does not fit and the reason.
    """
    return verify_after(Head(register), stored)


def verify_after(head: Head, stored: Iterable[tuple[int, bytes, bytes]]) -> Head:
    """Recompute what follows a head that is trusted, as `verify_chain` does."""
    for seq, data, digest in stored:
        try:
            [(_, _, computed)] = extend(head, [data])
        except LapakError as error:
            raise LapakError("chain_broken", seq=seq, reason=error.code) from error
        if seq != head.seq + 1 or computed != digest:
            raise LapakError("chain_broken", seq=seq, reason="hash_differs")
        head = Head(head.register, seq, computed)
    return head
