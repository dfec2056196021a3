"""The till's line to its organizer, as the rest of the till sees it."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from pos_app.services.booth import RegisterState
from pos_app.services.organizer import FoundServer, SyncState
from pos_app.services.till import Till
from sync.client.calls import Calls
from sync.client.news import News
from sync.client.pace import PACE, TIMEOUTS, Pace, Timeouts
from sync.client.watch import Watch

if TYPE_CHECKING:
    from sync.client.worker import Worker

_CLOSING_S = 30.0


class Line:
    """Implements `services.organizer.Organizer` over HTTP."""

    def __init__(self, till: Till, *, pace: Pace = PACE, timeouts: Timeouts = TIMEOUTS) -> None:
        self._news = News()
        self._calls = Calls()

        def new_worker() -> "Worker":
            from sync.client.worker import Worker  # later: a start needs only the state

            return Worker(till, self._calls, self._news, pace, timeouts)

        self._watch = Watch(self._calls, self._news, new_worker, pace.stuck_s)

    @property
    def state(self) -> SyncState:
        """The latest state."""
        return self._news.state

    @property
    def address(self) -> str:
        """The server's address; empty while the booth sells on its own."""
        return self._news.address

    def start(self, after_s: float = 0.0) -> None:
        """Begin to send; `after_s` seconds later, or when first woken."""
        self._watch.start(after_s)

    def subscribe(self, heard: Callable[[SyncState], None]) -> None:
        """Call `heard` with each new state, from the line's thread."""
        self._news.subscribe(heard)

    def wake(self) -> None:
        """Something was recorded: send it, unless the server asked for patience."""
        self._calls.wake()

    def send_now(self) -> None:
        """A person wants it sent now."""
        self._calls.insist()

    def join(self, address: str, code: str) -> Future[RegisterState]:
        """Join an expo; the future raises LapakError with the reason."""
        asked: Future[RegisterState] = Future()
        self._calls.ask_join((address, code, asked))
        return asked

    def find(self) -> tuple[FoundServer, ...]:
        """Servers in the local network that can be joined."""
        from sync.client.finding import find_servers

        return find_servers()

    def close(self) -> None:
        """Stop after the request that is under way."""
        self._calls.stop()
        self._watch.end(_CLOSING_S)
