"""What one sale adds to the totals: pure functions over journal entries."""

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from pos_app.domain.business_day import Moment
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import UNREADABLE, VERSION, Entry
from pos_app.domain.kinds import Kind
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.tender import Method

Amount = Annotated[int, Meta(ge=-MAX_AMOUNT, le=MAX_AMOUNT)]
Id = Annotated[str, Meta(max_length=64)]
Name = Annotated[str, Meta(max_length=500)]

HourKey = tuple[str, str, int, str]
"""Booth, business date, hour, method."""


class SoldLine(msgspec.Struct, frozen=True, gc=False):
    """What the totals need of a line."""

    product_id: Id
    name: Name
    qty_milli: Amount
    total: Amount


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


class CountedSale(msgspec.Struct, frozen=True, gc=False):
    """A sale as the totals see it: where it falls, and what it adds there."""

    id: str
    receipt_number: str
    business_date: str
    hour: int
    total: int
    methods: tuple[tuple[str, int], ...]
    lines: list[SoldLine]


class Tally:
    """Sums of what a run of sales adds, kept in memory so that a batch updates each row once."""

    def __init__(self) -> None:
        self.took_away = False
        self._hours: dict[HourKey, list[int]] = {}
        self._products: dict[tuple[str, str], dict[str, _Product]] = {}

    def add(self, booth_id: str, counted: CountedSale, sign: int = 1) -> None:
        """Add a sale, or take it away again with sign -1."""
        self.took_away = self.took_away or sign < 0
        day, hour, sales = counted.business_date, counted.hour, sign
        for method, amount in counted.methods:
            sums = self._hours.setdefault((booth_id, day, hour, method), [0, 0])
            sums[0] += sales
            sums[1] += sign * amount
            sales = 0
        products = self._products.setdefault((booth_id, day), {})
        for line in counted.lines:
            product = products.get(line.product_id)
            if product is None:
                product = products[line.product_id] = _Product(line.name)
            product.qty_milli += sign * line.qty_milli
            product.amount += sign * line.total
            if line.name != product.name:
                product.name = max(product.name, line.name)

    def hour_rows(self, expo_id: str) -> list[tuple[str, str, str, int, str, int, int]]:
        """Increments by booth, date, hour and method, in the order in which rows are locked."""
        return [
            (expo_id, *key, sales, amount) for key, (sales, amount) in sorted(self._hours.items())
        ]

    def product_rows(self, expo_id: str) -> list[tuple[str, str, str, str, str, int, int]]:
        """Increments by booth, date and product, with the product's name."""
        return [
            (expo_id, booth_id, day, product_id, product.name, product.qty_milli, product.amount)
            for (booth_id, day), products in sorted(self._products.items())
            for product_id, product in sorted(products.items())
        ]


class _Product(msgspec.Struct):
    """Sums of one product; of several names the last in the alphabet, whatever the order."""

    name: str
    qty_milli: int = 0
    amount: int = 0


_CASH = Method.CASH.value
_SALE = Kind.SALE_COMPLETED.value
_decoder = msgspec.json.Decoder(SoldSale)


def is_sale(entry: Entry) -> bool:
    """Whether an entry is a completed sale of a version that is known here."""
    return entry.kind == _SALE and entry.v == VERSION


def count_sale(entry: Entry, zone: ZoneInfo) -> CountedSale:
    """Read a `sale.completed` and place it in the expo's zone.

    Raises LapakError `entry_unreadable` or `sale_does_not_add_up`.
    """
    try:
        sale = _decoder.decode(entry.body)
    except UNREADABLE as error:
        raise LapakError("entry_unreadable", reason=str(error)) from error
    body = bytes(entry.body)
    if b"\\" in body and b"\\u0000" in body:  # one byte is looked for ten times as quickly
        raise LapakError("entry_unreadable", reason="NUL in a text")
    return CountedSale(
        sale.id,
        sale.receipt_number,
        sale.business_date.isoformat(),
        sale.at.astimezone(zone).hour,
        sale.total,
        _net_of_change(sale),
        sale.lines,
    )


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
