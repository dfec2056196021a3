"""Sales reports: today, a day, the open shift, or all that was sold at the expo."""

from datetime import date, datetime

import msgspec

from pos_app.domain.business_day import business_date
from pos_app.domain.permission import NOBODY, Action, By
from pos_app.domain.report_sums import report_of
from pos_app.domain.sales_report import Asked, Reach, SalesReport
from pos_app.services import permission
from pos_app.services.booth import register_in_use
from pos_app.store import report_span, report_sums, shifts
from pos_app.store.database import Work
from pos_app.store.registers import RegisterState
from pos_app.store.report_span import Within
from pos_app.store.report_sums import Whole

__all__ = ["Overview", "Whole", "open_reports", "sales_report"]

_MOST_DAYS = 60


class Overview(msgspec.Struct, frozen=True):
    """A report, and what stands beside it: all of the expo, and the days there are reports of.

    `first` and `last` are the business dates that the report covers, `expo` is empty where the
    booth sells on its own. `days` are the latest first. `within` names just what was added up.
    """

    report: SalesReport
    within: Within
    whole: Whole
    today: date
    first: date
    last: date
    days: tuple[date, ...]
    has_shift: bool
    booth: str
    booth_code: str
    expo: str
    zone: str
    at: datetime


def open_reports(work: Work, *, by: By = NOBODY) -> None:
    """Let somebody see reports: whoever may see what must be in the drawer, for they tell it.

    Raises what `permission.require` raises.
    """
    permission.require(work, Action.SEE_EXPECTED, by)


def sales_report(work: Work, asked: Asked, within: Within | None = None) -> Overview:
    """What was asked for, from one moment; a shift that is no more open has sold nothing.

    `within` adds the same up again that an earlier report did, whatever day or shift it is by now.
    It may read for long: call it by `Till.read_aside`. Raises LapakError `booth_not_set_up`.
    """
    register = register_in_use(work)
    today = business_date(work.at, register.zone, register.cutoff_minutes)
    shift = shifts.open_shift(work.db, register.id)
    here = Within(registers=report_span.registers_of_expo(work.db, _expo_id(register)))
    within = within or _within(asked, today, shift.id if shift else "", here)
    covered = report_span.covered(work.db, within)
    first, last = covered or (asked.day or today, asked.day or today)
    return Overview(
        within=within,
        report=report_of(asked, report_sums.taken(work.db, within), register.cutoff_minutes),
        whole=report_sums.whole(work.db, here),
        today=today,
        first=first,
        last=last,
        days=report_span.days(work.db, _MOST_DAYS),
        has_shift=shift is not None,
        booth=register.booth.name,
        booth_code=register.booth.code,
        expo=register.expo.name if register.expo else "",
        zone=register.zone,
        at=work.at,
    )


def _expo_id(register: RegisterState) -> str | None:
    return register.expo.id if register.expo else None


def _within(asked: Asked, today: date, shift_id: str, here: Within) -> Within:
    match asked.reach:
        case Reach.TODAY:
            return Within(day=today)
        case Reach.DAY:
            return Within(day=asked.day or today)
        case Reach.SHIFT:
            return Within(shift_id=shift_id)
        case Reach.WHOLE:
            return here
