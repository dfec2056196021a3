"""Noting what became of each attempt to send, for the page and for whoever is asked for help."""

import logging
import time

from pos_app.domain.errors import LapakError
from pos_app.services import sync_log
from pos_app.services.organizer import SyncKind, SyncState
from pos_app.services.sync_log import Attempt
from pos_app.services.till import Till

log = logging.getLogger(__name__)


class Notes:
    """Keeps attempts in the till's database; a heartbeat after a heartbeat is not worth a line."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self._began = 0.0
        self._before = 0
        self._last: SyncKind | None = None

    def begin(self, waiting: int) -> None:
        """An attempt begins while `waiting` entries wait."""
        self._began, self._before = time.monotonic(), waiting

    def done(self, state: SyncState) -> None:
        """It ended with a state; where that cannot be noted, sending goes on all the same."""
        sent = max(0, self._before - state.waiting)
        quiet = not sent and state.kind is SyncKind.SYNCED and self._last is SyncKind.SYNCED
        self._last = state.kind
        if quiet:
            return
        took_ms = round((time.monotonic() - self._began) * 1000)
        attempt = Attempt(self._till.clock(), state.kind, state.code, sent, state.waiting, took_ms)
        try:
            self._till.write(sync_log.note, attempt).result()
        except LapakError as error:
            log.info("sync: an attempt was not noted: %s", error)
