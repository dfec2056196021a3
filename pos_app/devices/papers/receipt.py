"""What stands on a receipt."""

from collections.abc import Iterator

import msgspec

from pos_app.devices.rendering.document import (
    QR,
    Align,
    Block,
    Columns,
    Cut,
    Document,
    DrawerPulse,
    Picture,
    Rule,
    Size,
    Text,
)
from pos_app.domain.business_day import format_moment
from pos_app.domain.discount import format_percent
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.quantity import format_quantity
from pos_app.domain.rules import TaxRow
from pos_app.domain.sale import Sale, SaleLine
from pos_app.domain.tender import CARD_DIGITS, Card, Method, Tender
from resources.translations import Catalog, mark

_METHODS = {
    Method.CASH: mark("Cash"),
    Method.QRIS: mark("QRIS"),
    Method.CARD: mark("Card"),
    Method.TRANSFER: mark("Transfer"),
    Method.EWALLET: mark("E-wallet"),
    Method.VOUCHER: mark("Voucher"),
    Method.EXCHANGE: mark("Exchange"),
}
_CARDS = {Card.DEBIT: mark("Debit card"), Card.CREDIT: mark("Credit card")}


class ReceiptHeading(msgspec.Struct, frozen=True):
    """Who sells and where, and what that booth puts on its papers; all but the first may be empty.

    `lines` (address, phone …) stand under the name, `footer` and the `link` at a receipt's end.
    `tax_id` is the NPWP of who charges PPN, `logo` a PNG.
    """

    business: str
    booth_code: str
    expo: str = ""
    lines: tuple[str, ...] = ()
    tax_id: str = ""
    logo: bytes = b""
    footer: tuple[str, ...] = ()
    link: str = ""


def sale_receipt(
    sale: Sale,
    heading: ReceiptHeading,
    tr: Catalog,
    *,
    copy: bool = False,
    training: bool = False,
    voided: bool = False,
    code: str = "",
    seq: int,
    entry_hash: bytes,
) -> Document:
    """The buyer's receipt; `seq` and `entry_hash` are of the sale's journal entry.

    A copy is marked as such and never opens the drawer; nor does one of `training`, which says so
    at its top and bottom. `code` is what other registers read the sale from, unless it was
    `voided`. Tax is told only where there is some.
    """
    drawer = _takes_cash(sale) and not copy and not training
    practised = _practised(tr) if training else ()
    blocks: list[Block] = [
        *([DrawerPulse()] if drawer else []),
        *practised,
        *heading_blocks(heading, tr),
        *(stamped(tr("VOIDED")) if voided else ()),
        *(stamped(tr("COPY")) if copy else ()),
        Rule(),
        Text(sale.receipt_number),
        Columns(format_moment(sale.at, sale.zone, tr.language), sale.cashier),
        Rule(),
        *(block for line in sale.lines for block in _line(line, tr)),
        Rule(),
        *_sums(sale, heading, tr),
        *_paid(sale, tr),
        Rule(),
        *closing_blocks(heading, tr),
        place_row(seq, entry_hash),
        *([QR(code, small=True)] if code and not voided else []),
        *_link(heading),
        *practised,
        Cut(),
    ]
    title = tr("Receipt {number}").format(number=sale.receipt_number)
    return Document(tuple(blocks), title)


def stamped(word: str) -> tuple[Block, ...]:
    """What a slip is, large enough to be seen across a table."""
    return (Text(word, Align.CENTER, bold=True, size=Size.DOUBLE),)


def place_row(seq: int, entry_hash: bytes) -> Block:
    """Where a slip's entry stands in the journal."""
    return Text(f"#{seq} · {entry_hash.hex()[:8]}", Align.CENTER)


def _practised(tr: Catalog) -> tuple[Block, ...]:
    return (
        *stamped(tr("TRAINING")),
        Text(tr("not a receipt"), Align.CENTER),
    )


def method_name(method: Method, tr: Catalog) -> str:
    """What a way of paying is called."""
    return tr(_METHODS[method])


def _takes_cash(sale: Sale) -> bool:
    return any(tender.method is Method.CASH for tender in sale.tenders)


def heading_blocks(heading: ReceiptHeading, tr: Catalog) -> Iterator[Block]:
    """What every paper begins with."""
    booth = tr("Booth {code}").format(code=heading.booth_code)
    if heading.logo:
        yield Picture(heading.logo)
    yield Text(heading.business.upper(), Align.CENTER, bold=True, size=Size.TALL)
    yield Text(f"{booth} · {heading.expo}" if heading.expo else booth, Align.CENTER)
    for line in heading.lines:
        yield Text(line, Align.CENTER)
    if heading.tax_id:
        yield Text(f"NPWP {heading.tax_id}", Align.CENTER)


def closing_blocks(heading: ReceiptHeading, tr: Catalog) -> Iterator[Block]:
    """What a paper for a buyer who paid or ordered ends with: the booth's words, or thanks."""
    if heading.footer:
        yield from own_words(heading)
    else:
        yield Text(tr("Thank you"), Align.CENTER)


def own_words(heading: ReceiptHeading) -> Iterator[Block]:
    """What a booth writes under each paper for a buyer."""
    for line in heading.footer:
        yield Text(line, Align.CENTER)


def _link(heading: ReceiptHeading) -> Iterator[Block]:
    """The booth's link, for a phone's camera, which wants to know that it is one."""
    if heading.link:
        address = heading.link if "://" in heading.link else f"https://{heading.link}"
        yield QR(address, address.partition("://")[2].rstrip("/"), small=True)


def _line(line: SaleLine, tr: Catalog) -> Iterator[Block]:
    unit = "" if line.unit in {"", "pcs"} else f" {line.unit}"
    quantity = f"  {format_quantity(line.qty_milli)}{unit} x {format_amount(line.unit_price)}"
    yield Text(line.name)
    yield Columns(quantity, format_amount(line.gross))
    promoted = line.promoted_discount or 0
    if promoted:
        yield Columns(f"  {line.promotion}", format_amount(-promoted))
    own = line.discount - promoted - (line.shared_discount or 0)
    if own:
        yield Columns("  " + tr("Discount"), format_amount(-own))
    if line.reason:
        yield Text(f"  {line.reason}")
    if line.note:
        yield Text(f"  {line.note}")


def _sums(sale: Sale, heading: ReceiptHeading, tr: Catalog) -> Iterator[Block]:
    """What stands under the lines adds up with them: their own discounts were told there."""
    taxes = sale.taxes or ()
    shared = sum(line.shared_discount or 0 for line in sale.lines)
    rows = [
        (tr("Discount on all"), -shared),
        (tr("Service charge"), sale.service or 0),
        *((_rated(row), row.amount) for row in taxes if not row.included),
        (tr("Rounding"), sale.rounding),
    ]
    present = [(label, amount) for label, amount in rows if amount]
    if present:
        yield Columns(tr("Subtotal"), format_amount(sale.subtotal - sale.discount + shared))
    for label, amount in present:
        yield Columns(label, format_amount(amount))
    yield Columns(tr("TOTAL"), format_rupiah(sale.total), bold=True, size=Size.DOUBLE)
    for row in taxes:
        if heading.tax_id:
            base = row.base - row.amount if row.included else row.base
            yield Columns(tr("Tax base of {tax}").format(tax=row.name), format_amount(base))
        if row.included:
            included = tr("Included {tax}").format(tax=_rated(row))
            yield Columns(included, format_amount(row.amount))


def _rated(row: TaxRow) -> str:
    return f"{row.name} {format_percent(row.basis_points)}"


def _paid(sale: Sale, tr: Catalog) -> Iterator[Block]:
    for tender in sale.tenders:
        yield Columns(paid_by(tender, tr), format_amount(tender.amount))
        if tender.approval:
            yield Text("  " + tr("Approval code {code}").format(code=tender.approval))
    if _takes_cash(sale):
        yield Columns(tr("Change given"), format_amount(sale.change))


def paid_by(tender: Tender, tr: Catalog) -> str:
    """Method and reference; of a card never more than its last digits, whatever was recorded."""
    method, reference = method_name(tender.method, tr), tender.reference
    if tender.method is Method.CARD:
        method = tr(_CARDS[Card(tender.kind)]) if tender.kind in set(Card) else method
        reference = f"****{reference[-CARD_DIGITS:]}" if reference else ""
    elif tender.kind:
        method = tender.kind
    return f"{method} {reference}" if reference else method
