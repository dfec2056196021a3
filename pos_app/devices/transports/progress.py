"""Waiting as long as something moves: time is counted from the last progress, not the start."""

import time
from collections.abc import Callable

_FIRST_LOOK_S, _LOOK_EVERY_S = 0.001, 0.05


class Silence:
    """A limit on how long nothing may happen."""

    def __init__(self, limit_s: float, waiting: Callable[[], int]) -> None:
        self._limit_s = limit_s
        self._waiting = waiting
        self._least = waiting()
        self._until = time.monotonic() + limit_s

    def left_s(self) -> float:
        """Seconds until it is too long; starts anew whenever fewer bytes are waiting."""
        waiting = self._waiting()
        if waiting < self._least:
            self._until = time.monotonic() + self._limit_s
        self._least = min(waiting, self._least)
        return self._until - time.monotonic()

    def pause_s(self) -> float:
        """A short while to wait before looking again; raises TimeoutError when it is too long."""
        left = self.left_s()
        if left <= 0:
            raise TimeoutError("nothing moved")
        return min(left, _LOOK_EVERY_S)


def wait_until_gone(waiting: Callable[[], int], limit_s: float) -> None:
    """Wait until nothing is waiting; raises TimeoutError after so long without progress."""
    silence = Silence(limit_s, waiting)
    pause_s = _FIRST_LOOK_S
    while waiting():
        time.sleep(min(silence.pause_s(), pause_s))
        pause_s *= 2
