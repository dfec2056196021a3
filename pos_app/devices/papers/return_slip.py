"""What stands on the slip of a void and of a refund."""

from collections.abc import Iterator

from pos_app.devices.papers.receipt import (
    ReceiptHeading,
    heading_blocks,
    method_name,
    own_words,
    place_row,
    stamped,
)
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
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.quantity import format_quantity
from pos_app.domain.refund import SaleRefunded
from pos_app.domain.returns import ReturnedLine
from pos_app.domain.tender import Method
from pos_app.domain.void import SaleVoided
from resources.translations import Catalog


def void_slip(
    void: SaleVoided,
    heading: ReceiptHeading,
    tr: Catalog,
    *,
    copy: bool = False,
    seq: int,
    entry_hash: bytes,
) -> Document:
    """A sale taken back whole, under its own receipt number."""
    blocks = (
        *_head(void, tr("VOID"), heading, tr, copy=copy),
        Text(void.receipt_number),
        *_why(void, tr),
        *_rows(void, tr),
        *own_words(heading),
        place_row(seq, entry_hash),
        Cut(),
    )
    return Document(blocks, tr("Void of {number}").format(number=void.receipt_number))


def refund_slip(
    refund: SaleRefunded,
    heading: ReceiptHeading,
    tr: Catalog,
    *,
    copy: bool = False,
    seq: int,
    entry_hash: bytes,
) -> Document:
    """What came back and what was given for it; the buyer signs for money."""
    of = tr("For receipt {number} of {day}")
    day = format_date(refund.sold_on, tr.language)
    blocks = (
        *_head(refund, tr("REFUND"), heading, tr, copy=copy),
        Text(refund.number),
        Text(of.format(number=refund.receipt_number, day=day)),
        *_why(refund, tr),
        *_rows(refund, tr),
        *(_signature(tr) if _gives_money(refund) else ()),
        *own_words(heading),
        place_row(seq, entry_hash),
        Cut(),
    )
    return Document(blocks, tr("Refund {number}").format(number=refund.number))


def _head(
    body: SaleVoided | SaleRefunded, word: str, heading: ReceiptHeading, tr: Catalog, *, copy: bool
) -> Iterator[Block]:
    if not copy and any(one.method is Method.CASH for one in body.payments):
        yield DrawerPulse()
    yield from heading_blocks(heading, tr)
    yield from stamped(word)
    if copy:
        yield from stamped(tr("COPY"))
    yield Rule()


def _why(body: SaleVoided | SaleRefunded, tr: Catalog) -> Iterator[Block]:
    yield Columns(format_moment(body.at, body.zone, tr.language), body.cashier)
    yield Text(tr("Reason: {reason}").format(reason=body.reason))
    yield Rule()


def _rows(body: SaleVoided | SaleRefunded, tr: Catalog) -> Iterator[Block]:
    """Lines, rounding, what was given back and how; on paper nothing is negative."""
    for line in body.lines:
        yield from _line(line, tr)
    yield Rule()
    if body.rounding:
        yield Columns(tr("Rounding"), format_amount(-body.rounding))
    given = tr("GIVEN BACK")
    yield Columns(given, format_rupiah(-body.total), bold=True, size=Size.DOUBLE)
    for payment in body.payments:
        yield Columns(method_name(payment.method, tr), format_amount(-payment.amount))
    tax = -sum((line.tax or 0) + (line.tax_included or 0) for line in body.lines)
    if tax:
        yield Columns(tr("of which tax"), format_amount(tax))
    yield Rule()


def _line(line: ReturnedLine, tr: Catalog) -> Iterator[Block]:
    if not line.number:
        yield Columns(tr("Amount without goods named"), format_amount(-line.amount))
        return
    unit = "" if line.unit in {"", "pcs"} else f" {line.unit}"
    yield Text(line.name)
    yield Columns(f"  {format_quantity(-line.qty_milli)}{unit}", format_amount(-line.amount))


def _gives_money(refund: SaleRefunded) -> bool:
    return any(one.method is not Method.EXCHANGE for one in refund.payments)


def _signature(tr: Catalog) -> tuple[Block, ...]:
    return (
        Feed(2),
        Text("." * 20, Align.CENTER),
        Text(tr("Received by the buyer"), Align.CENTER),
    )
