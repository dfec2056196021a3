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

        def recorded(result: Any) -> None:
            self.end()
            self._organizer.wake()
            done(result)

        if self.begin():
            self._guarded.write(service, *args, done=recorded, failed=self.fail, subject=subject)

    def begin(self) -> bool:
        """Keep the way for something else that was confirmed, until `end` or `fail`.

        False, and nothing is to be done, while it is taken.
        """
        if self._busy:
            return False
        self._set_busy(busy=True)
        return True

    def end(self) -> None:
        """It is done."""
        self._set_busy(busy=False)

    def fail(self, error: Exception) -> None:
        """It failed."""
        self._set_busy(busy=False)
        self.failed.emit(error)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)
