"""Whether an answer is the known server's, and speaks of this till's journal."""

from pos_app.domain.errors import LapakError
from pos_app.services import outbox
from pos_app.services.outbox import Batch, RegisterState, SyncLink
from pos_app.services.till import Till
from sync import wire
from sync.client.batches import hand_over
from sync.client.http import Refused
from sync.client.server import Server
from sync.wire import SealedNews, Watermark


def checked(
    till: Till, server: Server, register: RegisterState, link: SyncLink, watermark: Watermark
) -> Watermark:
    """A watermark that is the known server's, signed, and of this journal.

    Raises LapakError `server_changed`, `till_restored` or `journal_forked`; of the last two the
    server has heard then.
    """
    signed = is_signed(watermark, register.id, link.server_key)
    if watermark.server_id != link.server_id or not signed:
        raise LapakError("server_changed", address=link.address)
    held = till.read(outbox.batch, register, watermark.acked_seq, 0).result()
    if held.after is not None and held.after.hash.hex() == watermark.acked_hash:
        return watermark
    common = link.acked_seq if _still_held(till, server, register, link.acked_seq) else 0
    till.write(outbox.acknowledge, register.id, common).result()
    _show_branch(till, server, register, min(common, watermark.acked_seq))
    if held.after is None:
        raise LapakError("till_restored", held=watermark.acked_seq, here=held.head.seq)
    raise LapakError("journal_forked", seq=watermark.acked_seq)


def _still_held(till: Till, server: Server, register: RegisterState, seq: int) -> bool:
    """Whether the server has what it once acknowledged, and did not get the other branch instead.

    After a restore it may have: then nothing tells where the branches part, and all is carried on.
    """
    here = till.read(outbox.batch, register, seq, 0).result()
    if here.after is None:
        return False
    try:
        answer = hand_over(till, server, Batch(here.after, (), here.after), [])
    except Refused as refusal:
        if refusal.code not in {"fork", "signature_wrong"}:
            raise
        return False
    return answer.acked_seq >= seq  # nothing denies what lies beyond its end


def _show_branch(till: Till, server: Server, register: RegisterState, after_seq: int) -> None:
    """Send what this journal has instead, so that the organizer knows of both and keeps both.

    Where they do not differ, those entries are held there. Raises Refused for any other answer
    than `fork`.
    """
    batch = till.read(outbox.batch, register, after_seq, wire.MAX_ENTRIES).result()
    entries = wire.fit(batch.entries)
    try:
        hand_over(till, server, batch, entries)
    except Refused as refusal:
        if refusal.code != "fork":
            raise
    else:
        till.write(outbox.acknowledge, register.id, after_seq + len(entries)).result()


def is_signed(watermark: Watermark, register: str, server_key: str) -> bool:
    """Whether the holder of a key (hex) vouches for what it says of a register."""
    return _vouches(server_key, wire.receipt_message(watermark, register), watermark.receipt)


def is_sealed(sealed: SealedNews, server_key: str) -> bool:
    """Whether the holder of a key (hex) vouches for its news."""
    return _vouches(server_key, wire.news_message(sealed.content), sealed.signature)


def _vouches(server_key: str, message: bytes, signature: str) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PublicKey,
    )

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(server_key))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
