"""A till's batches as bytes, signed with its head, and handing them over."""

from collections.abc import Sequence

import pos_app
from pos_app.domain.journal import Head
from pos_app.services.outbox import Batch
from pos_app.services.till import Till
from sync import wire
from sync.client.http import Refused
from sync.client.server import Server
from sync.wire import BatchHeader, Watermark


def hand_over(till: Till, server: Server, batch: Batch, entries: Sequence[bytes]) -> Watermark:
    """Push `entries`, which follow the batch's `after`, as the server understands it.

    Raises LapakError as `Server.push` does.
    """
    register = batch.head.register
    try:
        return server.push(register, _raw(till, batch, entries, server.protocol))
    except Refused as refusal:
        if refusal.code != "protocol_unknown" or server.protocol <= wire.OLDEST_PROTOCOL:
            raise
    server.protocol -= 1  # the organizer's server is not brought up to date yet
    return server.push(register, _raw(till, batch, entries, server.protocol))


def _raw(till: Till, batch: Batch, entries: Sequence[bytes], protocol: int) -> bytes:
    after = batch.after or Head(batch.head.register)
    header = BatchHeader(
        protocol=protocol,
        register=batch.head.register,
        after_seq=after.seq,
        after_hash=after.hash.hex(),
        entries=len(entries),
        head_seq=batch.head.seq,
        head_hash=batch.head.hash.hex(),
        signature=till.install.sign_head(batch.head),
        sent_at=till.clock() if protocol > 1 else None,
        version=pos_app.__version__,
    )
    return wire.write_batch(header, entries)
