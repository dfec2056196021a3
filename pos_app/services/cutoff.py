"""When a booth's day ends: fairs that go on after midnight count to the day they began."""

from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import NOBODY, Action, By, noted
from pos_app.domain.register import CutoffChanged, checked_cutoff
from pos_app.services.booth import RegisterState, register_in_use
from pos_app.services.permission import require
from pos_app.store import journal
from pos_app.store.database import Work


def set_cutoff(work: Work, minutes: int, *, by: By = NOBODY) -> RegisterState:
    """Let days end so many minutes after midnight; what was sold keeps its business date.

    Raises LapakError `booth_not_set_up`, `cutoff_of_expo` where the organizer decides,
    `cutoff_out_of_range`, or what `permission.require` raises.
    """
    register = register_in_use(work)
    if register.expo is not None:
        raise LapakError("cutoff_of_expo", expo=register.expo.name)
    body = CutoffChanged(checked_cutoff(minutes), noted(by))
    require(work, Action.SETTINGS, by)
    journal.append(work.db, register.head, Kind.CUTOFF_CHANGED, body, work.at)
    return register_in_use(work)
