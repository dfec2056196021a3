"""Passing on: the one thread that brings a central server to what this one holds."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from pos_app.domain.errors import LapakError
from sync.client.batch_size import BatchSize
from sync.client.http import Refused
from sync.client.patience import PERSON_S, patience_s
from sync.relay.agreement import Agreement
from sync.relay.passage import Passage, is_its_own
from sync.relay.upstream import Upstream
from sync.server.office import Office
from sync.server.relays import passing_on
from sync.server.relays.passing_on import Passing
from sync.wire import RelayedRegister

log = logging.getLogger(__name__)

_STOP_S = 10.0


class Pace(msgspec.Struct, frozen=True):
    """Seconds between two looks for something new, and before the first retry.

    Every `ask_s` both servers tell each other what organizers decided. After `afresh_s` every
    register is told of again: a central server that was restored lacks what it once signed for.
    """

    look_s: float = 2.0
    first_retry_s: float = 2.0
    ask_s: float = 15.0
    afresh_s: float = 600.0


PACE = Pace()


class Relay:
    """Passes on until it is stopped; what fails waits and is tried again, and nothing is lost."""

    def __init__(self, office: Office, upstream: Upstream, pace: Pace = PACE) -> None:
        self._office = office
        self._upstream = upstream
        self._pace = pace
        self._size = BatchSize()
        self._introduced: dict[str, RelayedRegister] = {}
        self._afresh_at = 0.0
        self._ask_at = 0.0
        self._shown: dict[str, int] = {}
        self._disputed = ""
        self._failures = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="lapak-relay", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the batch under way."""
        self._stopping.set()
        self._thread.join(_STOP_S)

    def round(self) -> float:
        """Pass on what is new; returns how many seconds to wait for the next time."""
        if time.monotonic() >= self._afresh_at:
            self._introduced.clear()
            self._shown.clear()
            self._afresh_at = time.monotonic() + self._pace.afresh_s
        try:
            waiting = [one for one in self._registers() if self._has_news(one)]
            asks = time.monotonic() >= self._ask_at
            if waiting or asks:
                self._exchange(waiting, asks=asks)
                self._noted(self._disputed)
        except LapakError as error:
            log.info("relay: %s", error)
            self._failures += 1
            self._noted(error.code)
            return patience_s(error, self._failures, self._pace.first_retry_s)
        self._failures = 0
        return self._pace.look_s

    def _work(self) -> None:
        patience = 0.0
        while not self._stopping.wait(patience):
            try:
                patience = self.round()
            except Exception:
                # The thread's edge: a bug is logged, and passing on is tried again later.
                log.exception("the relay failed")
                patience = PERSON_S

    def _registers(self) -> tuple[Passing, ...]:
        with self._office.database.read() as connection:
            return passing_on.registers(connection, self._upstream.server_id)

    def _has_news(self, one: Passing) -> bool:
        return one.is_waiting or self._introduced.get(one.told.register) != one.told

    def _exchange(self, waiting: list[Passing], *, asks: bool) -> None:
        with self._upstream.open() as line:
            agreement = Agreement(self._office, line, self._shown)
            if asks:
                agreement.agree(self._stopping.is_set)
            self._pass_all_on(Passage(self._office, line, self._size), waiting)
            agreement.hand_over(self._stopping.is_set)
        if asks:
            self._ask_at = time.monotonic() + self._pace.ask_s
            self._disputed = agreement.problem

    def _pass_all_on(self, passage: Passage, waiting: list[Passing]) -> None:
        for one in waiting:
            if self._stopping.is_set():
                return
            try:
                self._pass_on(passage, one)
            except Refused as refusal:
                if not is_its_own(refusal):
                    raise
                # Only a person can mend this register; the others go on.
                log.warning("relay: register %s: %s", one.told.register, refusal)
                self._introduced[one.told.register] = one.told
                passing_on.note_problem(self._office, self._upstream.server_id, one, refusal.code)

    def _pass_on(self, passage: Passage, one: Passing) -> None:
        if self._introduced.get(one.told.register) != one.told:
            one = passage.introduce(one)
            self._introduced[one.told.register] = one.told
        passage.run(one, self._stopping.is_set)

    def _noted(self, problem: str = "") -> None:
        passing_on.note_upstream(
            self._office, self._upstream.address, self._upstream.server_id, problem
        )


@contextmanager
def relaying(office: Office, address: str, key_file: Path) -> Iterator[None]:
    """Pass on while the server runs.

    Raises LapakError as `Upstream` does, or `relay_key_missing`.
    """
    try:
        relay_key = key_file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LapakError("relay_key_missing", path=str(key_file)) from error
    relay = Relay(office, Upstream(address, relay_key))
    relay.start()
    try:
        yield
    finally:
        relay.stop()
