"""What stands on the slip of cash that was put into a drawer or taken out without a sale."""

from datetime import datetime

import msgspec

from pos_app.devices.papers.receipt import ReceiptHeading, heading_blocks, place_row, stamped
from pos_app.devices.rendering.document import (
    Align,
    Block,
    Columns,
    Cut,
    Document,
    DrawerPulse,
    Feed,
    Rule,
    Size,
    Text,
)
from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.cash import CashMoved
from pos_app.domain.money import format_rupiah
from resources.translations import Catalog


class CashNote(msgspec.Struct, frozen=True):
    """A move of cash as its entry tells it, and where that stands."""

    moved: CashMoved
    at: datetime
    zone: str
    register: str
    seq: int
    entry_hash: bytes


def cash_slip(
    note: CashNote, heading: ReceiptHeading, tr: Catalog, *, copy: bool = False
) -> Document:
    """How much, why and by whom, with a line to sign on; a copy leaves the drawer shut."""
    moved = note.moved
    way = tr("CASH IN") if moved.amount > 0 else tr("CASH OUT")
    blocks: tuple[Block, ...] = (
        *(() if copy else (DrawerPulse(),)),
        *heading_blocks(heading, tr),
        *stamped(way),
        *(stamped(tr("COPY")) if copy else ()),
        Rule(),
        Columns(format_moment(note.at, note.zone, tr.language), moved.cashier),
        Columns(tr("Cash register"), note.register),
        Columns(tr("Business date"), format_date(moved.business_date, tr.language)),
        Text(tr("Reason: {reason}").format(reason=moved.reason)),
        Rule(),
        Columns(tr("AMOUNT"), format_rupiah(abs(moved.amount)), bold=True, size=Size.DOUBLE),
        Feed(2),
        Text("." * 20, Align.CENTER),
        Text(tr("Signature"), Align.CENTER),
        place_row(note.seq, note.entry_hash),
        Cut(),
    )
    return Document(blocks, f"{way} {format_rupiah(abs(moved.amount))}")
