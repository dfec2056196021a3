"""What a span of time brought: its turnover, and the same money by hour, product, method, ….

Sales count when they were made, voids and refunds when they were: a day that is over never changes.
A void is taken off everything, as if its sale had not been; a refund stands beside the turnover.
Whatever the parts are, they add up to the whole: only rounding is in no product, category or brand.
"""

from datetime import date
from enum import StrEnum

import msgspec

from pos_app.domain.tender import Method


class Reach(StrEnum):
    """How far a report goes; `WHOLE` is all that this till sold at its expo."""

    TODAY = "today"
    SHIFT = "shift"
    WHOLE = "whole"
    DAY = "day"


class Asked(msgspec.Struct, frozen=True):
    """Which report is wanted; `day` is a business date, of `Reach.DAY` only."""

    reach: Reach = Reach.TODAY
    day: date | None = None


class Part(msgspec.Struct, frozen=True):
    """What one hour, product, category, brand, method or cashier brought.

    `refunded` is not negative. `count` are sales, or, of products, times one was sold; `qty_milli`
    is what was sold less what came back. `key` tells parts of one name apart.
    """

    key: str
    name: str
    turnover: int = 0
    refunded: int = 0
    count: int = 0
    qty_milli: int = 0
    unit: str = ""

    @property
    def net(self) -> int:
        """What of it stayed."""
        return self.turnover - self.refunded


class Unreconciled(msgspec.Struct, frozen=True):
    """QRIS payments that nobody has found at the bank yet, those for orders among them."""

    count: int = 0
    amount: int = 0


class Ordered(msgspec.Struct, frozen=True):
    """Orders that were placed and not cancelled, and money that came for any, by method.

    No part of the turnover. What was given back is taken off `received`.
    """

    count: int = 0
    value: int = 0
    cancelled: int = 0
    received: tuple[tuple[Method, int], ...] = ()

    @property
    def paid(self) -> int:
        """What came in by all methods."""
        return sum(amount for _, amount in self.received)


class SalesReport(msgspec.Struct, frozen=True):
    """A report whose parts each add up to `turnover` and `refunded`.

    `turnover = gross - discount + service + tax + rounding`, of `sales` without those voided;
    `tax_included` is a part of the turnover; `tax_back` is the tax of both kinds in what was
    refunded, not negative.
    `rounding_back` is what refunds gave back less for rounding. Products, categories and brands
    come to `turnover - rounding`, and to `refunded + rounding_back`. Hours are in the day's order,
    methods in that of `Method`, the rest with what brought most first.
    """

    asked: Asked
    sales: int
    items: int
    gross: int
    discount: int
    service: int
    tax: int
    tax_included: int
    rounding: int
    turnover: int
    refunds: int
    refunded: int
    rounding_back: int
    tax_back: int
    voids: int
    voided: int
    hours: tuple[Part, ...]
    products: tuple[Part, ...]
    categories: tuple[Part, ...]
    brands: tuple[Part, ...]
    methods: tuple[Part, ...]
    cashiers: tuple[Part, ...]
    unreconciled: Unreconciled
    ordered: Ordered

    @property
    def net(self) -> int:
        """Turnover without what was refunded."""
        return self.turnover - self.refunded

    @property
    def tax_owed(self) -> int:
        """The tax of both kinds in the net turnover."""
        return self.tax + self.tax_included - self.tax_back

    @property
    def average(self) -> int:
        """What a sale came to, rounded down; nothing without one."""
        return self.turnover // self.sales if self.sales > 0 else 0

    @property
    def rounding_left(self) -> int:
        """What products, categories and brands lack of the net turnover."""
        return self.rounding + self.rounding_back

    @property
    def nothing(self) -> bool:
        """Whether nothing was sold, taken back or ordered."""
        told = (self.products, self.hours, self.ordered.received)
        return not any(told) and not self.ordered.count and not self.voids


def hour_text(hour: str) -> str:
    """An hour as people read it: `09.00`."""
    return f"{hour}.00"
