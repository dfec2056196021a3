"""What those who prepare the goods get: what and how many, without prices."""

from collections.abc import Iterable, Iterator

import msgspec

from pos_app.devices.papers.receipt import stamped
from pos_app.devices.rendering.document import (
    Align,
    Block,
    Columns,
    Cut,
    Document,
    Rule,
    Size,
    Text,
)
from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.order import Order, OrderState
from pos_app.domain.quantity import format_quantity
from pos_app.domain.sale import Sale
from resources.translations import Catalog


class _Wanted(msgspec.Struct, frozen=True):
    """One line of goods; a negative quantity never comes up."""

    name: str
    qty_milli: int
    unit: str
    note: str


def sale_copy(sale: Sale, tr: Catalog, *, training: bool = False) -> Document:
    """The goods of a sale."""
    wanted = [_Wanted(line.name, line.qty_milli, line.unit, line.note) for line in sale.lines]
    blocks = (
        *(stamped(tr("TRAINING")) if training else ()),
        *stamped(sale.receipt_number.rpartition("-")[2]),
        Text(sale.receipt_number, Align.CENTER),
        Columns(format_moment(sale.at, sale.zone, tr.language), sale.cashier),
        *_goods(wanted),
    )
    return _document(blocks, sale.receipt_number, tr)


def order_copy(state: OrderState, zone: str, cashier: str, tr: Catalog) -> Document:
    """The goods of an order, and who wants them when."""
    order = state.order
    blocks = (
        *stamped(tr("ORDER")),
        Text(order.number, Align.CENTER, bold=True),
        Columns(format_moment(state.placed_at, zone, tr.language), cashier),
        *_buyer(order, tr),
        *_goods(_Wanted(line.name, line.qty_milli, line.unit, line.note) for line in order.lines),
        *([Text(order.text, bold=True)] if order.text else []),
        *([Text(order.note)] if order.note else []),
    )
    return _document(blocks, order.number, tr)


def _document(blocks: tuple[Block, ...], number: str, tr: Catalog) -> Document:
    title = tr("Order copy {number}").format(number=number)
    return Document((*blocks, Rule(), Text(tr("Order copy"), Align.CENTER), Cut()), title)


def _buyer(order: Order, tr: Catalog) -> Iterator[Block]:
    yield Text(order.buyer.name)
    if order.due is not None:
        yield Columns(tr("Due"), format_date(order.due, tr.language))


def _goods(wanted: Iterable[_Wanted]) -> Iterator[Block]:
    yield Rule()
    for line in wanted:
        unit = "" if line.unit in {"", "pcs"} else f" {line.unit}"
        quantity = f"{format_quantity(line.qty_milli)}{unit} x {line.name}"
        yield Text(quantity, bold=True, size=Size.TALL)
        if line.note:
            yield Text(f"  {line.note}")
