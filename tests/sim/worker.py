"""A till's sync, round by round: what its thread runs, in simulated time."""

from datetime import datetime, timedelta

from pos_app.services.organizer import SyncKind
from pos_app.services.till import Till
from sync.client.duty import Duty
from sync.client.news import News
from sync.client.pace import PACE, TIMEOUTS
from sync.client.rounds import Rounds

_NO_WAY = 50
"""Rounds that follow one another at once; more is a till that turns in circles."""


class Worker:
    """Sends for one till while it is open, and waits as long as it says."""

    def __init__(self, till: Till) -> None:
        self._news = News()
        self._rounds = Rounds(till, self._news, PACE, TIMEOUTS, Duty())
        self._next_at: datetime | None = None

    def hurry(self) -> None:
        """A person presses *Send now*."""
        self._next_at = None

    def is_due(self, now: datetime) -> bool:
        return self._next_at is None or now >= self._next_at

    def turn(self, now: datetime) -> str:
        """Send until it has to wait; returns why, or nothing if all is there."""
        for _ in range(_NO_WAY):
            patience_s = self._rounds.send()
            if patience_s:
                break
        state = self._news.state
        idle = state.kind is SyncKind.SYNCED
        self._next_at = None if idle else now + timedelta(seconds=patience_s)
        return "" if idle else state.code or state.kind.value
