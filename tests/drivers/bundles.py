"""Bundles written by tills on paper, and what may have befallen a file since."""

import io
from collections.abc import Sequence

import msgspec

from pos_app.domain.moments import stamp
from sync.bundle import form, sealing, writing
from sync.bundle.form import Consigned, Manifest
from sync.server.office import Identity
from sync.wire import fit
from tests.drivers.journals import PaperTill

KEY = bytes(range(32))
EPHEMERAL = bytes(range(100, 132))
INSTALL_KEY = "ab" * 32
CODE = sealing.recovery_code(INSTALL_KEY)


def manifest_of(
    tills: Sequence[PaperTill], identity: Identity, after: int = 0, **changes: object
) -> Manifest:
    """The manifest of a bundle for a server; the first till signs it."""
    first = tills[0]
    ephemeral = sealing.ephemeral_public(EPHEMERAL)
    manifest = Manifest(
        form=form.FORM,
        server_id=identity.server_id,
        expo=first.expo.id,
        expo_name=first.expo.name,
        register=first.register,
        code=f"{first.booth.code}-{first.code}",
        written_at=stamp(first.now),
        ephemeral=ephemeral,
        for_server=sealing.wrap_for_server(KEY, identity.public_key, EPHEMERAL),
        for_owner=sealing.wrap_for_owner(KEY, CODE, ephemeral),
        registers=tuple(Consigned(one.register, after, one.head.seq) for one in tills),
    )
    return msgspec.structs.replace(manifest, **changes)


def bundle_of(
    *tills: PaperTill,
    identity: Identity,
    after: int = 0,
    batches: Sequence[bytes] | None = None,
    size: int = 1000,
    **changes: object,
) -> bytes:
    """A bundle of everything beyond `after`, `size` entries a batch, or of given batches."""
    file = io.BytesIO()
    if batches is None:
        batches = [batch for till in tills for batch in batches_of(till, after, size)]
    manifest = manifest_of(tills, identity, after, **changes)
    sign = tills[0].key.sign
    writing.write(file, manifest, KEY, batches, lambda message: sign(message).hex())
    return file.getvalue()


def batches_of(till: PaperTill, after: int = 0, size: int = 1000) -> list[bytes]:
    """A till's raw batches, at most `size` entries each; a heartbeat where there are none."""
    if after == len(till.entries):
        return [till.heartbeat()]
    made = []
    while after < len(till.entries):
        some = fit(till.entries[after : after + size])
        made.append(till.write(till.head_at(after), some, till.head))
        after += len(some)
    return made


def places(data: bytes, count: int) -> list[int]:
    """Places all over a file, its first and last byte among them."""
    last = len(data) - 1
    return sorted({last * number // (count - 1) for number in range(count)})
