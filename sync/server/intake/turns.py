"""Back-pressure: how many pushes are taken in at once, and how many may wait for their turn.

Pushes have threads of their own, so that a hall that reconnects does not hold up the organizer's
pages. Whoever would wait too long is told at once to come back, which costs next to nothing.
"""

import asyncio
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from pos_app.domain.errors import LapakError

P = ParamSpec("P")
T = TypeVar("T")

AT_ONCE = 4
"""One is read and one is stored at a time; more of them only keep both from ever waiting."""

WAITING = 256
"""About three seconds of work: far less than a till's patience, and bounded memory."""

_RETRY_S = (3, 9)
"""At least and at most: tills that were put off together need not come back together."""


class Turns:
    """At most `at_once` calls run and at most `waiting` more wait, first come, first served."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="lapak-push")
        self._room = at_once + waiting

    async def take(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function in a thread when it is its turn; raises LapakError `server_busy`."""
        if self._room <= 0:
            raise LapakError("server_busy", retry_after=random.randint(*_RETRY_S))  # noqa: S311
        # Only the event loop counts, so nothing needs a lock.
        self._room -= 1
        try:
            return await in_thread(self._threads, partial(function, *args, **kwargs))
        finally:
            self._room += 1

    def close(self) -> None:
        """Let the threads go; whoever waits is not served any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)


async def in_thread(threads: ThreadPoolExecutor, call: Callable[[], T]) -> T:
    """What a call returns or raises in one of these threads."""
    return await asyncio.get_running_loop().run_in_executor(threads, call)
