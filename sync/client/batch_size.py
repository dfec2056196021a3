"""How many entries go into the next batch: fewer where they do not get through, more again after.

A slow line takes minutes for a full batch; whoever asks for all of it again and again never ends.
"""

from sync.wire import MAX_ENTRIES

SLOW_S = 10.0
"""A batch that takes longer is halved, so that an answer is heard at least that often."""

QUICK_S = 3.0
_MOST_IN_A_ROW = 16


class BatchSize:
    """Between one entry and `wire.MAX_ENTRIES`; kept for as long as the till runs."""

    def __init__(self) -> None:
        self._limit = MAX_ENTRIES
        self._in_a_row = 0
        self._wanted_in_a_row = 1

    @property
    def limit(self) -> int:
        """How many entries to send at most."""
        return self._limit

    def shrink(self, sent: int) -> None:
        """A batch of `sent` entries did not get through; the next step up has to be earned."""
        self._limit = max(1, min(sent, self._limit) // 2)
        self._in_a_row = 0
        self._wanted_in_a_row = min(_MOST_IN_A_ROW, self._wanted_in_a_row * 2)

    def got_through(self, sent: int, took_s: float) -> None:
        """A batch was answered after `took_s` seconds."""
        if took_s > SLOW_S and sent:
            self.shrink(sent)
        elif took_s < QUICK_S:
            self._in_a_row += 1
            if self._in_a_row >= self._wanted_in_a_row:
                self._grow()

    def _grow(self) -> None:
        self._in_a_row = 0
        self._limit = min(MAX_ENTRIES, self._limit * 2)
        if self._limit == MAX_ENTRIES:
            self._wanted_in_a_row = 1
