"""A register that goes on under another name: after a restored backup, or on a copied laptop.

Two journals must never bear one name. So what was restored or copied opens a new register, whose
first entry names the old one and the last entry of it that is known here.
"""

import hashlib
import re
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import UNREADABLE, Entry, decode

_BASE = re.compile(r"[A-Z]{1,2}[0-9]{1,3}", re.ASCII)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXY"
"""No I, O and Z: a receipt's number is read out loud."""

_ADDED = 3
KIND = "entry.carried"


class Because(StrEnum):
    """Why a register continues another one."""

    RESTORED = "restored"
    COPIED = "copied"
    MOVED = "moved"


class Continued(msgspec.Struct, frozen=True):
    """What became of a register: the codes before and now, as on receipts, and why."""

    because: Because
    before: str
    now: str


class EntryCarried(msgspec.Struct, frozen=True):
    """Body of `entry.carried`: an entry of a continued register that no server could take.

    `entry` are its bytes as they were, `register`, `seq` and `hash` (hex) its place in the chain
    that it is carried from. What it says counts once, under its own ids, wherever it stands. An
    entry that was carried before is carried on without its wrapping.
    """

    register: Annotated[str, Meta(max_length=100)]
    seq: Annotated[int, Meta(ge=1, le=2**53)]
    hash: Annotated[str, Meta(max_length=64)]
    entry: msgspec.Raw


def wrapped(register: str, seq: int, digest: bytes, data: bytes) -> EntryCarried:
    """The body that carries a stored entry on; raises LapakError `entry_unreadable`."""
    entry = decode(data)
    kept = carried_by(entry).entry if entry.kind == KIND else msgspec.Raw(data)
    return EntryCarried(register, seq, digest.hex(), kept)


def unwrapped(entry: Entry) -> Entry:
    """What an entry says, at its own place: of an `entry.carried` the body that it carries.

    Raises LapakError `entry_unreadable`.
    """
    if entry.kind != KIND:
        return entry
    inner = decode(bytes(carried_by(entry).entry))
    return msgspec.structs.replace(inner, register=entry.register, seq=entry.seq)


def written_first(entry: Entry, data: bytes) -> bytes:
    """The bytes that were written first: of an `entry.carried` those that it carries.

    `data` are its own. Raises LapakError `entry_unreadable`.
    """
    return bytes(carried_by(entry).entry) if entry.kind == KIND else data


def carried_by(entry: Entry) -> EntryCarried:
    """What an `entry.carried` carries, and from where; raises LapakError `entry_unreadable`."""
    try:
        return msgspec.json.decode(entry.body, type=EntryCarried)
    except UNREADABLE as error:
        raise LapakError("entry_unreadable", reason=str(error)) from error


def continued_code(code: str, register: str) -> str:
    """The code of a register that continues one with `code`: `K1` becomes `K1WXT`.

    Its letters follow from its id, so that registers which never hear of each other differ; what
    was added by an earlier continuation goes.
    """
    found = _BASE.match(code)
    base = found[0] if found else code[:3]
    number = int.from_bytes(hashlib.sha256(register.encode()).digest()[:8], "big")
    places = (number // len(_LETTERS) ** place % len(_LETTERS) for place in range(_ADDED))
    return base + "".join(_LETTERS[place] for place in places)
