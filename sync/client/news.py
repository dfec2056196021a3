"""What the line tells: its latest state, and who hears of each new one."""

import logging
from collections.abc import Callable

import msgspec

from pos_app.domain.continuation import Continued
from pos_app.services.organizer import SyncKind, SyncState

log = logging.getLogger(__name__)


class News:
    """The latest state and its listeners, who are called from the line's own thread."""

    def __init__(self) -> None:
        self._heard: list[Callable[[SyncState], None]] = []
        self._state = SyncState(SyncKind.CONNECTING)
        self.continued: Continued | None = None  # what this run made of the register in use
        self.address = ""  # the server's; empty while the booth sells on its own

    @property
    def state(self) -> SyncState:
        """The latest state."""
        return self._state

    def subscribe(self, heard: Callable[[SyncState], None]) -> None:
        """Call `heard` with each new state."""
        self._heard.append(heard)

    def tell(self, state: SyncState) -> None:
        """Pass a state on, unless it is the one that was told last."""
        state = msgspec.structs.replace(state, continued=self.continued)
        if state == self._state:
            return
        self._state = state
        for heard in tuple(self._heard):
            try:
                heard(state)
            except Exception:
                # Who listens may be gone already; sending goes on.
                log.exception("a listener to the line failed")
