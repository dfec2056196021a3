"""Whose till this is and which shift runs: where the window begins, and what moves it on."""

from PySide6.QtCore import QObject

from pos_app.domain.shift import Shift, ShiftClosed
from pos_app.services import booth, shifts
from pos_app.services.booth import RegisterState
from pos_app.services.counter import Counter
from pos_app.services.till import Work
from ui.background import Background
from ui.flow.clock_watch import ClockWatch
from ui.flow.doorway import Doorway
from ui.flow.frame_state import FrameState
from ui.flow.navigation import Navigation
from ui.flow.presenter_set import PresenterSet
from ui.window import TillWindow


def where_we_are(work: Work) -> tuple[RegisterState | None, Shift | None]:
    """Whose till this is and who sells, from one moment."""
    return booth.current_register(work), shifts.current_shift(work)


class Place(QObject):
    """Finds out where to start: a booth to set up, a shift to open, or selling."""

    def __init__(
        self,
        window: TillWindow,
        counter: Counter,
        background: Background,
        presenters: PresenterSet,
        navigation: Navigation,
        frame: FrameState,
        doorway: Doorway,
        clock: ClockWatch,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._till = counter.till
        self._background = background
        self._presenters = presenters
        self._navigation = navigation
        self._frame = frame
        self._doorway = doorway
        self._clock = clock

    def find(self) -> None:
        """Read where the till stands, and go there.

        The products are read at once too: they are there when the sell page is. Where people are
        set up, somebody has to enter first.
        """
        self._doorway.load()
        self._background.watch(self._till.read(where_we_are), self._arrive)
        self._presenters.shelf.load()
        self._presenters.sell.load_terms()

    def connect_page(self, name: str) -> None:
        """Connect a page that was just made, if it moves the till on."""
        presenters = self._presenters
        match name:
            case "welcome":
                presenters.welcome.ready.connect(self._on_place_changed)
            case "sync":
                presenters.sync.joined.connect(self._on_place_changed)
            case "shift":
                presenters.shift.opened.connect(self._on_shift_opened)
                presenters.shift.handed_over.connect(self._on_handed_over)
                presenters.shift.closed.connect(self._on_shift_closed)

    def _arrive(self, place: tuple[RegisterState | None, Shift | None]) -> None:
        register, shift = place
        self._frame.show_place(register, shift)
        self._navigation.show_rail()
        here = self._doorway.behind if self._doorway.is_locked else self._window.current
        if here in ("opening", "welcome") or shift is None:
            start = "welcome" if register is None else "sell" if shift else "shift"
            self._navigation.show(start)
        if shift is None:  # else when products are on the screen: nothing comes before them
            self._clock.look()

    def _on_place_changed(self, _register: object) -> None:
        self.find()

    def _on_shift_opened(self, shift: Shift) -> None:
        self._frame.show_place(self._frame.register, shift)
        self._navigation.show("sell")
        self._clock.look()

    def _on_handed_over(self, _handed: object) -> None:
        self._background.watch(self._till.read(where_we_are), self._show)
        self._doorway.lock()  # whoever goes on enters with a PIN of their own

    def _show(self, place: tuple[RegisterState | None, Shift | None]) -> None:
        self._frame.show_place(*place)

    def _on_shift_closed(self, closed: ShiftClosed) -> None:
        self._frame.show_place(self._frame.register, None)
        if closed.report and closed.report.discarded:
            self._presenters.sell.at_hand.new_sale()
            self._presenters.held.load()
        self._navigation.show("shift")
