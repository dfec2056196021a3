"""Notices that nobody has touched the till for a while."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

_LOOK_EVERY_MS = 2_000
_TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.Wheel,
    }
)


class Idle(QObject):
    """`over` comes once nothing was pressed for the time set; then nothing until `begin`.

    It stands on the window that has the focus, as the scanner does, and only while it watches.
    `clock` gives seconds.
    """

    over = Signal()

    def __init__(
        self,
        app: QGuiApplication,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self.clock = clock
        self._most_s = 0.0
        self._touched_at = 0.0
        self._window: QObject | None = None
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def watching(self) -> bool:
        """Whether it will say so."""
        return self._timer.isActive()

    def begin(self, most_s: float) -> None:
        """Say so after that many seconds; 0 is never."""
        self._most_s = most_s
        self._touched_at = self.clock()
        if not most_s:
            self.stop()
        elif not self.watching:
            self._timer.start()
            self._app.focusWindowChanged.connect(self._watch)
            self._watch(self._app.focusWindow())

    def stop(self) -> None:
        """Watch no more."""
        if self.watching:
            self._timer.stop()
            self._app.focusWindowChanged.disconnect(self._watch)
            self._watch(None)

    def look(self) -> None:
        """See whether the time is over."""
        if self.watching and self.clock() - self._touched_at >= self._most_s:
            self.stop()
            self.over.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Somebody is there."""
        if event.type() in _TOUCHED:
            self._touched_at = self.clock()
        return False

    def _watch(self, window: QObject | None) -> None:
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        if window is not None:
            window.installEventFilter(self)
        self._window = window
