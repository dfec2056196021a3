"""Opening the drawer without a sale: allowed, recorded, then opened by the printer."""

import logging

from PySide6.QtCore import QObject, Signal

from pos_app.domain.drawer import DrawerOpened
from pos_app.domain.errors import LapakError
from pos_app.services import drawer
from pos_app.services.counter import Counter
from pos_app.services.printing.printer_state import Shown
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.one_write import OneWrite

log = logging.getLogger(__name__)


class DrawerPresenter(QObject):
    """Opens it once a press; `recorded` comes before the printer is asked, `opened` after."""

    recorded = Signal(object)  # DrawerOpened
    opened = Signal(object)  # DrawerOpened
    refused = Signal(object)  # Exception: nothing was recorded, the reason can be mended
    failed = Signal(object)  # Exception: it is shut

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._recording = OneWrite(counter, guarded)
        self._recording.failed.connect(self.refused)

    @property
    def has_printer(self) -> bool:
        """Whether there is a printer that could open it."""
        return self._counter.spooler.state.state is not Shown.NONE

    def open(self, reason: str) -> None:
        """Open it for a reason; a second press while that is recorded does nothing."""
        self._recording.run(drawer.open_drawer, reason, done=self._on_recorded, subject=reason)

    def _on_recorded(self, opened: DrawerOpened) -> None:
        self.recorded.emit(opened)

        def sprang(_result: object) -> None:
            self.opened.emit(opened)

        self._background.watch(self._counter.spooler.open_drawer(), sprang, self._on_shut)

    def _on_shut(self, error: Exception) -> None:
        log.warning("the drawer did not open: %s", error)
        known = isinstance(error, LapakError) and error.code == "drawer_without_printer"
        self.failed.emit(error if known else LapakError("drawer_not_opened"))
