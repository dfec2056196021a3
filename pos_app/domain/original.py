"""What a receipt says of a sale: what was bought, for how much, and how it was paid.

It is made from a sale of this till (`sold`), or from the code on a receipt of another register.
"""

from datetime import date

import msgspec

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
