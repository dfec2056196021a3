"""A cashier's time at a register, from the float they start with to the cash they count."""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.tender import Method

MAX_CASHIER_NAME = 40


class Shift(msgspec.Struct, frozen=True):
    """An open shift; `float_amount` is the cash in the drawer at its start."""

    id: str
    cashier: str
    opened_at: datetime
    business_date: date
    float_amount: int


class ShiftOpened(msgspec.Struct, frozen=True):
    """Body of `shift.opened`."""

    shift_id: str
    cashier: str
    business_date: date
    float_amount: int


class ShiftClosed(msgspec.Struct, frozen=True):
    """Body of `shift.closed`: what the journal says must be there and what was counted.

    `difference = counted - expected`: above zero is too much cash, below is too little.
    """

    shift_id: str
    cashier: str
    sales: int
    turnover: int
    expected: int
    counted: int
    difference: int
    reason: str = ""


class ShiftTotals(msgspec.Struct, frozen=True):
    """What was rung up in a shift; `tendered` is by method and before change."""

    sales: int
    turnover: int
    tendered: Mapping[Method, int]
    change: int


def cashier_name(text: str) -> str:
    """A cashier's name with single spaces; raises LapakError `cashier_name_not_usable`."""
    name = " ".join(text.split())
    if not name or len(name) > MAX_CASHIER_NAME:
        raise LapakError("cashier_name_not_usable", limit=MAX_CASHIER_NAME)
    return name


def counted_cash(amount: int) -> int:
    """A float or a count; raises LapakError `amount_negative` or `amount_too_large`."""
    if amount < 0:
        raise LapakError("amount_negative")
    if amount > MAX_AMOUNT:
        raise LapakError("amount_too_large", text=str(amount))
    return amount


def expected_cash(float_amount: int, totals: ShiftTotals) -> int:
    """Cash that must be in the drawer: float + cash tendered - change."""
    return float_amount + totals.tendered.get(Method.CASH, 0) - totals.change


def close(shift: Shift, totals: ShiftTotals, counted: int, reason: str) -> ShiftClosed:
    """Close a shift; a difference is recorded, never refused."""
    expected = expected_cash(shift.float_amount, totals)
    return ShiftClosed(
        shift_id=shift.id,
        cashier=shift.cashier,
        sales=totals.sales,
        turnover=totals.turnover,
        expected=expected,
        counted=counted_cash(counted),
        difference=counted - expected,
        reason=reason.strip(),
    )
