"""Hearing what a thread tells, and waiting until it told something."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

PATIENCE_S = 30.0
"""Far more than anything takes; only a failing test waits that long."""


class Heard(Generic[T]):
    """Every state that was told since, the first one being the state at the start."""

    def __init__(self, state: T, subscribe: Callable[[Callable[[T], None]], None]) -> None:
        self.states = [state]
        self._changed = threading.Condition()
        subscribe(self._hear)

    def until(self, wanted: Callable[[T], bool]) -> T:
        """The latest state once it is as wanted; raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: wanted(self.states[-1]), PATIENCE_S):
                raise TimeoutError(f"still {self.states[-1]}")
            return self.states[-1]

    def _hear(self, state: T) -> None:
        with self._changed:
            self.states.append(state)
            self._changed.notify_all()
