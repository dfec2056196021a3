"""The moment after something appears, in which a press was meant for what stood there before."""

import time
from collections.abc import Callable

SETTLE_S = 0.6
"""A double press is over by then; nobody has read the new thing before."""


class Settling:
    """Whether what appeared stands long enough to be answered; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = float("-inf")

    def begin(self) -> None:
        """Something appeared just now."""
        self._since = self._clock()

    @property
    def is_over(self) -> bool:
        """Whether a press is meant for what appeared."""
        return self._clock() - self._since >= SETTLE_S
