"""What a receipt says of a sale: what was bought, for how much, and how it was paid.

It is made from a sale of this till, or from the code on a receipt of another register.
"""

from datetime import date

import msgspec

from pos_app.domain.sale import Sale, SaleLine, paid_for
from pos_app.domain.stock import Taken
from pos_app.domain.tender import Method


class Payment(msgspec.Struct, frozen=True):
    """Money by one method, net of change; below zero it leaves the till."""

    method: Method
    amount: int


class BoughtLine(msgspec.Struct, frozen=True):
    """One line as its buyer paid for it; `number` counts the receipt's lines from 1.

    `paid` holds every tax and charge on the line; `tax` and `tax_included` are parts of it.
    `takes` is what it took out of stock.
    A receipt of another register names no product and shortens `name`.
    """

    number: int
    name: str
    unit: str
    qty_milli: int
    paid: int
    tax: int = 0
    tax_included: int = 0
    product_id: str = ""
    category: str = ""
    brand: str = ""
    takes: tuple[Taken, ...] = ()


class Original(msgspec.Struct, frozen=True):
    """The sale that a receipt was given for; `total` is what was paid, after rounding.

    `register` and `shift_id` are empty where only the receipt tells of the sale; `entry_hash` are
    the first bytes of the sale's entry in hex. Without `lines` the receipt did not tell them.
    """

    sale_id: str
    receipt_number: str
    business_date: date
    total: int
    payments: tuple[Payment, ...]
    lines: tuple[BoughtLine, ...] = ()
    register: str = ""
    shift_id: str = ""
    entry_hash: str = ""


def original_of(sale: Sale, register: str = "", entry_hash: str = "") -> Original:
    """A sale as its receipt tells it."""
    return Original(
        sale_id=sale.id,
        receipt_number=sale.receipt_number,
        business_date=sale.business_date,
        total=sale.total,
        payments=payments_of(sale),
        lines=tuple(_bought(number, line) for number, line in enumerate(sale.lines, 1)),
        register=register,
        shift_id=sale.shift_id,
        entry_hash=entry_hash,
    )


def payments_of(sale: Sale) -> tuple[Payment, ...]:
    """What each method brought in: one row a method, cash less the change, none of nothing."""
    amounts: dict[Method, int] = {}
    for tender in sale.tenders:
        amounts[tender.method] = amounts.get(tender.method, 0) + tender.amount
    if sale.change:
        amounts[Method.CASH] = amounts.get(Method.CASH, 0) - sale.change
    return tuple(Payment(method, amount) for method, amount in amounts.items() if amount)


def _bought(number: int, line: SaleLine) -> BoughtLine:
    return BoughtLine(
        number=number,
        name=line.name,
        unit=line.unit,
        qty_milli=line.qty_milli,
        paid=paid_for(line),
        tax=line.tax,
        tax_included=line.tax_included,
        product_id=line.product_id,
        category=line.category,
        brand=line.brand,
        takes=line.takes or (),
    )
