"""A cashier's time at a register, from the float they start with to the cash they count."""

from datetime import date, datetime

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.cash import Notes, counted_cash
from pos_app.domain.errors import LapakError
from pos_app.domain.permission import By
from pos_app.domain.shift_totals import ShiftReport
from pos_app.domain.words import MAX_REASON, one_line

MAX_CASHIER_NAME = 40


class Shift(msgspec.Struct, frozen=True):
    """An open shift; `float_amount` is the cash in the drawer at its start.

    `cashier` stands at the till now, `opened_by` did at its start. `seq` names its first entry,
    `receipts` is the last receipt number before it.
    """

    id: str
    cashier: str
    opened_at: datetime
    business_date: date
    float_amount: int
    opened_by: str = ""
    seq: int = 0
    receipts: int = 0


class ShiftOpened(msgspec.Struct, frozen=True):
    """Body of `shift.opened`; `notes` tell how the float was counted, if it was."""

    shift_id: str
    cashier: str
    business_date: date
    float_amount: int
    notes: Notes | UnsetType = UNSET
    by: By | UnsetType = UNSET


class ShiftHandedOver(msgspec.Struct, frozen=True):
    """Body of `shift.handed_over`: `cashier` goes on where `before` stood, the shift stays open.

    `expected` is the cash that must be in the drawer then, `counted` what both found in it.
    """

    shift_id: str
    cashier: str
    before: str
    expected: int
    counted: int | UnsetType = UNSET
    by: By | UnsetType = UNSET


class ShiftClosed(msgspec.Struct, frozen=True):
    """Body of `shift.closed`: what the journal says must be there and what was counted.

    `difference = counted - expected`: above zero is too much cash, below is too little.
    `number` is that of the Z report, `report` all that stands on it. `first_counted` was counted
    before anybody knew what to expect, if it was counted anew after that.
    """

    shift_id: str
    cashier: str
    sales: int
    turnover: int
    expected: int
    counted: int
    difference: int
    reason: str = ""
    number: int | UnsetType = UNSET
    notes: Notes | UnsetType = UNSET
    first_counted: int | UnsetType = UNSET
    report: ShiftReport | UnsetType = UNSET
    by: By | UnsetType = UNSET


class Closing(msgspec.Struct, frozen=True):
    """A closed shift and its place: `seq` and `hash` are of its entry, `number` of its Z report."""

    closed: ShiftClosed
    number: int
    register: str
    seq: int
    hash: bytes
    at: datetime
    zone: str


class Count(msgspec.Struct, frozen=True):
    """What was found in the drawer. `notes` may be empty: somebody knew the sum.

    `first` is the sum that was counted blindly, if it was another one.
    """

    amount: int
    notes: Notes = ()
    first: int | None = None


def cashier_name(text: str) -> str:
    """A cashier's name with single spaces; raises LapakError `cashier_name_not_usable`."""
    name = one_line(text)
    if not name or len(name) > MAX_CASHIER_NAME:
        raise LapakError("cashier_name_not_usable", limit=MAX_CASHIER_NAME)
    return name


def close(
    shift: Shift, number: int, report: ShiftReport, count: Count, reason: str = ""
) -> ShiftClosed:
    """Close a shift; a difference is recorded, never refused, and a long reason cut short.

    Raises LapakError `amount_negative` or `amount_too_large`.
    """
    anew = count.first is not None and count.first != count.amount
    return ShiftClosed(
        shift_id=shift.id,
        cashier=shift.cashier,
        sales=report.totals.sales,
        turnover=report.totals.turnover,
        expected=report.expected,
        counted=counted_cash(count.amount),
        difference=count.amount - report.expected,
        reason=one_line(reason)[:MAX_REASON],
        number=number,
        notes=count.notes or UNSET,
        first_counted=count.first if anew and count.first is not None else UNSET,
        report=report,
    )
