"""The cash drawer, opened without a sale: who, and why."""

from pos_app.domain.drawer import DrawerOpened
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import NOBODY, Action, By
from pos_app.domain.words import stated_reason
from pos_app.services.booth import register_in_use
from pos_app.services.permission import require
from pos_app.store import journal, shifts
from pos_app.store.database import Work


def open_drawer(work: Work, reason: str, *, by: By = NOBODY) -> DrawerOpened:
    """Record that the drawer is opened, before it is: the printer does that afterwards.

    Raises LapakError `reason_missing`, `text_too_long` and as `require` does.
    """
    why = stated_reason(reason)
    require(work, Action.OPEN_DRAWER, by)
    register = register_in_use(work)
    shift = shifts.open_shift(work.db, register.id)
    name = by.name or (shift.cashier if shift else "")
    opened = DrawerOpened(by.person, name, why, shift.id if shift else "")
    journal.append(work.db, register.head, Kind.DRAWER_OPENED, opened, work.at)
    return opened
