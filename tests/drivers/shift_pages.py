"""The shift page over a desk, by itself."""

from tests.drivers.desk import Desk
from ui.guarded import Guarded
from ui.pages.shift.shift_page import ShiftPage
from ui.presenters.shift import ShiftPresenter
from ui.presenters.shift_report import ShiftReportPresenter
from ui.theme import Look


def shift_page(desk: Desk, look: Look) -> ShiftPage:
    """A page with presenters of its own; it waits by the desk's clock."""
    guarded = Guarded(desk.till, desk.background)
    return ShiftPage(
        ShiftPresenter(desk.counter, desk.background, guarded),
        ShiftReportPresenter(desk.counter, desk.background, guarded),
        look,
        clock=lambda: desk.clock().timestamp(),
    )
