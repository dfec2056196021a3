"""Pushing a register's journal until the server holds all of it."""

import time
from collections.abc import Callable
from datetime import datetime

from pos_app.domain.errors import LapakError
from pos_app.services import outbox
from pos_app.services.outbox import Batch, RegisterState, SyncLink, SyncReceipt
from pos_app.services.till import Till
from sync import wire
from sync.client.batch_size import BatchSize
from sync.client.batches import hand_over
from sync.client.http import Refused
from sync.client.rewinding import rewind
from sync.client.server import Server
from sync.client.trust import checked
from sync.wire import Watermark

_TOO_MUCH = frozenset({"batch_torn", "batch_too_large", "batch_unreadable"})
"""Refusals that a smaller batch may pass; one entry that is refused alone needs a person."""

_MOST_REWINDS = 3


def push_journal(
    till: Till,
    server: Server,
    register: RegisterState,
    link: SyncLink,
    progress: Callable[[int, int], None],
    held: Watermark | None = None,
    size: BatchSize | None = None,
) -> Watermark:
    """Send everything after the server's own watermark; what the till remembers is only a hint.

    `held` is the server's last answer in this session, if there was one and nothing failed since;
    `size` is kept from one push to the next.
    `progress` hears (acknowledged seq, head seq) after each answer.
    Raises LapakError of `Server.push`, `server_changed`, `till_restored` or `journal_forked`; of
    the last two the server has heard then.
    """
    if held is None:
        held = server.watermark(register.id)
    watermark = checked(till, server, register, link, held)
    if watermark.acked_seq < link.acked_seq:
        rewind(till, server, register, link, watermark)
    size, rewinds = size or BatchSize(), 0
    while True:
        batch = till.read(outbox.batch, register, watermark.acked_seq, size.limit).result()
        progress(watermark.acked_seq, batch.head.seq)
        entries = wire.fit(batch.entries, size.limit)
        try:
            answer = _handed_over(till, server, batch, entries, size)
        except Refused as refusal:
            if refusal.code == "gap" and refusal.watermark and rewinds < _MOST_REWINDS:
                rewinds += 1
                watermark = checked(till, server, register, link, refusal.watermark)
                rewind(till, server, register, link, watermark)
                continue
            if refusal.code in _TOO_MUCH and len(entries) > 1:
                continue
            raise
        before, watermark = watermark, checked(till, server, register, link, answer)
        if watermark.acked_seq < before.acked_seq and rewinds < _MOST_REWINDS:
            rewinds += 1
            rewind(till, server, register, link, watermark)
            continue
        receipt = _receipt(watermark, register.id, till.clock())
        till.write(outbox.acknowledge, register.id, watermark.acked_seq, receipt).result()
        if watermark.acked_seq >= batch.head.seq:
            return watermark
        if not entries or watermark.acked_seq <= (batch.after or batch.head).seq:
            raise LapakError("server_not_lapak", address=link.address)


def _receipt(watermark: Watermark, register: str, at: datetime) -> SyncReceipt:
    """What the server signed, to be kept; `checked` has verified it."""
    return SyncReceipt(
        register=register,
        server_id=watermark.server_id,
        generation=watermark.generation,
        acked_seq=watermark.acked_seq,
        acked_hash=watermark.acked_hash,
        server_key=watermark.server_key,
        receipt=watermark.receipt,
        at=at,
    )


def _handed_over(
    till: Till, server: Server, batch: Batch, entries: list[bytes], size: BatchSize
) -> Watermark:
    """Push a batch, and learn from how it went."""
    began, sent = time.monotonic(), len(entries)
    try:
        answer = hand_over(till, server, batch, entries)
    except LapakError as error:
        # A line that drops or drags a large batch may bear a small one.
        if error.code in _TOO_MUCH or not isinstance(error, Refused):
            size.shrink(sent)
        raise
    size.got_through(sent, time.monotonic() - began)
    return answer
