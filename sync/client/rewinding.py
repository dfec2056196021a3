"""A server that holds less than it signed for: it was put back from a backup, and is told so."""

from contextlib import suppress

from pos_app.services import outbox, sync_log
from pos_app.services.outbox import RegisterState, SyncLink
from pos_app.services.till import Till
from sync.client.http import Refused
from sync.client.server import Server
from sync.wire import ShownReceipt, Watermark


def rewind(
    till: Till, server: Server, register: RegisterState, link: SyncLink, watermark: Watermark
) -> None:
    """Show what the server signed for, and remember that it holds less now.

    If it takes no more of this register, another one carries on from here, not from where it stood
    before. Raises LapakError of `Server.show_receipt` where trying again later may help.
    """
    _show(till, server, register, link, watermark)
    till.write(outbox.acknowledge, register.id, watermark.acked_seq).result()


def _show(
    till: Till, server: Server, register: RegisterState, link: SyncLink, watermark: Watermark
) -> None:
    signed = till.read(sync_log.highest_receipt, register.id, link.server_id).result()
    if signed is None or signed.acked_seq <= watermark.acked_seq:
        return
    shown = ShownReceipt(signed.generation, signed.acked_seq, signed.acked_hash, signed.receipt)
    # A server that cannot use it, being an older one, gets its entries all the same.
    with suppress(Refused):
        server.show_receipt(register.id, shown)
