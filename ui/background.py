"""Work that is done elsewhere, its results delivered to the window's thread.

Services answer with futures that finish on other threads. `Background.watch` hands the result to
a callback on the thread that the Background lives in, by a queued signal.
"""

import contextlib
import logging
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from pos_app.domain.errors import LapakError

log = logging.getLogger(__name__)
T = TypeVar("T")


class Background(QObject):
    """Watches futures for one window. `failed` carries a LapakError that nobody else took.

    `broken` carries any other exception: a bug, already logged with its context.
    """

    failed = Signal(object)
    broken = Signal(object)
    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._stopped = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def watch(
        self,
        future: "Future[T]",
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Call `done` with the result, or `failed` with the exception, on the window's thread.

        `failed` also gets an exception that is a bug, already logged, so that a page can let go
        of what it waits for; it passes what it does not know to `report`.
        """

        def finished(ended: "Future[T]") -> None:
            if not self._stopped:
                self._finished.emit(ended, done, failed)

        future.add_done_callback(finished)

    def run_blocking(self, fn: Callable[..., T], *args: Any) -> "Future[T]":
        """Run a function that waits (a file, a network) on a small pool."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(2, thread_name_prefix="lapak-blocking")
        return self._pool.submit(fn, *args)

    def stop(self) -> None:
        """Deliver nothing more; call it before the window goes away."""
        self._stopped = True
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    @Slot(object, object, object)
    def _deliver(
        self,
        future: "Future[Any]",
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        if self._stopped or future.cancelled():
            return
        error = future.exception()
        if error is None:
            if done is not None:
                done(future.result())
        elif failed is not None and isinstance(error, Exception):
            _log(error)
            failed(error)
        else:
            self.report(error)

    def report(self, error: BaseException) -> None:
        """Send an error to where people see it; a bug is logged first."""
        _log(error)
        told = self.failed if isinstance(error, LapakError) else self.broken
        told.emit(error)


def _log(error: BaseException) -> None:
    """Log once why something failed that people are told in other words; a bug with its trace."""
    if getattr(error, "_lapak_logged", False):
        return
    if isinstance(error, LapakError):
        if "reason" in error.details:
            log.warning("%s", error)
        return
    with contextlib.suppress(AttributeError):
        error._lapak_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - a mark on it
    log.error("unexpected: %s", "".join(traceback.format_exception(error)))
