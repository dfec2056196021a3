r"""The form of a bundle file (`.lapak`): a manifest line, sealed batches, a signed last line.

{"form":1,…}\n          the manifest: for which server, of which registers; in the clear
length ‖ sealed batch   a push's compressed body, its length in 4 bytes, big-endian; repeated
0000                    no more batches
{"hash":…,"signature":…}\n   SHA-256 of everything before, signed by the register
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import UNREADABLE
from sync.wire import MAX_RAW_BYTES

FORM = 1
SUFFIX = ".lapak"

MAX_MANIFEST_BYTES = 64 * 1024
MAX_SEALED_BYTES = MAX_RAW_BYTES + 64 * 1024
"""One batch: zstd adds little to what it cannot compress, the seal 16 bytes."""

MAX_BATCHES = 20_000
MAX_BYTES = 512 * 1024 * 1024
"""A till of 50,000 entries writes some 12 MB; nothing that is larger is read."""

MAX_REGISTERS = 64
MAX_LAST_LINE_BYTES = 1024
LENGTH_BYTES = 4
_HASH_PREFIX = b"lapak/b1"

Id = Annotated[str, Meta(pattern=r"^[0-9A-Za-z-]{1,64}\Z")]
Hex32 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Wrapped = Annotated[str, Meta(pattern=r"^[0-9a-f]{96}\Z")]
Signature = Annotated[str, Meta(pattern=r"^[0-9a-f]{128}\Z")]
Sealed = Annotated[str, Meta(pattern=r"^(?:[0-9a-f]{2}){0,4096}\Z")]
Words = Annotated[str, Meta(max_length=200)]
Seq = Annotated[int, Meta(ge=0, le=2**53)]


class Consigned(msgspec.Struct, frozen=True):
    """One register's part: its entries after `after_seq` up to its head."""

    register: Id
    after_seq: Seq
    head_seq: Seq


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in front, in the clear: nothing in it is a secret, and the last line signs it.

    `ephemeral` is an X25519 key made for this file alone. `for_server` and `for_owner` are the key
    of the batches, wrapped for the server and for whoever has the till's recovery code; all hex.
    `register` signs the file. `introduction` makes it known where it never was online: see
    `sync.bundle.introduction`. `ways` let the till's owner go on with its registers on another
    laptop: see `sync.bundle.ways`. Both are secrets, and sealed.
    """

    form: int
    server_id: Id
    expo: Id
    expo_name: Words
    register: Id
    code: Words
    written_at: Words
    ephemeral: Hex32
    for_server: Wrapped
    for_owner: Wrapped
    registers: Annotated[tuple[Consigned, ...], Meta(min_length=1, max_length=MAX_REGISTERS)]
    introduction: Sealed = ""
    ways: Sealed = ""

    @property
    def is_complete(self) -> bool:
        """Whether every register's journal stands in it from its first entry on."""
        return all(one.after_seq == 0 for one in self.registers)

    @property
    def entries(self) -> int:
        """How many entries it says it holds."""
        return sum(one.head_seq - one.after_seq for one in self.registers)


class LastLine(msgspec.Struct, frozen=True):
    """The hash of everything before it and the register's signature of `hash_message`; hex."""

    hash: Hex32
    signature: Signature


class _AnyForm(msgspec.Struct, frozen=True):
    form: int
    ephemeral: str


def manifest_line(manifest: Manifest) -> bytes:
    """The first line of a bundle."""
    return msgspec.json.encode(manifest) + b"\n"


def read_manifest(line: bytes) -> Manifest:
    """Read a first line.

    Raises LapakError `bundle_unknown`, `bundle_newer`, `bundle_older` or `bundle_damaged`.
    """
    try:
        found = msgspec.json.decode(line, type=_AnyForm)
    except UNREADABLE as error:
        raise LapakError("bundle_unknown", reason=str(error)) from error
    if found.form > FORM:
        raise LapakError("bundle_newer", form=found.form)
    if found.form < FORM:
        raise LapakError("bundle_older", form=found.form)
    try:
        manifest = msgspec.json.decode(line, type=Manifest)
    except UNREADABLE as error:
        raise LapakError("bundle_damaged", reason=str(error)) from error
    if not line.endswith(b"\n") or any(one.head_seq < one.after_seq for one in manifest.registers):
        raise LapakError("bundle_damaged", reason="manifest")
    return manifest


def read_last_line(line: bytes) -> LastLine:
    """Read the last line; raises LapakError `bundle_damaged`."""
    try:
        return msgspec.json.decode(line, type=LastLine)
    except UNREADABLE as error:
        raise LapakError("bundle_damaged", reason=str(error)) from error


def hash_message(digest: bytes) -> bytes:
    """The bytes that the register signs to vouch for a whole file."""
    return _HASH_PREFIX + digest
