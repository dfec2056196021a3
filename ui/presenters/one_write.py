"""Recording what somebody confirmed, once, however often they press."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from pos_app.services.counter import Counter
from ui.guarded import Guarded


class OneWrite(QObject):
    """Runs one guarded service at a time; what is asked for meanwhile does nothing."""

    busy_changed = Signal(bool)
    failed = Signal(object)  # Exception: nothing was recorded

    def __init__(self, counter: Counter, guarded: Guarded) -> None:
        super().__init__()
        self._organizer = counter.organizer
        self._guarded = guarded
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether something is being recorded."""
        return self._busy

    def run(
        self,
        service: Callable[..., Any],
        *args: object,
        done: Callable[[Any], None],
        subject: str = "",
    ) -> None:
        """Record it as `Guarded.write` does, and tell the organizer's line that there is more."""
        if self._busy:
            return

        def recorded(result: Any) -> None:
            self._set_busy(busy=False)
            self._organizer.wake()
            done(result)

        def failed(error: Exception) -> None:
            self._set_busy(busy=False)
            self.failed.emit(error)

        self._set_busy(busy=True)
        self._guarded.write(service, *args, done=recorded, failed=failed, subject=subject)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)
