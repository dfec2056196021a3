"""What a shift took: sums that are kept as sales happen, and the report that is made of them."""

from collections.abc import Iterable
from datetime import date

import msgspec

from pos_app.domain.business_day import Moment
from pos_app.domain.tender import Method


class Taken(msgspec.Struct, frozen=True, omit_defaults=True):
    """Money by one method; no sum is negative.

    `tendered` was handed over for sales and `change` given back on it; `received` came in without
    a sale, as a down payment; `refunded` was handed back for voids and refunds; `reconciled` was
    found at the bank.
    """

    method: Method
    tendered: int = 0
    change: int = 0
    received: int = 0
    refunded: int = 0
    reconciled: int = 0

    @property
    def net(self) -> int:
        """What of it stayed."""
        return self.tendered - self.change + self.received - self.refunded

    @property
    def unreconciled(self) -> int:
        """What came in, as cashiers say, and nobody has found at the bank; refunds stand apart."""
        return self.tendered - self.change + self.received - self.reconciled


class CashierTotal(msgspec.Struct, frozen=True):
    """What one cashier sold in a shift."""

    cashier: str
    sales: int
    turnover: int


class BrandTotal(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was paid for goods of one brand, and given back for them; neither is negative.

    Taxes and service on the goods are in it; rounding is nobody's.
    """

    brand: str
    sold: int
    returned: int = 0

    @property
    def net(self) -> int:
        """What of it stayed."""
        return self.sold - self.returned


class ShiftTotals(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was rung up: `turnover = gross - discount + service + tax + rounding`.

    `turnover` is of all `sales`, also of those that were voided or refunded; these stand beside
    it. `taken` is in the order of `Method`, `cashiers` by name. `brands` are by name too, what has
    none last; they are empty where nothing sold has a brand. `tax_included` lay in the prices;
    `tax_returned` is the tax of both kinds within what was voided and refunded, not negative.
    """

    sales: int = 0
    gross: int = 0
    discount: int = 0
    service: int = 0
    tax: int = 0
    rounding: int = 0
    turnover: int = 0
    voids: int = 0
    voided: int = 0
    refunds: int = 0
    refunded: int = 0
    taken: tuple[Taken, ...] = ()
    cashiers: tuple[CashierTotal, ...] = ()
    brands: tuple[BrandTotal, ...] = ()
    tax_included: int = 0
    tax_returned: int = 0

    @property
    def tax_owed(self) -> int:
        """The tax of both kinds in the net turnover."""
        return self.tax + self.tax_included - self.tax_returned

    @property
    def net_turnover(self) -> int:
        """Turnover without what was voided and refunded."""
        return self.turnover - self.voided - self.refunded

    @property
    def rounding_of_brands(self) -> int:
        """What the brands lack of the net turnover: the rounding of sales, voids and refunds."""
        return self.net_turnover - sum(one.net for one in self.brands)

    @property
    def change(self) -> int:
        """Cash that was given back on sales."""
        return sum(one.change for one in self.taken)

    @property
    def tendered(self) -> dict[Method, int]:
        """What buyers handed over for sales, by method and before change."""
        return {one.method: one.tendered for one in self.taken if one.tendered}

    @property
    def unreconciled(self) -> int:
        """QRIS payments that nobody has found at the bank yet."""
        return sum(one.unreconciled for one in self.taken if one.method is Method.QRIS)


class Moved(msgspec.Struct, frozen=True):
    """Cash that was put in (above zero) or taken out."""

    amount: int
    reason: str
    cashier: str
    at: Moment


class ShiftReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that an X or a Z says of a shift up to the moment `until`.

    Receipt numbers are empty where there was no sale. `first_seq` to `last_seq` are the entries
    it is made of. `held` carts stay for the next shift, `discarded` ones were thrown away.
    """

    opened_at: Moment
    until: Moment
    opened_by: str
    cashier: str
    zone: str
    business_date: date
    float_amount: int
    totals: ShiftTotals
    first_seq: int
    last_seq: int
    moves: tuple[Moved, ...] = ()
    first_receipt: str = ""
    last_receipt: str = ""
    held: int = 0
    discarded: int = 0

    @property
    def moved_in(self) -> int:
        """Cash that was put in."""
        return sum(move.amount for move in self.moves if move.amount > 0)

    @property
    def moved_out(self) -> int:
        """Cash that was taken out, not negative."""
        return -sum(move.amount for move in self.moves if move.amount < 0)

    @property
    def expected(self) -> int:
        """Cash that must be in the drawer."""
        return expected_cash(self.float_amount, self.totals, self.moves)


def expected_cash(float_amount: int, totals: ShiftTotals, moves: Iterable[Moved] = ()) -> int:
    """Cash that must be in the drawer: float + tendered - change + received - refunded ± moves."""
    cash = sum(one.net for one in totals.taken if one.method is Method.CASH)
    return float_amount + cash + sum(move.amount for move in moves)
