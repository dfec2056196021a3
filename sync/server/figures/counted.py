"""What a sale adds to the totals, and what a void or refund takes from them: pure functions."""

from datetime import date
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from pos_app.domain.business_day import Moment
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import UNREADABLE, VERSION, Entry
from pos_app.domain.kinds import Kind
from pos_app.domain.tender import Method
from sync.server.figures.tally import Amount, Counted, Id, Name, SoldLine

T = TypeVar("T")


class Paid(msgspec.Struct, frozen=True, gc=False):
    """What the totals need of a tender; a method that a newer till knows counts under its name."""

    method: Annotated[str, Meta(max_length=20)]
    amount: Amount


class SoldSale(msgspec.Struct, frozen=True, gc=False):
    """What the totals need of `sale.completed`: a part of `domain.sale.Sale`.

    Reading the whole takes twice as long. `gc=False` because nothing in here refers back.
    """

    id: Id
    receipt_number: Id
    at: Moment
    business_date: date
    lines: list[SoldLine]
    subtotal: Amount
    discount: Amount
    tax: Amount
    rounding: Amount
    total: Amount
    tenders: list[Paid]
    change: Amount
    service: Amount = 0


class ReturnedPart(msgspec.Struct, frozen=True, gc=False):
    """What the totals need of a line that came back; `number` is that of the sale's line."""

    number: int
    product_id: Id
    name: Name
    qty_milli: Amount
    amount: Amount


class TakenBack(msgspec.Struct, frozen=True, gc=False):
    """What the totals need of `sale.voided` and `sale.refunded`; only a refund has its own id."""

    sale_id: Id
    receipt_number: Id
    at: Moment
    business_date: date
    lines: list[ReturnedPart]
    rounding: Amount
    total: Amount
    payments: list[Paid]
    id: Id = ""
    number: Id = ""


_CASH = Method.CASH.value
_SALE = Kind.SALE_COMPLETED.value
_COUNTS = {Kind.SALE_VOIDED.value: (-1, 1, 0), Kind.SALE_REFUNDED.value: (0, 0, 1)}
"""A void is one sale less; a refund leaves the sale counted."""

_sale = msgspec.json.Decoder(SoldSale)
_return = msgspec.json.Decoder(TakenBack)


def is_sale(entry: Entry) -> bool:
    """Whether an entry is a completed sale of a version that is known here."""
    return entry.kind == _SALE and entry.v == VERSION


def is_return(entry: Entry) -> bool:
    """Whether an entry is a void or refund of a version that is known here."""
    return entry.kind in _COUNTS and entry.v == VERSION


def count(entry: Entry, zone: ZoneInfo) -> Counted:
    """Read a sale, void or refund; raises as `count_sale` and `count_return` do."""
    return count_sale(entry, zone) if is_sale(entry) else count_return(entry, zone)


def count_sale(entry: Entry, zone: ZoneInfo) -> Counted:
    """Read a `sale.completed` and place it in the expo's zone.

    Raises LapakError `entry_unreadable` or `sale_does_not_add_up`.
    """
    sale = sold(entry)
    return Counted(
        sale.id,
        sale.id,
        sale.receipt_number,
        sale.business_date.isoformat(),
        sale.at.astimezone(zone).hour,
        sale.total,
        _net_of_change(sale),
        sale.lines,
    )


def count_return(entry: Entry, zone: ZoneInfo) -> Counted:
    """Read a void or refund and place it where its own day and hour are.

    Raises LapakError `entry_unreadable` or `return_does_not_add_up`.
    """
    body = taken_back(entry)
    paid: dict[str, int] = {}
    for payment in body.payments:
        paid[payment.method] = paid.get(payment.method, 0) + payment.amount
    lines = sum(line.amount for line in body.lines)
    if not body.total == lines + body.rounding == sum(paid.values()) <= 0:
        raise LapakError("return_does_not_add_up", total=body.total)
    return Counted(
        f"{entry.kind}/{body.id or body.sale_id}",
        body.sale_id,
        body.number or body.receipt_number,
        body.business_date.isoformat(),
        body.at.astimezone(zone).hour,
        body.total,
        tuple(paid.items()) or ((_CASH, 0),),
        [SoldLine(one.product_id, one.name, one.qty_milli, one.amount) for one in body.lines],
        _COUNTS[entry.kind],
    )


def sold(entry: Entry) -> SoldSale:
    """The body of a `sale.completed`; raises LapakError `entry_unreadable`."""
    return _read(_sale, entry)


def taken_back(entry: Entry) -> TakenBack:
    """The body of a void or refund; raises LapakError `entry_unreadable`."""
    return _read(_return, entry)


def _read(decoder: msgspec.json.Decoder[T], entry: Entry) -> T:
    try:
        body = decoder.decode(entry.body)
    except UNREADABLE as error:
        raise LapakError("entry_unreadable", reason=str(error)) from error
    data = bytes(entry.body)
    if b"\\" in data and b"\\u0000" in data:  # one byte is looked for ten times as quickly
        raise LapakError("entry_unreadable", reason="NUL in a text")
    return body


def _net_of_change(sale: SoldSale) -> tuple[tuple[str, int], ...]:
    """What each method brought in; only cash gives change. At least one row, for the count."""
    tenders, total, change = sale.tenders, sale.total, sale.change
    if sale.subtotal - sale.discount + sale.service + sale.tax + sale.rounding != total:
        raise LapakError("sale_does_not_add_up", total=total)
    if len(tenders) == 1 and tenders[0].method == _CASH and tenders[0].amount - change == total:
        return ((_CASH, total),)
    amounts: dict[str, int] = {}
    for tender in tenders:
        amounts[tender.method] = amounts.get(tender.method, 0) + tender.amount
    if change or not amounts:
        amounts[_CASH] = amounts.get(_CASH, 0) - change
    if sum(amounts.values()) != total:
        raise LapakError("sale_does_not_add_up", total=total)
    return tuple(amounts.items())
