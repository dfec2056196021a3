"""Whether a worker is still the one that works, and when it last got on."""

import time
from collections.abc import Callable


class RetiredError(Exception):
    """Another worker does this work by now."""


class Duty:
    """Shared by a worker and the watch; `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._beat: float | None = None
        self._retired = False

    @property
    def retired(self) -> bool:
        """Whether another worker has taken over."""
        return self._retired

    @property
    def silent_s(self) -> float:
        """Seconds since the work under way last got on; 0 while there is none."""
        beat = self._beat
        return 0.0 if beat is None else self._clock() - beat

    def beat(self) -> None:
        """The work got on; raises RetiredError where it is no longer this worker's."""
        if self._retired:
            raise RetiredError
        self._beat = self._clock()

    def rest(self) -> None:
        """Nothing is under way: silence is right."""
        self._beat = None

    def retire(self) -> None:
        """Another worker takes over; what this one still hears is not told."""
        self._retired = True
