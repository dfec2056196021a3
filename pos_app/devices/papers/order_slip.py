"""What stands on an order note, and on the slip of money taken or given back for an order."""

from collections.abc import Iterator
from datetime import date

import msgspec

from pos_app.devices.papers.receipt import (
    ReceiptHeading,
    closing_blocks,
    heading_blocks,
    method_name,
    paid_by,
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
    Rule,
    Size,
    Text,
)
from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.order import Buyer, OrderLine, OrderState, OrderStatus
from pos_app.domain.order_payment import OrderPaid
from pos_app.domain.quantity import format_quantity, price_of
from pos_app.domain.tender import Method
from resources.translations import Catalog, mark

_STATUS = {
    OrderStatus.PROMISED: mark("Promised"),
    OrderStatus.CONFIRMED: mark("Confirmed"),
    OrderStatus.DELIVERED: mark("Delivered"),
    OrderStatus.CANCELLED: mark("Cancelled"),
}


class OrderNote(msgspec.Struct, frozen=True):
    """An order as its papers tell it: `phone` is masked, `cashier` noted it down.

    `seq` and `entry_hash` are of the entry that placed it.
    """

    state: OrderState
    heading: ReceiptHeading
    cashier: str
    zone: str
    seq: int
    entry_hash: bytes
    phone: str = ""


def status_name(status: OrderStatus, tr: Catalog) -> str:
    """What a status is called."""
    return tr(_STATUS[status])


def order_slip(note: OrderNote, tr: Catalog) -> Document:
    """The buyer's order note."""
    order = note.state.order
    blocks: list[Block] = [
        *heading_blocks(note.heading, tr),
        *stamped(tr("ORDER")),
        Rule(),
        Text(order.number, bold=True),
        Columns(format_moment(note.state.placed_at, note.zone, tr.language), note.cashier),
        *_buyer(order.buyer, note.phone),
        Rule(),
        *(block for line in order.lines for block in _line(line, tr)),
        *([Text(order.text)] if order.text else []),
        Rule(),
        Columns(tr("ORDER VALUE"), format_rupiah(order.value), bold=True, size=Size.DOUBLE),
        Columns(tr("Paid so far"), format_amount(note.state.paid)),
        Columns(tr("Still to be paid"), format_amount(note.state.left)),
        *_when(order.due, tr),
        Columns(tr("Status"), status_name(order.status, tr)),
        *([Text(order.note)] if order.note else []),
        Rule(),
        Text(tr("Not a proof of payment."), Align.CENTER),
        *closing_blocks(note.heading, tr),
        place_row(note.seq, note.entry_hash),
        Cut(),
    ]
    return Document(tuple(blocks), tr("Order {number}").format(number=order.number))


def payment_slip(
    paid: OrderPaid,
    heading: ReceiptHeading,
    tr: Catalog,
    *,
    copy: bool = False,
    seq: int,
    entry_hash: bytes,
) -> Document:
    """What was taken for an order, or given back; on paper nothing is negative."""
    sign = -1 if paid.amount < 0 else 1
    cash = any(tender.method is Method.CASH for tender in paid.tenders)
    blocks: list[Block] = [
        *([DrawerPulse()] if cash and not copy else []),
        *heading_blocks(heading, tr),
        *stamped(_kind(paid, tr)),
        *(stamped(tr("COPY")) if copy else ()),
        Rule(),
        Text(tr("For order {number}").format(number=paid.number), bold=True),
        Columns(format_moment(paid.at, paid.zone, tr.language), paid.cashier),
        *_buyer(paid.buyer, ""),
        *([Text(tr("Reason: {reason}").format(reason=paid.reason))] if paid.reason else []),
        Rule(),
        Columns(tr("Order value"), format_amount(paid.value)),
        *_rounded(paid, sign, tr),
        Columns(
            tr("GIVEN BACK") if sign < 0 else tr("PAID NOW"),
            format_rupiah(sign * (paid.amount + paid.rounding)),
            bold=True,
            size=Size.DOUBLE,
        ),
        *_ways(paid, sign, tr),
        Rule(),
        Columns(tr("Paid so far"), format_amount(paid.paid)),
        *_rest(paid, tr),
        Rule(),
        *closing_blocks(heading, tr),
        place_row(seq, entry_hash),
        Cut(),
    ]
    title = tr("Payment for order {number}").format(number=paid.number)
    return Document(tuple(blocks), title)


def _kind(paid: OrderPaid, tr: Catalog) -> str:
    if paid.amount < 0:
        return tr("REFUND")
    return tr("PAID IN FULL") if paid.paid >= paid.value else tr("DOWN PAYMENT")


def _buyer(buyer: Buyer, phone: str) -> Iterator[Block]:
    yield Text(buyer.name)
    if buyer.company:
        yield Text(buyer.company)
    if phone:
        yield Text(phone)


def _line(line: OrderLine, tr: Catalog) -> Iterator[Block]:
    unit = "" if line.unit in {"", "pcs"} else f" {line.unit}"
    gross = price_of(line.unit_price, line.qty_milli)
    quantity = f"  {format_quantity(line.qty_milli)}{unit} x {format_amount(line.unit_price)}"
    yield Text(line.name)
    yield Columns(quantity, format_amount(gross))
    if line.total != gross:
        yield Columns("  " + tr("Discount"), format_amount(line.total - gross))
    if line.note:
        yield Text(f"  {line.note}")


def _when(due: date | None, tr: Catalog) -> Iterator[Block]:
    if due is not None:
        yield Columns(tr("Due"), format_date(due, tr.language))


def _rounded(paid: OrderPaid, sign: int, tr: Catalog) -> Iterator[Block]:
    if paid.rounding:
        yield Columns(tr("Rounding"), format_amount(sign * paid.rounding))


def _ways(paid: OrderPaid, sign: int, tr: Catalog) -> Iterator[Block]:
    for tender in paid.tenders:
        if sign < 0:
            yield Columns(method_name(tender.method, tr), format_amount(-tender.amount))
        else:
            yield Columns(paid_by(tender, tr), format_amount(tender.amount))
    if paid.change:
        yield Columns(tr("Change given"), format_amount(paid.change))


def _rest(paid: OrderPaid, tr: Catalog) -> Iterator[Block]:
    if paid.amount > 0:
        yield Columns(tr("Still to be paid"), format_amount(max(paid.value - paid.paid, 0)))
