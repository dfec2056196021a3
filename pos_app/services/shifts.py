"""A cashier's shift: open it with its float, look at it, close it with a count."""

import msgspec

from pos_app.domain import shift as rules
from pos_app.domain.business_day import business_date
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.shift import Shift, ShiftClosed, ShiftOpened, ShiftTotals
from pos_app.services.booth import register_in_use
from pos_app.store import journal, registers, shifts
from pos_app.store.database import Work


class ShiftSummary(msgspec.Struct, frozen=True):
    """An open shift as it stands; `expected` is the cash that must be in the drawer."""

    shift: Shift
    totals: ShiftTotals
    expected: int


def current_shift(work: Work) -> Shift | None:
    """The open shift; None before one is opened or the booth set up."""
    register = registers.current_register(work.db)
    return None if register is None else shifts.open_shift(work.db, register.id)


def open_shift(work: Work, cashier: str, float_amount: int) -> Shift:
    """Start a shift.

    Raises LapakError `shift_still_open`, `cashier_name_not_usable`, `amount_negative`,
    `amount_too_large` or `booth_not_set_up`.
    """
    register = register_in_use(work)
    if shifts.open_shift(work.db, register.id) is not None:
        raise LapakError("shift_still_open")
    shift = Shift(
        id=work.new_id(work.at),
        cashier=rules.cashier_name(cashier),
        opened_at=work.at,
        business_date=business_date(work.at, register.zone, register.cutoff_minutes),
        float_amount=rules.counted_cash(float_amount),
    )
    opened = ShiftOpened(shift.id, shift.cashier, shift.business_date, shift.float_amount)
    journal.append(work.db, register.head, Kind.SHIFT_OPENED, opened, work.at)
    return shift


def shift_summary(work: Work) -> ShiftSummary | None:
    """The open shift with its totals."""
    shift = current_shift(work)
    if shift is None:
        return None
    totals = shifts.shift_totals(work.db, shift.id)
    return ShiftSummary(shift, totals, rules.expected_cash(shift.float_amount, totals))


def close_shift(work: Work, counted: int, reason: str = "") -> ShiftClosed:
    """End the shift; a difference is recorded with its reason, never refused.

    Raises LapakError `no_shift_open`, `amount_negative` or `amount_too_large`.
    """
    register = register_in_use(work)
    shift = shifts.open_shift(work.db, register.id)
    if shift is None:
        raise LapakError("no_shift_open")
    closed = rules.close(shift, shifts.shift_totals(work.db, shift.id), counted, reason)
    journal.append(work.db, register.head, Kind.SHIFT_CLOSED, closed, work.at)
    return closed


def recent_cashiers(work: Work) -> tuple[str, ...]:
    """The last names that opened a shift, for choosing instead of typing."""
    return shifts.recent_cashiers(work.db, limit=6)
