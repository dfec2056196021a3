"""What others ask of the line while it waits: to send, to send now, to join, to stop."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from pos_app.services.booth import RegisterState

Joining = tuple[str, str, Future[RegisterState]]
"""Address, code, and where the register or the reason goes."""


class Calls:
    """A bell with a memory: what was asked while a request was under way is not forgotten."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._joins: list[Joining] = []
        self._woken = self._urgent = self._stopped = False

    @property
    def stopped(self) -> bool:
        """Whether the line is to end."""
        return self._stopped

    def wake(self) -> None:
        """Something was recorded."""
        self._notify(urgent=False)

    def insist(self) -> None:
        """A person wants it now."""
        self._notify(urgent=True)

    def ask_join(self, joining: Joining) -> None:
        """A person wants to join an expo."""
        with self._turn:
            self._joins.append(joining)
        self._notify(urgent=True)

    def stop(self) -> None:
        """End after what is under way."""
        with self._turn:
            self._stopped = True
            self._turn.notify_all()

    def wait_stopped(self, seconds: float) -> bool:
        """Wait until the line is to end, at most `seconds`; returns whether it is."""
        with self._turn:
            return self._turn.wait_for(lambda: self._stopped, seconds)

    def take_joins(self) -> list[Joining]:
        """What was asked to be joined since the last time."""
        with self._turn:
            joins, self._joins = self._joins, []
        return joins

    def wait_first(self, seconds: float) -> None:
        """Until the first call, at most `seconds`; the call is not used up."""
        with self._turn:
            self._turn.wait_for(self._is_called, seconds)

    def wait(self, seconds: float, *, idle: bool, woken: Callable[[], None]) -> None:
        """Sleep for `seconds`, less if a person insists, or where `idle` if anything is recorded.

        Where it is not idle, `woken` is called each time something was recorded meanwhile.
        """
        until = time.monotonic() + seconds
        while True:
            with self._turn:
                self._turn.wait_for(self._is_called, max(0.0, until - time.monotonic()))
                called, self._woken = self._is_called(), False
                if not called or self._stopped or self._urgent or idle:
                    self._urgent = False
                    return
            woken()

    def _notify(self, *, urgent: bool) -> None:
        with self._turn:
            self._woken = True
            self._urgent = self._urgent or urgent
            self._turn.notify_all()

    def _is_called(self) -> bool:
        return self._stopped or self._urgent or self._woken
