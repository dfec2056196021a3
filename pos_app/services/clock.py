"""Whether this machine's clock went back: its own journal tells how late it was already."""

from datetime import datetime, timedelta

import msgspec

from pos_app.services.booth import current_register
from pos_app.store import journal
from pos_app.store.database import Work

TOLERANCE = timedelta(minutes=5)
"""Clocks that are set by the network step back a little."""

_LOOKED_AT = 500


class ClockReading(msgspec.Struct, frozen=True):
    """What the clock says, and the latest moment that the journal knows, if any."""

    now: datetime
    latest: datetime | None = None

    @property
    def went_back(self) -> bool:
        """Whether the clock says something earlier than it did."""
        return self.latest is not None and self.now < self.latest - TOLERANCE

    def after(self, now: datetime) -> "ClockReading":
        """The clock is read again, without asking the journal."""
        known = self.now if self.latest is None else max(self.now, self.latest)
        return ClockReading(now, known)


def read_clock(work: Work) -> ClockReading:
    """Compare the clock with the last entries; the very last may be of a clock that is wrong."""
    register = current_register(work)
    if register is None:
        return ClockReading(work.at)
    head = register.head
    return ClockReading(work.at, journal.latest(work.db, head.register, head.seq - _LOOKED_AT))
