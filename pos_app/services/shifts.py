"""A cashier's shift: open it with its float, move cash, hand it over, close it with a count."""

import msgspec
from msgspec import UNSET

from pos_app.domain import cash
from pos_app.domain import shift as rules
from pos_app.domain.business_day import business_date
from pos_app.domain.cash import CashMoved, MoveKind, Notes
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import NOBODY, Action, By, noted
from pos_app.domain.register import receipt_number, report_number
from pos_app.domain.shift import Count, Shift, ShiftClosed, ShiftHandedOver, ShiftOpened
from pos_app.domain.shift_totals import ShiftReport, ShiftTotals
from pos_app.domain.slips import Slip
from pos_app.services import permission
from pos_app.services.booth import RegisterState, register_in_use
from pos_app.store import journal, print_jobs, registers, shifts
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob
from pos_app.store.shifts import PastShift

__all__ = [
    "PastShift",
    "ShiftSummary",
    "close_shift",
    "current_shift",
    "hand_over",
    "move_cash",
    "open_shift",
    "past_shifts",
    "recent_cashiers",
    "shift_summary",
]


class ShiftSummary(msgspec.Struct, frozen=True):
    """An open shift as it stands; `expected` is the cash that must be in the drawer."""

    shift: Shift
    report: ShiftReport

    @property
    def totals(self) -> ShiftTotals:
        """What was rung up."""
        return self.report.totals

    @property
    def expected(self) -> int:
        """The cash that must be in the drawer."""
        return self.report.expected


def current_shift(work: Work) -> Shift | None:
    """The open shift; None before one is opened or the booth set up."""
    register = registers.current_register(work.db)
    return None if register is None else shifts.open_shift(work.db, register.id)


def open_shift(
    work: Work, cashier: str, float_amount: int, notes: Notes = (), *, by: By = NOBODY
) -> Shift:
    """Start a shift; `notes` tell how its float was counted, which they then make.

    Raises LapakError `shift_still_open`, `cashier_name_not_usable`, `amount_negative`,
    `amount_too_large` or `booth_not_set_up`.
    """
    register = register_in_use(work)
    if shifts.open_shift(work.db, register.id) is not None:
        raise LapakError("shift_still_open")
    opened = ShiftOpened(
        shift_id=work.new_id(work.at),
        cashier=rules.cashier_name(cashier),
        business_date=business_date(work.at, register.zone, register.cutoff_minutes),
        float_amount=cash.counted_cash(cash.worth(notes) if notes else float_amount),
        notes=notes or UNSET,
        by=noted(by),
    )
    journal.append(work.db, register.head, Kind.SHIFT_OPENED, opened, work.at)
    return _open_shift(work, register)


def move_cash(
    work: Work, kind: MoveKind, amount: int, reason: str, *, by: By = NOBODY
) -> CashMoved:
    """Put cash into the drawer or take it out; `amount` is above zero.

    Raises LapakError `no_shift_open`, `amount_not_positive`, `amount_too_large`,
    `reason_missing`, `text_too_long`, or what `permission.require` raises for taking out.
    """
    register = register_in_use(work)
    shift = _open_shift(work, register)
    if kind is MoveKind.OUT:
        permission.require(work, Action.CASH_OUT, by)
    moved = CashMoved(
        id=work.new_id(work.at),
        shift_id=shift.id,
        cashier=shift.cashier,
        kind=kind,
        amount=cash.moved_cash(kind, amount),
        reason=cash.stated_reason(reason),
        business_date=business_date(work.at, register.zone, register.cutoff_minutes),
        by=noted(by),
    )
    journal.append(work.db, register.head, Kind.CASH_MOVED, moved, work.at)
    return moved


def hand_over(
    work: Work, cashier: str, counted: int | None = None, *, by: By = NOBODY
) -> ShiftHandedOver:
    """Let another cashier go on with the open shift, perhaps after counting the drawer.

    Raises LapakError `no_shift_open`, `cashier_name_not_usable`, `cashier_the_same`,
    `amount_negative` or `amount_too_large`.
    """
    register = register_in_use(work)
    shift = _open_shift(work, register)
    name = rules.cashier_name(cashier)
    if name == shift.cashier:
        raise LapakError("cashier_the_same", cashier=name)
    handed = ShiftHandedOver(
        shift_id=shift.id,
        cashier=name,
        before=shift.cashier,
        expected=_report(work, register, shift).expected,
        counted=UNSET if counted is None else cash.counted_cash(counted),
        by=noted(by),
    )
    journal.append(work.db, register.head, Kind.SHIFT_HANDED_OVER, handed, work.at)
    return handed


def shift_summary(work: Work) -> ShiftSummary | None:
    """The open shift with its totals."""
    register = registers.current_register(work.db)
    shift = None if register is None else shifts.open_shift(work.db, register.id)
    if register is None or shift is None:
        return None
    return ShiftSummary(shift, _report(work, register, shift))


def close_shift(
    work: Work,
    counted: int | Count,
    reason: str = "",
    *,
    by: By = NOBODY,
) -> ShiftClosed:
    """End the shift, number its Z report and queue it; a difference is recorded, never refused.

    Raises LapakError `no_shift_open`, `amount_negative` or `amount_too_large`, or what
    `permission.require` raises.
    """
    register = register_in_use(work)
    shift = _open_shift(work, register)
    permission.require(work, Action.CLOSE_SHIFT, by)
    count = Count(counted) if isinstance(counted, int) else counted
    # The entry that closes a shift is the last one of its report.
    report = msgspec.structs.replace(_report(work, register, shift), last_seq=register.head.seq + 1)
    closed = rules.close(shift, register.reports + 1, report, count, reason)
    closed = msgspec.structs.replace(closed, by=noted(by))
    journal.append(work.db, register.head, Kind.SHIFT_CLOSED, closed, work.at)
    title = report_number(register.booth.code, register.code, register.reports + 1)
    print_jobs.add(work.db, PrintJob(work.new_id(work.at), Slip.SHIFT_Z, shift.id, title), work.at)
    return closed


def past_shifts(work: Work, limit: int = 100) -> tuple[PastShift, ...]:
    """The last shifts that were closed at this till, the latest first."""
    return shifts.past_shifts(work.db, limit)


def recent_cashiers(work: Work) -> tuple[str, ...]:
    """The last names that opened a shift, for choosing instead of typing."""
    return shifts.recent_cashiers(work.db, limit=6)


def _open_shift(work: Work, register: RegisterState) -> Shift:
    shift = shifts.open_shift(work.db, register.id)
    if shift is None:
        raise LapakError("no_shift_open")
    return shift


def _report(work: Work, register: RegisterState, shift: Shift) -> ShiftReport:
    """All that is known of a shift now, from one moment."""
    sold = register.receipts > shift.receipts
    places = register.booth.code, register.code
    return ShiftReport(
        opened_at=shift.opened_at,
        until=work.at,
        opened_by=shift.opened_by,
        cashier=shift.cashier,
        zone=register.zone,
        business_date=shift.business_date,
        float_amount=shift.float_amount,
        totals=shifts.shift_totals(work.db, shift.id),
        first_seq=shift.seq,
        last_seq=register.head.seq,
        moves=shifts.cash_moves(work.db, shift.id),
        first_receipt=receipt_number(*places, shift.receipts + 1) if sold else "",
        last_receipt=receipt_number(*places, register.receipts) if sold else "",
    )
