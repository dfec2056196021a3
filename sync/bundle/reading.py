"""Reading a bundle: first whether it is whole and whose it is, then its batches one by one.

Nothing of a file is opened before its last line agrees with everything before it.
"""

import hashlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos_app.domain.errors import LapakError
from sync.bundle import form, sealing
from sync.bundle.form import LastLine, Manifest
from sync.bundle.sealing import ChunkSeal

if TYPE_CHECKING:
    from hashlib import _Hash


class Whole(msgspec.Struct, frozen=True):
    """A file that is as it was written; `hashed` is what its last line signs."""

    manifest: Manifest
    manifest_line: bytes
    hashed: bytes
    signature: str

    def check_signature(self, public_key: bytes) -> None:
        """Hold it against the key (raw) of the manifest's register; raises `bundle_damaged`."""
        try:
            key = Ed25519PublicKey.from_public_bytes(public_key)
            key.verify(bytes.fromhex(self.signature), form.hash_message(self.hashed))
        except (ValueError, InvalidSignature) as error:
            raise LapakError("bundle_damaged", reason="signature") from error


def read_whole(file: BinaryIO) -> Whole:
    """Read a file through once, from its start, and check its hash.

    Raises LapakError `bundle_unknown`, `bundle_newer`, `bundle_damaged` or `bundle_too_large`,
    and OSError.
    """
    if file.seek(0, os.SEEK_END) > form.MAX_BYTES:
        raise LapakError("bundle_too_large", limit=form.MAX_BYTES)
    file.seek(0)
    line = file.readline(form.MAX_MANIFEST_BYTES)
    manifest = form.read_manifest(line)
    digest = hashlib.sha256(line)
    for sealed in _sealed(file, digest):
        digest.update(sealed)
    last = _last_line(file)
    if digest.hexdigest() != last.hash:
        raise LapakError("bundle_damaged", reason="hash")
    return Whole(manifest, line, digest.digest(), last.signature)


def batches(file: BinaryIO, whole: Whole, key: bytes) -> Iterator[bytes]:
    """The compressed batches of a file that `read_whole` has read, opened with its key.

    Raises LapakError `bundle_damaged`, and OSError.
    """
    file.seek(len(whole.manifest_line))
    seal = ChunkSeal(key, whole.manifest_line)
    for sealed in _sealed(file, hashlib.sha256()):
        yield seal.open(sealed)


def server_key(whole: Whole, server_seed: bytes) -> bytes:
    """The key of the batches for the server that a file is for; raises `bundle_damaged`."""
    manifest = whole.manifest
    return sealing.unwrap_as_server(manifest.for_server, server_seed, manifest.ephemeral)


def owner_key(whole: Whole, code: str) -> bytes:
    """The key of the batches for a recovery code; raises `recovery_code_wrong`."""
    return sealing.unwrap_as_owner(whole.manifest.for_owner, code, whole.manifest.ephemeral)


def _sealed(file: BinaryIO, digest: "_Hash") -> Iterator[bytes]:
    """The sealed batches up to the mark of their end; their lengths go into `digest`."""
    for _ in range(form.MAX_BATCHES + 1):
        prefix = _exactly(file, form.LENGTH_BYTES)
        digest.update(prefix)
        length = int.from_bytes(prefix, "big")
        if length == 0:
            return
        if length > form.MAX_SEALED_BYTES:
            raise LapakError("bundle_damaged", reason="length")
        yield _exactly(file, length)
    raise LapakError("bundle_too_large", limit=form.MAX_BATCHES)


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise LapakError("bundle_damaged", reason="torn")
    return data


def _last_line(file: BinaryIO) -> LastLine:
    line = file.read(form.MAX_LAST_LINE_BYTES)
    if not line.endswith(b"\n"):
        raise LapakError("bundle_damaged", reason="torn")
    last = form.read_last_line(line)
    if msgspec.json.encode(last) + b"\n" != line:  # nothing of a file is without meaning
        raise LapakError("bundle_damaged", reason="last line")
    return last
