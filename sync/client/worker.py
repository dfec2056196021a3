"""The one thread that joins and sends, round after round."""

import logging
import threading

from pos_app.domain.errors import LapakError
from pos_app.services.organizer import SyncKind, SyncState
from pos_app.services.till import Till
from sync.client.calls import Calls
from sync.client.http import Timeouts
from sync.client.join import join
from sync.client.news import News
from sync.client.patience import PERSON_S
from sync.client.rounds import Pace, Rounds

log = logging.getLogger(__name__)


class Worker:
    """Works until `calls` says stop; a bug in a round ends that round only."""

    def __init__(
        self, till: Till, calls: Calls, news: News, pace: Pace, timeouts: Timeouts
    ) -> None:
        self._till = till
        self._calls = calls
        self._news = news
        self._timeouts = timeouts
        self._rounds = Rounds(till, news, pace, timeouts)
        self._begin_after_s = 0.0
        self._thread = threading.Thread(target=self._work, name="lapak-sync", daemon=True)

    def start(self, after_s: float) -> None:
        """Begin `after_s` seconds later, or when first called."""
        self._begin_after_s = after_s
        self._thread.start()

    def end(self, timeout_s: float) -> None:
        """Wait for the thread's end."""
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _work(self) -> None:
        self._calls.wait_first(self._begin_after_s)
        while not self._calls.stopped:
            patience = self._round()
            idle = self._news.state.kind in {SyncKind.SYNCED, SyncKind.STANDALONE}
            self._calls.wait(patience, idle=idle, woken=self._rounds.count_waiting)

    def _round(self) -> float:
        try:
            self._join_asked()
            return self._rounds.send()
        except Exception:
            # The line's edge: a bug is logged and shown, and sending is tried again later.
            log.exception("sync failed")
            self._news.tell(SyncState(SyncKind.ATTENTION, code="bug"))
            return PERSON_S

    def _join_asked(self) -> None:
        for address, code, asked in self._calls.take_joins():
            if not asked.set_running_or_notify_cancel():
                continue
            try:
                asked.set_result(join(self._till, address, code, self._timeouts))
                self._rounds.forget()
            except Exception as error:
                if not isinstance(error, LapakError):
                    log.exception("joining failed")
                asked.set_exception(error)
