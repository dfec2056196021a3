"""The thread that tells hooks what happened, in the one process that looks after such things.

It asks the database again and again and is told nothing by who writes there, so that no push ever
waits for it, and what a server that was killed had not sent is found by the next one.
"""

import logging
import random
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta

from sync.server.office import Office
from sync.server.webhooks import deliveries, finished, spreading
from sync.server.webhooks.deliveries import Due, Outcome
from sync.server.webhooks.sending import send

LOOK_S = 2.0
FINISHED_EVERY = timedelta(seconds=10)
"""So often it is asked whether booths are finished, and what is old is forgotten."""

AT_ONCE = 4
"""So many receivers are waited for at a time; those of one hook one after the other."""

_MOST_A_ROUND = 20
_AFTER_BUG_S = 60.0
_STOP_S = 30.0
_log = logging.getLogger(__name__)

Send = Callable[[Due, datetime], Outcome]


class Deliverer:
    """Delivers until it is stopped."""

    def __init__(
        self, office: Office, send: Send = send, chance: Callable[[], float] = random.random
    ) -> None:
        self._office = office
        self._send = send
        self._chance = chance
        self._looked: dict[str, datetime] = {}
        self._stood: dict[str, tuple[object, ...]] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="lapak-webhooks", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the attempts under way."""
        self._stopping.set()
        self._thread.join(_STOP_S)

    def round(self) -> int:
        """Send what is due; returns how many attempts that were."""
        with self._office.database.read() as connection:
            expos = spreading.expos_with_hooks(connection)
        by_hook: dict[str, list[Due]] = defaultdict(list)
        for expo in expos:
            self._spread(expo)
            with self._office.database.read() as connection:
                for one in deliveries.due(connection, expo, self._office.clock()):
                    by_hook[one.hook].append(one)
        if not by_hook:
            return 0
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="lapak-webhook") as crew:
            return sum(crew.map(self._deliver, by_hook.values()))

    def _work(self) -> None:
        patience = 0.0
        while not self._stopping.wait(patience):
            try:
                self.round()
                patience = LOOK_S
            except Exception:  # noqa: BLE001 (the thread's edge: a database that is away, or a bug)
                _log.exception("webhooks could not be delivered")
                patience = _AFTER_BUG_S

    def _spread(self, expo: str) -> None:
        now, database = self._office.clock(), self._office.database
        if now - self._looked.get(expo, datetime.min.replace(tzinfo=now.tzinfo)) >= FINISHED_EVERY:
            self._looked[expo] = now
            self._note_finished(expo)
            deliveries.forget(self._office, expo)
        with database.read() as connection:
            if spreading.is_spread(connection, expo):
                return
        with database.write() as connection:
            spreading.spread(connection, expo, now)

    def _note_finished(self, expo: str) -> None:
        """Look at the booths of an expo where anything came in since the last look."""
        database = self._office.database
        with database.read() as connection:
            stands = finished.standing(connection, expo)
            if stands == self._stood.get(expo):
                return
            found = finished.finished(connection, expo)
        if found:
            with database.write() as connection:
                finished.note(connection, expo, found)
        self._stood[expo] = stands

    def _deliver(self, of_hook: list[Due]) -> int:
        """Send what one hook is due, until it fails: then the rest waits for the next round."""
        sent = 0
        for one in of_hook[:_MOST_A_ROUND]:
            if self._stopping.is_set() or not deliveries.claim(self._office, one):
                continue
            outcome = self._send(one, self._office.clock())
            deliveries.keep(self._office, one, outcome, self._chance)
            sent += 1
            if not outcome.is_received:
                break
        return sent


@contextmanager
def delivering(office: Office) -> Iterator[None]:
    """Tell hooks what happens while the server runs."""
    deliverer = Deliverer(office)
    deliverer.start()
    try:
        yield
    finally:
        deliverer.stop()
