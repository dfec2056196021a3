"""Pushing a register's journal until the server holds all of it."""

from collections.abc import Callable

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head
from pos_app.services import outbox
from pos_app.services.outbox import Batch, RegisterState, SyncLink
from pos_app.services.till import Till
from sync import wire
from sync.client.http import Refused
from sync.client.server import Server
from sync.wire import BatchHeader, Watermark

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
) -> Watermark:
    """Send everything after the server's own watermark; what the till remembers is only a hint.

    `held` is the server's last answer in this session, if there was one and nothing failed since.
    `progress` hears (acknowledged seq, head seq) after each answer.
    Raises LapakError of `Server.push`, `server_changed`, `till_restored` or `journal_forked`; of
    the last two the server has heard then.
    """
    if held is None:
        held = server.watermark(register.id)
    watermark = _checked(till, server, register, link, held)
    limit, rewinds = wire.MAX_ENTRIES, 0
    while True:
        batch = till.read(outbox.batch, register, watermark.acked_seq, limit).result()
        progress(watermark.acked_seq, batch.head.seq)
        entries = wire.fit(batch.entries, limit)
        try:
            answer = server.push(register.id, _raw(till, batch, entries))
        except Refused as refusal:
            if refusal.code == "gap" and refusal.watermark and rewinds < _MOST_REWINDS:
                rewinds += 1
                watermark = _checked(till, server, register, link, refusal.watermark)
                continue
            if refusal.code in _TOO_MUCH and len(entries) > 1:
                limit = len(entries) // 2
                continue
            raise
        watermark = _checked(till, server, register, link, answer)
        till.write(outbox.acknowledge, register.id, watermark.acked_seq).result()
        if watermark.acked_seq >= batch.head.seq:
            return watermark
        if not entries or watermark.acked_seq <= (batch.after or batch.head).seq:
            raise LapakError("server_not_lapak", address=link.address)


def _raw(till: Till, batch: Batch, entries: list[bytes]) -> bytes:
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
    )
    return wire.write_batch(header, entries)


def _checked(
    till: Till, server: Server, register: RegisterState, link: SyncLink, watermark: Watermark
) -> Watermark:
    """A watermark that is the known server's, signed, and of this journal."""
    if watermark.server_id != link.server_id or not _signed(watermark, register.id, link):
        raise LapakError("server_changed", address=link.address)
    held = till.read(outbox.batch, register, watermark.acked_seq, 0).result()
    if held.after is not None and held.after.hash.hex() == watermark.acked_hash:
        return watermark
    _show_branch(till, server, register, min(link.acked_seq, watermark.acked_seq))
    if held.after is None:
        raise LapakError("till_restored", held=watermark.acked_seq, here=held.head.seq)
    raise LapakError("journal_forked", seq=watermark.acked_seq)


def _show_branch(till: Till, server: Server, register: RegisterState, after_seq: int) -> None:
    """Send what this journal has instead, so that the organizer knows of both and keeps both.

    Where they do not differ, those entries are held there. Raises Refused for any other answer
    than `fork`.
    """
    batch = till.read(outbox.batch, register, after_seq, wire.MAX_ENTRIES).result()
    entries = wire.fit(batch.entries)
    try:
        server.push(register.id, _raw(till, batch, entries))
    except Refused as refusal:
        if refusal.code != "fork":
            raise
    else:
        till.write(outbox.acknowledge, register.id, after_seq + len(entries)).result()


def _signed(watermark: Watermark, register: str, link: SyncLink) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PublicKey,
    )

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(link.server_key))
        key.verify(bytes.fromhex(watermark.receipt), wire.receipt_message(watermark, register))
    except (InvalidSignature, ValueError):
        return False
    return True
