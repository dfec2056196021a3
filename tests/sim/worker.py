"""A till's sync worker, turned by hand: the same steps as its thread takes, in simulated time."""

from datetime import datetime, timedelta
from random import Random

from pos_app.domain.errors import LapakError
from pos_app.services import outbox
from pos_app.services.booth import RegisterState
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till
from sync.client import continuing
from sync.client.http import TIMEOUTS, Refused
from sync.client.push import push_journal
from sync.client.server import Server
from sync.wire import Watermark

_LONGEST_S = 300.0
_MOST_REGISTERS = 3


class Worker:
    """Pushes for one till that is open, and is as patient as the line."""

    def __init__(self, chance: Random) -> None:
        self.next_at: datetime | None = None
        self._chance = chance
        self._failures = self._went_on = 0
        self._held: Watermark | None = None

    def is_due(self, now: datetime) -> bool:
        return self.next_at is None or now >= self.next_at

    def turn(self, till: Till, now: datetime) -> str:
        """Try once; returns the code of what went wrong, empty if nothing."""
        try:
            return self._send(till)
        except LapakError as error:
            self._held = None
            if continuing.is_another_history(error) and self._may_go_on():
                continuing.go_on(till, error)
                return f"goes on after {error.code}"
            self._failures += 1
            self.next_at = now + timedelta(seconds=self._patience(error))
            return error.code

    def _send(self, till: Till) -> str:
        situation = till.read(outbox.situation).result()
        assert situation.register is not None
        assert situation.link is not None

        def push(register: RegisterState, link: SyncLink, held: Watermark | None = None) -> object:
            return _push(till, register, link, held)

        self._held = _push(till, situation.register, situation.link, self._held)
        if continuing.send_left_behind(till, push):
            return "carried over"
        self._failures = 0
        self.next_at = None
        return ""

    def _may_go_on(self) -> bool:
        self._went_on += 1
        return self._went_on <= _MOST_REGISTERS

    def _patience(self, error: LapakError) -> float:
        if isinstance(error, Refused) and error.retry_after_s:
            return error.retry_after_s * self._chance.uniform(1, 1.5)
        return self._chance.uniform(0, min(_LONGEST_S, 2.0 * 2**self._failures))


def _push(till: Till, register: RegisterState, link: SyncLink, held: Watermark | None) -> Watermark:
    if not link.token:
        link = continuing.enrol(till, register, link, TIMEOUTS)
    server = Server(link.address, link.token)
    try:
        return push_journal(till, server, register, link, lambda _sent, _of: None, held)
    finally:
        server.close()
