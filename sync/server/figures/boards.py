"""An expo's live figures for everybody who looks: worked out once, however many look at once."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

import msgspec

from sync.server.figures.live import Live, live_of
from sync.server.store.database import Database

PAUSE_S = 1.0
"""So old may figures be: fifty screens that ask every few seconds cost as much as one."""

_MOST = 64


class _Board(msgspec.Struct, frozen=True):
    """What was worked out last, and when by the machine's own count of seconds."""

    live: Live
    made_at: float


class Boards:
    """The latest figures of each expo; with a pause of 0 they are worked out each time."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], pause_s: float = 0.0
    ) -> None:
        self._database, self._clock, self._pause_s = database, clock, pause_s
        self._boards: dict[str, _Board] = {}
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)

    def of(self, expo_id: str) -> Live:
        """An expo's figures; raises LapakError `expo_unknown`."""
        if self._pause_s == 0:
            return self._made(expo_id)
        with self._locks[expo_id]:
            board = self._boards.get(expo_id)
            if board is None or time.monotonic() - board.made_at > self._pause_s:
                board = _Board(self._made(expo_id), time.monotonic())
                self._keep(expo_id, board)
            return board.live

    def _made(self, expo_id: str) -> Live:
        with self._database.read() as connection:
            return live_of(connection, expo_id, self._clock())

    def _keep(self, expo_id: str, board: _Board) -> None:
        if len(self._boards) >= _MOST:
            self._boards.clear()
        self._boards[expo_id] = board
