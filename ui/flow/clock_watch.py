"""Says once that the computer's clock went back, and no more when it is right again."""

from datetime import datetime

from PySide6.QtCore import QObject

from pos_app.domain.business_day import format_moment
from pos_app.services.clock import ClockReading, read_clock
from pos_app.services.till import Till
from ui.background import Background
from ui.flow.frame_state import FrameState
from ui.notices import Notice
from ui.window import TillWindow


class ClockWatch(QObject):
    """Looks when the till opens and when a shift does; after that each sale tells the time."""

    def __init__(
        self, window: TillWindow, till: Till, background: Background, frame: FrameState
    ) -> None:
        super().__init__(window)
        self._window = window
        self._till = till
        self._background = background
        self._frame = frame
        self._reading: ClockReading | None = None
        self._told: Notice | None = None

    def look(self) -> None:
        """Compare the clock with the journal."""
        self._background.watch(self._till.read(read_clock), self._on_read)

    def saw(self, at: datetime) -> None:
        """A sale was stored at that moment; nothing is read for it."""
        if self._reading is not None:
            self._on_read(self._reading.after(at))

    def _on_read(self, reading: ClockReading) -> None:
        self._reading = reading
        if not reading.went_back:
            self._window.messages.withdraw(self._told)
            self._told = None
        elif self._told is None:
            self._told = Notice(self._sentence(reading), "attention")
            self._window.say(self._told)

    def _sentence(self, reading: ClockReading) -> str:
        tr, zone = self._window.catalog, self._frame.zone
        text = tr(
            "The computer's clock went back: it says {now}, the last entry is of {last}."
            " Sales are stored all the same; set the clock right."
        )
        assert reading.latest is not None
        now, last = (format_moment(at, zone, tr.language) for at in (reading.now, reading.latest))
        return text.format(now=now, last=last)
