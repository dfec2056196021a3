"""The watch over the worker: one that hangs or has died is replaced.

A name that is never resolved, a driver that swallows a request: what no timeout of ours reaches
must not end sending for the day (powersync.dart#307).
"""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from pos_app.services.organizer import SyncKind, SyncState
from sync.client.calls import Calls
from sync.client.news import News

if TYPE_CHECKING:
    from sync.client.worker import Worker

log = logging.getLogger(__name__)

MOST_HANGING = 4
"""So many workers may hang at once; after that only a new start of the program helps."""


class Watch:
    """Makes the worker, and another when it has not got on with anything for `stuck_s` seconds."""

    def __init__(
        self, calls: Calls, news: News, new_worker: Callable[[], "Worker"], stuck_s: float
    ) -> None:
        self._calls = calls
        self._news = news
        self._new_worker = new_worker
        self._stuck_s = stuck_s
        self._hanging: list[Worker] = []
        self._worker: Worker | None = None
        self._begin_after_s = 0.0
        self._thread = threading.Thread(target=self._look, name="lapak-sync-watch", daemon=True)

    def start(self, after_s: float) -> None:
        """Start a worker `after_s` seconds later, or when first called, and watch it."""
        self._begin_after_s = after_s
        self._thread.start()

    def end(self, timeout_s: float) -> None:
        """Wait for the end of the worker and the watch."""
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        if self._worker is not None:
            self._worker.end(timeout_s)

    def _look(self) -> None:
        self._calls.wait_first(self._begin_after_s)
        if self._calls.stopped:
            return
        worker = self._begin()
        while not self._calls.wait_stopped(self._stuck_s / 4):
            if not worker.alive or worker.silent_s > self._stuck_s:
                worker = self._replace(worker)

    def _begin(self) -> "Worker":
        self._worker = self._new_worker()
        self._worker.start()
        return self._worker

    def _replace(self, worker: "Worker") -> "Worker":
        self._hanging = [worker for worker in self._hanging if worker.alive]
        if len(self._hanging) >= MOST_HANGING:
            self._news.tell(SyncState(SyncKind.ATTENTION, code="sync_stuck"))
            return worker
        log.warning("sync: the worker hangs or has died; another one goes on")
        worker.retire()
        self._hanging.append(worker)
        return self._begin()
