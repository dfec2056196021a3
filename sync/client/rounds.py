"""One round of the line: send what is new, tell how it went, and say how long to wait."""

import logging
import time
from datetime import timedelta

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.services import outbox
from pos_app.services.booth import RegisterState
from pos_app.services.organizer import SyncKind, SyncState
from pos_app.services.outbox import Situation, SyncLink
from pos_app.services.till import Till
from sync.client import continuing
from sync.client.batch_size import BatchSize
from sync.client.duty import Duty
from sync.client.http import MAX_RETRY_AFTER_S, Refused
from sync.client.news import News
from sync.client.notes import Notes
from sync.client.organizer_news import OrganizerNews
from sync.client.pace import Pace, Timeouts
from sync.client.patience import kind_of, patience_s
from sync.client.pull import pull_siblings
from sync.client.push import push_journal
from sync.client.search import Search
from sync.client.way import open_way
from sync.wire import Watermark

log = logging.getLogger(__name__)

OVERDUE = timedelta(minutes=15)
"""An entry that waits for longer is worth a word: a hall's Wi-Fi comes back sooner."""

_MOST_REGISTERS = 3
"""New registers that a till opens by itself in one run because a server says so."""

_ROUNDS_UNASKED = 10
"""After so many rounds without trouble a server is asked what it holds of earlier registers."""

_AMONG_SIBLINGS_S = 15.0
"""A booth with several registers hears of one another's changes after so long."""


class Rounds:
    """What is remembered from one round to the next; all of it is only a hint."""

    def __init__(
        self,
        till: Till,
        news: News,
        pace: Pace,
        timeouts: Timeouts,
        duty: Duty,
        organizer: OrganizerNews | None = None,
    ) -> None:
        self._till = till
        self._news = news
        self._pace = pace
        self._timeouts = timeouts
        self._duty = duty
        self._size = BatchSize()
        self._organizer = organizer
        self._notes = Notes(till)
        self._backlog = 0
        self._failures = self._went_on = self._merged = self._seen = 0
        self._next_pull = 0.0
        self._unasked = 0
        self._lost = False
        self._held: Watermark | None = None
        self._search = Search(till, timeouts, duty)

    def forget(self) -> None:
        """The till has joined anew: what was held was another register's."""
        self._held = None

    def send(self) -> float:
        """Push what is new; returns how many seconds to wait for the next try."""
        now = self._till.read(outbox.situation).result()
        if now.register is None or now.link is None:
            self._news.tell(SyncState(SyncKind.STANDALONE))
            return self._pace.heartbeat_s
        self._news.address = now.link.address
        self._backlog = self._till.read(outbox.backlog).result().waiting
        self._notes.begin(self._backlog)
        try:
            before = self._held
            self._held = watermark = self._push(now.register, now.link, before)
            begins = before is None or before.generation != watermark.generation
            self._search.ask_for_tls(now.link)
            if self._organizer is not None:
                self._organizer.look(now.register.id, now.link, watermark)
            if self._send_left_behind(begins=begins):
                return 0.0
        except LapakError as error:
            self._held = None
            if continuing.is_another_history(error) and self._may_go_on():
                self._news.continued = continuing.go_on(self._till, error)
                return 0.0
            return 0.0 if self._search.finds(now.link, error) else self._failed(now, error)
        patience = self._succeeded(watermark, now.register)
        if watermark.siblings and not watermark.retry_after:
            self._pull(now.register, now.link, watermark)
            return min(patience, _AMONG_SIBLINGS_S)
        return patience

    def count_waiting(self) -> None:
        """Tell how much waits by now, while nothing is sent."""
        try:
            state = self._with_backlog(self._news.state)
        except LapakError as error:
            log.info("sync: %s", error)
        else:
            self._news.tell(state)

    def _may_go_on(self) -> bool:
        """Whether the register in use is to be continued: not over and over for a mad server."""
        self._went_on += 1
        return self._went_on <= _MOST_REGISTERS

    def _send_left_behind(self, *, begins: bool) -> bool:
        """Send for earlier registers; now and then all are asked about, also what was handed over.

        A server that was restored may have lost it, and nothing of the register in use.
        """
        self._unasked += 1
        all_of_them = begins or self._lost or self._unasked >= _ROUNDS_UNASKED
        carried = continuing.send_left_behind(self._till, self._push, all_of_them=all_of_them)
        if all_of_them:
            self._unasked, self._lost = 0, False
        return carried

    def _push(
        self, register: RegisterState, link: SyncLink, held: Watermark | None = None
    ) -> Watermark:
        if link.token:
            try:
                return self._pushed(register, link, held)
            except Refused as error:
                if not continuing.may_be_made_known(self._till, register, error):
                    raise
        known = continuing.enrol(self._till, register, link, self._timeouts)
        return self._pushed(register, known, None)

    def _pushed(self, register: RegisterState, link: SyncLink, held: Watermark | None) -> Watermark:
        def progress(acked: int, head: int) -> None:
            self._lost = self._lost or acked < link.acked_seq
            self._progress(acked, head)

        with open_way(link, self._timeouts) as server:
            return push_journal(self._till, server, register, link, progress, held, self._size)

    def _with_backlog(self, state: SyncState) -> SyncState:
        """A state with what waits, and for how long if that is no longer usual."""
        backlog = self._till.read(outbox.backlog).result()
        age = self._till.clock() - backlog.since if backlog.since else timedelta()
        overdue_min = int(age / timedelta(minutes=1)) if age >= OVERDUE else 0
        return msgspec.structs.replace(state, waiting=backlog.waiting, overdue_min=overdue_min)

    def _pull(self, register: RegisterState, link: SyncLink, watermark: Watermark) -> None:
        """Fetch what the booth's other registers have, once what is here is sent.

        What goes wrong with it is tried again in a later round and is no trouble of sending.
        """
        if watermark.siblings == self._seen and time.monotonic() < self._next_pull:
            return
        self._seen = watermark.siblings
        self._next_pull = time.monotonic() + _AMONG_SIBLINGS_S
        try:
            with open_way(link, self._timeouts) as server:
                changed = pull_siblings(self._till, server, register, self._duty.beat)
        except LapakError as error:
            log.info("siblings: %s", error)
            return
        if changed is None:
            self._next_pull = 0.0  # the sale that ends the cart wakes the line: it counts then
        if changed:
            self._merged += 1
            state = self._news.state
            self._news.tell(msgspec.structs.replace(state, merged=self._merged))

    def _progress(self, acked: int, head: int) -> None:
        self._duty.beat()
        if acked < head:
            waiting, at = head - acked, self._news.state.at
            backlog = max(self._backlog, waiting)
            self._news.tell(
                SyncState(SyncKind.SENDING, waiting=waiting, of=head, at=at, backlog=backlog)
            )

    def _succeeded(self, watermark: Watermark, register: RegisterState) -> float:
        self._failures = 0
        at = self._till.clock()
        if watermark.retry_after:
            patience = min(watermark.retry_after, MAX_RETRY_AFTER_S)
            self._end(SyncState(SyncKind.WAITING, at=at, retry_s=patience))
            return float(patience)
        state = SyncState(SyncKind.SYNCED, of=watermark.acked_seq, at=at)
        if watermark.moved_to:
            # All of it arrived; but a person has to know that the booth sells elsewhere by now.
            told = {"register": f"{register.booth.code}-{watermark.moved_to}"}
            state = msgspec.structs.replace(
                state, kind=SyncKind.ATTENTION, code="register_moved", details=told
            )
        self._end(state)
        return self._pace.heartbeat_s

    def _failed(self, now: Situation, error: LapakError) -> float:
        self._failures += 1
        patience = patience_s(error, self._failures, self._pace.first_retry_s)
        state = SyncState(
            kind_of(error),
            of=now.register.head.seq if now.register else 0,
            at=now.link.acked_at if now.link else None,
            retry_s=round(patience),
            code=error.code,
            details=error.details,
        )
        log.info("sync: %s", error)
        self._end(self._with_backlog(state))
        return patience

    def _end(self, state: SyncState) -> None:
        """Tell and note how the round ended, unless another worker has taken over."""
        self._duty.beat()
        self._news.tell(msgspec.structs.replace(state, merged=self._merged))
        self._notes.done(state)
