"""Writing a bundle, batch by batch: nothing of it is ever held whole."""

import hashlib
from collections.abc import Callable, Iterable
from typing import BinaryIO

import msgspec

from sync import wire
from sync.bundle import form
from sync.bundle.form import LastLine, Manifest
from sync.bundle.sealing import ChunkSeal


def write(
    file: BinaryIO,
    manifest: Manifest,
    key: bytes,
    batches: Iterable[bytes],
    sign: Callable[[bytes], str],
) -> int:
    """Write a bundle of raw batches sealed with `key`; returns how many bytes it has.

    `sign` is the manifest's register's, and gives hex. Raises OSError.
    """
    digest, size = hashlib.sha256(), 0

    def put(data: bytes) -> None:
        nonlocal size
        digest.update(data)
        file.write(data)
        size += len(data)

    line = form.manifest_line(manifest)
    put(line)
    seal = ChunkSeal(key, line)
    for batch in batches:
        sealed = seal.seal(wire.compress(batch))
        put(len(sealed).to_bytes(form.LENGTH_BYTES, "big"))
        put(sealed)
    put(bytes(form.LENGTH_BYTES))
    hashed = digest.digest()
    last = LastLine(hashed.hex(), sign(form.hash_message(hashed)))
    put(msgspec.json.encode(last) + b"\n")
    return size
