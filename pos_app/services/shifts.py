"""A cashier's shift: open it with its float, move cash, hand it over, close it with a count."""

from enum import StrEnum

import msgspec
from msgspec import UNSET

from pos_app.domain import cash
from pos_app.domain import shift as rules
from pos_app.domain.business_day import business_date
from pos_app.domain.cash import CashMoved, CashWay, Notes
from pos_app.domain.errors import LapakError
from pos_app.domain.held_cart import cart_name
from pos_app.domain.kinds import Kind
from pos_app.domain.money import format_rupiah
from pos_app.domain.permission import NOBODY, Action, By, noted
from pos_app.domain.register import receipt_number, report_number
from pos_app.domain.shift import Count, Shift, ShiftClosed, ShiftHandedOver, ShiftOpened
from pos_app.domain.shift_totals import ShiftReport, ShiftTotals
from pos_app.domain.slips import Slip
from pos_app.domain.tender import Method
from pos_app.domain.words import stated_reason
from pos_app.services import permission
from pos_app.services.booth import RegisterState, register_in_use
from pos_app.services.expo_news import settle_days
from pos_app.store import (
    carts,
    first_counts,
    journal,
    print_jobs,
    registers,
    shift_sums,
    shifts,
    taken_money,
)
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob
from pos_app.store.shifts import PastShift

__all__ = [
    "OpenCarts",
    "PastShift",
    "ShiftSummary",
    "close_shift",
    "compare_count",
    "current_shift",
    "hand_over",
    "move_cash",
    "open_shift",
    "past_shifts",
    "recent_cashiers",
    "shift_summary",
]


class OpenCarts(StrEnum):
    """What becomes of carts that are not paid when their shift is closed."""

    CARRY_OVER = "carry_over"
    THROW_AWAY = "throw_away"


class ShiftSummary(msgspec.Struct, frozen=True):
    """An open shift as it stands; `expected` is the cash that must be in the drawer.

    `open_carts` are the names of those that are not paid. `unbooked` is cash that was taken for
    carts and orders which are not paid yet: it lies in the drawer and is not expected there.
    `moves` are the ids of the report's moves, in their order: their slips can be printed again.
    """

    shift: Shift
    report: ShiftReport
    open_carts: tuple[str, ...] = ()
    unbooked: int = 0
    moves: tuple[str, ...] = ()

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
    settle_days(work)
    register = register_in_use(work)
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


def move_cash(work: Work, kind: CashWay, amount: int, reason: str, *, by: By = NOBODY) -> CashMoved:
    """Put cash into the drawer or take it out, and queue its slip; `amount` is above zero.

    Raises LapakError `no_shift_open`, `amount_not_positive`, `amount_too_large`,
    `reason_missing`, `text_too_long`, or what `permission.require` raises for taking out.
    """
    register = register_in_use(work)
    shift = _open_shift(work, register)
    if kind is CashWay.OUT:
        permission.require(work, Action.CASH_OUT, by)
    moved = CashMoved(
        id=work.new_id(work.at),
        shift_id=shift.id,
        cashier=by.name or shift.cashier,
        kind=kind,
        amount=cash.moved_cash(kind, amount),
        reason=stated_reason(reason),
        business_date=business_date(work.at, register.zone, register.cutoff_minutes),
        by=noted(by),
    )
    journal.append(work.db, register.head, Kind.CASH_MOVED, moved, work.at)
    title = format_rupiah(moved.amount)
    print_jobs.add(
        work.db, PrintJob(work.new_id(work.at), Slip.CASH_MOVE, moved.id, title), work.at
    )
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
    open_carts = tuple(name for _, name in _open_carts(work))
    report, moves = _report(work, register, shift), shifts.cash_move_ids(work.db, shift.id)
    return ShiftSummary(shift, report, open_carts, _unbooked(work), moves)


def compare_count(work: Work, counted: int) -> ShiftSummary:
    """Tell what must be in the drawer, and keep what was counted before that was known.

    Only the first count of a shift was a blind one: it stays until the close, whatever is counted
    later and whoever counts it. Raises LapakError `no_shift_open`, `amount_negative` or
    `amount_too_large`.
    """
    shift = _open_shift(work, register_in_use(work))
    first_counts.keep(work.db, shift.id, cash.counted_cash(counted), work.at)
    summary = shift_summary(work)
    assert summary is not None
    return summary


def close_shift(
    work: Work,
    counted: int | Count,
    reason: str = "",
    open_carts: OpenCarts = OpenCarts.CARRY_OVER,
    *,
    by: By = NOBODY,
) -> ShiftClosed:
    """End the shift, number its Z report and queue it; a difference is recorded, never refused.

    A first count that `compare_count` kept is written with it. Carts that are not paid are there
    in the next shift, or are thrown away.

    Raises LapakError `no_shift_open`, `amount_negative` or `amount_too_large`, or what
    `permission.require` raises.
    """
    register = register_in_use(work)
    shift = _open_shift(work, register)
    permission.require(work, Action.CLOSE_SHIFT, by)
    count = Count(counted) if isinstance(counted, int) else counted
    first = first_counts.find(work.db, shift.id)
    if first is not None:
        count = msgspec.structs.replace(count, first=first)
        first_counts.forget(work.db, shift.id)
    left = len(_open_carts(work))
    kept = open_carts is OpenCarts.CARRY_OVER
    report = msgspec.structs.replace(
        _report(work, register, shift),
        cashier=by.name or shift.cashier,
        last_seq=register.head.seq + 1,  # the entry that closes it is the last one
        held=left if kept else 0,
        discarded=0 if kept else left,
    )
    closed = rules.close(shift, register.reports + 1, report, count, reason)
    closed = msgspec.structs.replace(closed, cashier=report.cashier, by=noted(by))
    journal.append(work.db, register.head, Kind.SHIFT_CLOSED, closed, work.at)
    if not kept:
        _throw_away(work)
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


def _open_carts(work: Work) -> list[tuple[str, str]]:
    """Carts that are not paid, those of training apart: id and name."""
    at_hand = carts.at_hand(work.db)
    begun = [(at_hand.id, cart_name(at_hand, ""))] if at_hand is not None else []
    return [*((one.id, one.name) for one in carts.held(work.db, training=False)), *begun]


def _unbooked(work: Work) -> int:
    kept = (tender for taken in taken_money.kept(work.db) for tender in taken.tenders)
    return sum(tender.amount for tender in kept if tender.method is Method.CASH)


def _throw_away(work: Work) -> None:
    for cart_id, _ in _open_carts(work):
        carts.drop(work.db, cart_id)


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
        totals=shift_sums.shift_totals(work.db, shift.id),
        first_seq=shift.seq,
        last_seq=register.head.seq,
        moves=shifts.cash_moves(work.db, shift.id),
        first_receipt=receipt_number(*places, shift.receipts + 1) if sold else "",
        last_receipt=receipt_number(*places, register.receipts) if sold else "",
    )
