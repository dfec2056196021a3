"""The till's line to its organizer: one thread that sends whatever is new while it runs."""

import logging
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.services import outbox
from pos_app.services.booth import RegisterState
from pos_app.services.organizer import SyncKind, SyncState
from pos_app.services.outbox import Situation, SyncLink
from pos_app.services.till import Till
from sync.client import continuing
from sync.client.http import MAX_RETRY_AFTER_S, TIMEOUTS, Refused, Timeouts
from sync.client.join import join
from sync.client.push import push_journal
from sync.client.server import Server
from sync.wire import Watermark

log = logging.getLogger(__name__)

HEARTBEAT_S = 60.0
_PERSON_S = 300.0
"""How long to wait where only a person can help, before looking whether one did."""

_PORTAL_S = 60.0
"""Somebody logs in to the Wi-Fi, on this machine or another, and the way is free by itself."""

_MOST_REGISTERS = 3
"""New registers that a till opens by itself in one run because a server says so."""

_PORTAL = frozenset({"server_not_lapak", "server_redirects"})
_NEEDS_PERSON = _PORTAL | {"server_changed", "till_restored", "journal_forked", "fork"}


class Line:
    """Implements `services.organizer.Organizer` over HTTP."""

    def __init__(
        self,
        till: Till,
        *,
        heartbeat_s: float = HEARTBEAT_S,
        first_retry_s: float = 2.0,
        timeouts: Timeouts = TIMEOUTS,
    ) -> None:
        self._till = till
        self._timeouts = timeouts
        self._heartbeat_s, self._first_retry_s = heartbeat_s, first_retry_s
        self._heard: list[Callable[[SyncState], None]] = []
        self._joins: list[tuple[str, str, Future[RegisterState]]] = []
        self._state = SyncState(SyncKind.CONNECTING)
        self._address = ""
        self._failures = self._went_on = 0
        self._held: Watermark | None = None
        self._begin_after_s = 0.0
        self._turn = threading.Condition()
        self._woken = self._urgent = self._stopped = False
        self._thread = threading.Thread(target=self._work, name="lapak-sync", daemon=True)

    @property
    def state(self) -> SyncState:
        """The latest state."""
        return self._state

    @property
    def address(self) -> str:
        """The server's address; empty while the booth sells on its own."""
        return self._address

    def start(self, after_s: float = 0.0) -> None:
        """Begin to send; `after_s` seconds later, or when first woken."""
        self._begin_after_s = after_s
        self._thread.start()

    def subscribe(self, heard: Callable[[SyncState], None]) -> None:
        """Call `heard` with each new state, from the line's thread."""
        self._heard.append(heard)

    def wake(self) -> None:
        """Something was recorded: send it, unless the server asked for patience."""
        self._notify(urgent=False)

    def send_now(self) -> None:
        """A person wants it sent now."""
        self._notify(urgent=True)

    def join(self, address: str, code: str) -> Future[RegisterState]:
        """Join an expo; the future raises LapakError with the reason."""
        asked: Future[RegisterState] = Future()
        with self._turn:
            self._joins.append((address, code, asked))
        self._notify(urgent=True)
        return asked

    def close(self) -> None:
        """Stop after the request that is under way."""
        with self._turn:
            self._stopped = True
            self._turn.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def _notify(self, *, urgent: bool) -> None:
        with self._turn:
            self._woken = True
            self._urgent = self._urgent or urgent
            self._turn.notify_all()

    def _work(self) -> None:
        with self._turn:
            self._turn.wait_for(self._is_called, self._begin_after_s)
        while not self._stopped:
            try:
                self._join_asked()
                patience = self._send(self._till.read(outbox.situation).result())
            except Exception:
                # The line's edge: a bug is logged and shown, and sending is tried again later.
                log.exception("sync failed")
                self._tell(SyncState(SyncKind.ATTENTION, code="bug"))
                patience = _PERSON_S
            self._wait(patience)

    def _join_asked(self) -> None:
        with self._turn:
            joins, self._joins = self._joins, []
        for address, code, asked in joins:
            if not asked.set_running_or_notify_cancel():
                continue
            try:
                asked.set_result(join(self._till, address, code, self._timeouts))
                self._held = None  # it was another register's
            except Exception as error:
                if not isinstance(error, LapakError):
                    log.exception("joining failed")
                asked.set_exception(error)

    def _send(self, now: Situation) -> float:
        """Push what is new; returns how many seconds to wait for the next try."""
        if now.register is None or now.link is None:
            self._tell(SyncState(SyncKind.STANDALONE))
            return self._heartbeat_s
        self._address = now.link.address
        try:
            self._held = watermark = self._push(now.register, now.link, self._held)
            if continuing.send_left_behind(self._till, self._push):
                return 0.0
        except LapakError as error:
            self._held = None
            if continuing.is_another_history(error) and self._may_go_on(now):
                continuing.go_on(self._till, error)
                return 0.0
            return self._failed(now, error)
        self._failures = 0
        at = self._till.clock()
        if watermark.retry_after:
            patience = min(watermark.retry_after, MAX_RETRY_AFTER_S)
            self._tell(SyncState(SyncKind.WAITING, at=at, retry_s=patience))
            return float(patience)
        self._tell(SyncState(SyncKind.SYNCED, of=watermark.acked_seq, at=at))
        return self._heartbeat_s

    def _may_go_on(self, now: Situation) -> bool:
        """Whether the register in use is to be continued: not over and over for a mad server."""
        self._went_on += 1
        return self._went_on <= _MOST_REGISTERS and now.register is not None

    def _push(
        self, register: RegisterState, link: SyncLink, held: Watermark | None = None
    ) -> Watermark:
        if not link.token:
            link = continuing.enrol(self._till, register, link, self._timeouts)
        server = Server(link.address, link.token, self._timeouts)
        try:
            return push_journal(self._till, server, register, link, self._progress, held)
        finally:
            server.close()

    def _waiting(self) -> int:
        earlier = self._till.read(outbox.left_behind).result()
        now = self._till.read(outbox.situation).result()
        return now.waiting + sum(one.waiting for one in earlier)

    def _progress(self, acked: int, head: int) -> None:
        if acked < head:
            self._tell(
                SyncState(SyncKind.SENDING, waiting=head - acked, of=head, at=self._state.at)
            )

    def _failed(self, now: Situation, error: LapakError) -> float:
        self._failures += 1
        patience = self._patience(error)
        kind = _kind(error)
        waiting = self._waiting()
        head = now.register.head.seq if now.register else 0
        self._tell(
            SyncState(
                kind,
                waiting=waiting,
                of=head,
                at=now.link.acked_at if now.link else None,
                retry_s=round(patience),
                code=error.code,
                details=error.details,
            )
        )
        log.info("sync: %s", error)
        return patience

    def _patience(self, error: LapakError) -> float:
        """Full jitter, so that a hall of tills does not come back all at once."""
        if isinstance(error, Refused) and error.retry_after_s:
            return error.retry_after_s * random.uniform(1, 1.5)  # noqa: S311 no secret
        if _kind(error) is SyncKind.ATTENTION:
            return _PORTAL_S if error.code in _PORTAL else _PERSON_S
        most = min(300.0, self._first_retry_s * 2 ** min(self._failures, 16))
        return max(0.05, random.uniform(0, most))  # noqa: S311 no secret

    def _wait(self, patience: float) -> None:
        """Sleep for `patience` seconds, less if something was recorded or a person asks."""
        until = time.monotonic() + patience
        idle = self._state.kind in {SyncKind.SYNCED, SyncKind.STANDALONE}
        while True:
            with self._turn:
                self._turn.wait_for(self._is_called, max(0.0, until - time.monotonic()))
                called, self._woken = self._is_called(), False
                enough = self._stopped or self._urgent or idle
                if not called or enough:
                    self._urgent = False
                    return
            self._count_waiting()

    def _count_waiting(self) -> None:
        try:
            waiting = self._waiting()
        except LapakError as error:
            log.info("sync: %s", error)
        else:
            self._tell(msgspec.structs.replace(self._state, waiting=waiting))

    def _is_called(self) -> bool:
        return self._stopped or self._urgent or self._woken

    def _tell(self, state: SyncState) -> None:
        if state == self._state:
            return
        self._state = state
        for heard in tuple(self._heard):
            try:
                heard(state)
            except Exception:
                # Who listens may be gone already; sending goes on.
                log.exception("a listener to the line failed")


def _kind(error: LapakError) -> SyncKind:
    if not isinstance(error, Refused):
        return SyncKind.ATTENTION if error.code in _NEEDS_PERSON else SyncKind.OFFLINE
    if error.status in {429, 500, 502, 503, 504}:
        return SyncKind.WAITING
    return SyncKind.ATTENTION
