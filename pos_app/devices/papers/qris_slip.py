"""A QRIS code on paper, to be scanned by a buyer who does not see the screen."""

from pos_app.devices.papers.receipt import ReceiptHeading, heading_blocks
from pos_app.devices.rendering.document import QR, Align, Block, Cut, Document, Feed, Size, Text
from pos_app.domain.money import format_rupiah
from resources.translations import Catalog


def qris_slip(
    payload: str,
    amount: int,
    merchant: str,
    nmid: str,
    heading: ReceiptHeading,
    tr: Catalog,
    *,
    typed: bool,
) -> Document:
    """The code with amount, merchant name and NMID; `typed` if the buyer types the amount."""
    how = tr("Type this amount in the app:") if typed else tr("Scan and pay:")
    blocks: list[Block] = [
        *heading_blocks(heading, tr),
        Feed(),
        Text("QRIS", Align.CENTER, bold=True, size=Size.DOUBLE),
        QR(payload),
        Text(how, Align.CENTER),
        Text(format_rupiah(amount), Align.CENTER, bold=True, size=Size.DOUBLE),
        Text(merchant, Align.CENTER, bold=True),
        *([Text(f"NMID {nmid}", Align.CENTER)] if nmid else []),
        Feed(),
        Text(tr("This is not a receipt."), Align.CENTER),
        Cut(),
    ]
    return Document(tuple(blocks), f"QRIS {format_rupiah(amount)}")
