"""A till's batches as bytes, signed with its head."""

from collections.abc import Sequence

from pos_app.domain.journal import Head
from pos_app.services.outbox import Batch
from pos_app.services.till import Till
from sync import wire
from sync.wire import BatchHeader


def raw_batch(till: Till, batch: Batch, entries: Sequence[bytes]) -> bytes:
    """The bytes of a push of `entries`, which follow the batch's `after`."""
    after = batch.after or Head(batch.head.register)
    header = BatchHeader(
        protocol=wire.PROTOCOL,
        register=batch.head.register,
        after_seq=after.seq,
        after_hash=after.hash.hex(),
        entries=len(entries),
        head_seq=batch.head.seq,
        head_hash=batch.head.hash.hex(),
        signature=till.install.sign_head(batch.head),
        sent_at=till.clock(),
    )
    return wire.write_batch(header, entries)
