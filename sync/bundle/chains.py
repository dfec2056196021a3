"""A bundle's journals given back, verified, to somebody who holds its key."""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry, Head, extend, head_message
from pos_app.domain.kinds import body_of
from pos_app.domain.register import RegisterOpened
from sync import wire
from sync.bundle import reading
from sync.bundle.reading import Whole
from sync.bundle.ways import Ways, unseal


class Stretch(msgspec.Struct, frozen=True):
    """Entries of one register that follow `after`: (envelope, bytes, hash of the chain)."""

    after: Head
    entries: list[tuple[Entry, bytes, bytes]]
    declared: Head
    signature: str

    @property
    def end(self) -> Head:
        """Where the chain stands after them."""
        if not self.entries:
            return self.after
        entry, _, digest = self.entries[-1]
        return Head(self.after.register, entry.seq, digest)


def stretches(file: BinaryIO, whole: Whole, key: bytes) -> Iterator[Stretch]:
    """What a file holds, in order; each register's stretches join and end at its head.

    Raises LapakError `bundle_damaged`, or what `wire.read_batch` and `journal.extend` raise, and
    OSError. What came before may be used only once the last came without one.
    """
    parts = {part.register: part for part in whole.manifest.registers}
    ends: dict[str, Head] = {}
    heads: dict[str, Head] = {}
    for packed in reading.batches(file, whole, key):
        stretch = _stretch(packed)
        register = stretch.after.register
        if register not in parts:
            raise LapakError("bundle_damaged", reason="register")
        begins = stretch.after.seq == parts[register].after_seq
        if stretch.after != ends.get(register, stretch.after if begins else None):
            raise LapakError("bundle_damaged", reason="gap")
        ends[register], heads[register] = stretch.end, stretch.declared
        yield stretch
    if ends != heads or {one: end.seq for one, end in ends.items()} != {
        one: part.head_seq for one, part in parts.items()
    }:
        raise LapakError("bundle_damaged", reason="head")


def for_owner(file: BinaryIO, code: str) -> Iterator[Stretch]:
    """All journals of a complete bundle, for whoever has the till's recovery code.

    Each register's head is held against the key that its own first entry names. Raises LapakError
    `bundle_not_complete`, `recovery_code_wrong`, `signature_wrong`, or as `reading.read_whole` and
    `stretches` do, and OSError.
    """
    whole = reading.read_whole(file)
    if not whole.manifest.is_complete:
        raise LapakError("bundle_not_complete")
    keys: dict[str, bytes] = {}
    for stretch in stretches(file, whole, reading.owner_key(whole, code)):
        register = stretch.after.register
        if register not in keys:
            keys[register] = _named_key(stretch)
            _check(stretch, keys[register])
        yield stretch
    whole.check_signature(keys[whole.manifest.register])


def owners_ways(file: BinaryIO, code: str) -> Ways | None:
    """How the registers of a bundle reach their organizer; None where an older till wrote it.

    Raises LapakError as `for_owner` does.
    """
    whole = reading.read_whole(file)
    return unseal(whole.manifest.ways, reading.owner_key(whole, code))


def _stretch(packed: bytes) -> Stretch:
    header, lines = wire.read_batch(wire.decompress(packed, "zstd"))
    after = header.after
    return Stretch(after, extend(after, lines), header.declared, header.signature)


def _named_key(stretch: Stretch) -> bytes:
    body = body_of(stretch.entries[0][0]) if stretch.entries else None
    if not isinstance(body, RegisterOpened):
        raise LapakError("bundle_damaged", reason="first entry")
    return bytes.fromhex(body.public_key)


def _check(stretch: Stretch, public_key: bytes) -> None:
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(bytes.fromhex(stretch.signature), head_message(stretch.declared))
    except (ValueError, InvalidSignature) as error:
        raise LapakError("signature_wrong") from error
