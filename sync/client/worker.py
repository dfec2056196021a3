"""The one thread that joins and sends, round after round."""

import logging
import threading
from concurrent.futures import InvalidStateError
from contextlib import suppress

from pos_app.domain.errors import LapakError
from pos_app.services.organizer import SyncKind, SyncState
from pos_app.services.till import Till
from sync.client.calls import Calls, Joining
from sync.client.duty import Duty, RetiredError
from sync.client.news import News
from sync.client.organizer_news import OrganizerNews
from sync.client.pace import Pace, Timeouts
from sync.client.patience import PERSON_S
from sync.client.rounds import Rounds

log = logging.getLogger(__name__)


class Worker:
    """Works until `calls` says stop or another one takes over; a bug ends its round only."""

    def __init__(
        self, till: Till, calls: Calls, news: News, pace: Pace, timeouts: Timeouts
    ) -> None:
        self._till = till
        self._calls = calls
        self._news = news
        self._timeouts = timeouts
        self._duty = Duty()
        self._organizer = OrganizerNews(till, calls.wake, timeouts)
        self._rounds = Rounds(till, news, pace, timeouts, self._duty, self._organizer)
        self._joining: Joining | None = None
        self._thread = threading.Thread(target=self._work, name="lapak-sync", daemon=True)

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    @property
    def silent_s(self) -> float:
        """Seconds since the work under way last got on."""
        return self._duty.silent_s

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def retire(self) -> None:
        """Another worker takes over; who waits for a join here is told that nobody answered."""
        self._duty.retire()
        joining = self._joining
        if joining is not None:
            address, _, asked = joining
            with suppress(InvalidStateError):
                asked.set_exception(LapakError("server_unreachable", address=address))

    def end(self, timeout_s: float) -> None:
        """Wait for the thread's end."""
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._organizer.close()

    def _work(self) -> None:
        with suppress(RetiredError):
            while not self._calls.stopped:
                self._duty.beat()
                patience = self._round()
                self._duty.beat()
                self._duty.rest()
                idle = self._news.state.kind in {SyncKind.SYNCED, SyncKind.STANDALONE}
                self._calls.wait(patience, idle=idle, woken=self._rounds.count_waiting)

    def _round(self) -> float:
        try:
            for joining in self._calls.take_joins():
                self._join(joining)
            return self._rounds.send()
        except RetiredError:
            raise
        except Exception:
            # The line's edge: a bug is logged and shown, and sending is tried again later.
            log.exception("sync failed")
            self._news.tell(SyncState(SyncKind.ATTENTION, code="bug"))
            return PERSON_S

    def _join(self, joining: Joining) -> None:
        address, code, asked = joining
        if not asked.set_running_or_notify_cancel():
            return
        self._joining = joining
        from sync.client.inviting import join_as_asked  # slow: it brings TLS and keys along

        # Whoever asked may have been told already that nobody answered.
        with suppress(InvalidStateError):
            try:
                asked.set_result(join_as_asked(self._till, address, code, self._timeouts))
                self._rounds.forget()
            except LapakError as error:
                asked.set_exception(error)
            except InvalidStateError:
                raise
            except Exception as error:
                log.exception("joining failed")
                asked.set_exception(error)
        self._joining = None
