"""Deliveries: which are due, who sends one, how that went, and when it is tried again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, delete, insert, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment, stamp
from sync.server.accounts import audit
from sync.server.office import Office
from sync.server.store.rows import (
    HappeningRow,
    WebhookAttemptRow,
    WebhookDeliveryRow,
    WebhookRow,
)
from sync.server.webhooks import happenings, spreading
from sync.server.webhooks.happenings import Happening, TestTold
from sync.server.webhooks.hooks import GONE, find_hook

WAITS_S = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Between attempts, as the Standard Webhooks specification suggests: three days and a bit."""

LEASE = timedelta(minutes=2)
"""So long one attempt may take, before another process may try; a killed one leaves it behind."""

KEPT = timedelta(days=30)
"""So long a delivery that has ended can be looked at and sent again."""

JITTER = 0.2
"""A wait grows by up to a fifth by chance, so that what failed together does not come together."""

MAX_RETRY_AFTER_S = 86_400
_GONE_STATUS = 410


class State(StrEnum):
    """How a delivery stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class Due(msgspec.Struct, frozen=True):
    """What is to be sent, and where; the first of `secrets` is the newest."""

    expo: str
    hook: str
    event: str
    url: str
    secrets: tuple[bytes, ...]
    body: bytes
    attempts: int
    tries: int
    due_at: str


class Outcome(msgspec.Struct, frozen=True):
    """How an attempt went: the status answered, or 0 and a word for what went wrong."""

    status: int = 0
    problem: str = ""
    took_ms: int = 0
    retry_after_s: int = 0

    @property
    def is_received(self) -> bool:
        """Whether the receiver has it."""
        return 200 <= self.status < 300


class Attempt(msgspec.Struct, frozen=True):
    """One attempt, counted from 1; `status` 0 is no answer, and `problem` says why."""

    number: int
    at: datetime
    status: int
    problem: str
    took_ms: int


class Delivery(msgspec.Struct, frozen=True):
    """A happening and how far it came; `due_at` counts while it waits."""

    hook: str
    event: str
    kind: Happening
    state: State
    attempts: int
    made_at: datetime
    due_at: datetime
    last: Attempt | None


_ORDERED = (WebhookDeliveryRow.due_at, WebhookDeliveryRow.event_id)


def due(connection: Connection, expo_id: str, now: datetime) -> tuple[Due, ...]:
    """What is to be sent now, the longest due first; nothing of a paused hook."""
    sent, hook, told = WebhookDeliveryRow, WebhookRow, HappeningRow
    rows = connection.execute(
        select(
            *(sent.expo_id, sent.hook_id, sent.event_id, hook.url, told.body),
            *(sent.attempts, sent.tries, sent.due_at),
            *(hook.secret, hook.earlier_secret, hook.earlier_until),
        )
        .join(hook, and_(hook.expo_id == sent.expo_id, hook.hook_id == sent.hook_id))
        .join(
            told,
            and_(
                told.expo_id == sent.expo_id,
                told.kind == sent.kind,
                told.subject == sent.subject,
            ),
        )
        .where(
            *(sent.expo_id == expo_id, sent.state == State.WAITING.value),
            *(sent.due_at <= stamp(now), hook.paused_at.is_(None)),
        )
        .order_by(*_ORDERED)
    )
    return tuple(_due(row, stamp(now)) for row in rows)


def claim(office: Office, one: Due) -> bool:
    """Take a delivery for this process; False where another one was quicker, or it is gone."""
    until = stamp(office.clock() + LEASE)
    with office.database.write() as connection:
        mine = [*_place(one), WebhookDeliveryRow.state == State.WAITING.value]
        change = update(WebhookDeliveryRow).where(*mine, WebhookDeliveryRow.due_at == one.due_at)
        return connection.execute(change.values(due_at=until)).rowcount == 1


def keep(office: Office, one: Due, outcome: Outcome, chance: Callable[[], float]) -> None:
    """Write down how an attempt went, and when the next one is, if there is one."""
    now = office.clock()
    with office.database.write() as connection:
        change = update(WebhookDeliveryRow).where(*_place(one))
        if connection.execute(change.values(_after(one, outcome, now, chance))).rowcount == 0:
            return  # the hook was removed meanwhile
        connection.execute(
            insert(WebhookAttemptRow).values(
                expo_id=one.expo,
                hook_id=one.hook,
                event_id=one.event,
                number=one.attempts + 1,
                at=stamp(now),
                status=outcome.status,
                problem=outcome.problem,
                took_ms=outcome.took_ms,
            )
        )
        if outcome.status == _GONE_STATUS:
            hook = WebhookRow.expo_id == one.expo, WebhookRow.hook_id == one.hook
            paused = update(WebhookRow).where(*hook, WebhookRow.paused_at.is_(None))
            connection.execute(paused.values(paused_at=stamp(now), problem=GONE))


def wait_s(tries: int, retry_after_s: int, chance: float) -> float | None:
    """Seconds until the next attempt after so many; None gives up. `chance` is from 0 up to 1."""
    if tries > len(WAITS_S):
        return None
    wait = WAITS_S[tries - 1] * (1 + JITTER * chance)
    return max(wait, min(retry_after_s, MAX_RETRY_AFTER_S))


def deliveries_of(
    connection: Connection, expo_id: str, limit: int = 50, hook_id: str = ""
) -> tuple[Delivery, ...]:
    """The last deliveries of an expo, or of one hook, the latest first."""
    sent = WebhookDeliveryRow
    question = _question().where(sent.expo_id == expo_id)
    if hook_id:
        question = question.where(sent.hook_id == hook_id)
    ordered = question.order_by(sent.made_at.desc(), sent.event_id, sent.hook_id).limit(limit)
    return tuple(_delivery(row) for row in connection.execute(ordered))


def find_delivery(connection: Connection, expo_id: str, hook_id: str, event_id: str) -> Delivery:
    """One delivery; raises LapakError `delivery_unknown`."""
    row = connection.execute(_question().where(*_at(expo_id, hook_id, event_id))).one_or_none()
    if row is None:
        raise LapakError("delivery_unknown")
    return _delivery(row)


def attempts_of(
    connection: Connection, expo_id: str, hook_id: str, event_id: str
) -> tuple[Attempt, ...]:
    """Every attempt of a delivery, the first one first."""
    tried = WebhookAttemptRow
    rows = connection.execute(
        select(tried.number, tried.at, tried.status, tried.problem, tried.took_ms)
        .where(tried.expo_id == expo_id, tried.hook_id == hook_id, tried.event_id == event_id)
        .order_by(tried.number)
    )
    return tuple(_attempt(row) for row in rows)


def send_again(office: Office, expo_id: str, hook_id: str, event_id: str) -> None:
    """Send a happening once more, now, whatever became of it; it keeps its id.

    Raises LapakError `expo_unknown`, `webhook_unknown` or `delivery_unknown`.
    """
    with office.database.write() as connection:
        hook = find_hook(connection, expo_id, hook_id)
        find_delivery(connection, expo_id, hook_id, event_id)
        place = _at(expo_id, hook_id, event_id)
        now = stamp(office.clock())
        connection.execute(
            update(WebhookDeliveryRow)
            .where(*place)
            .values(state=State.WAITING.value, tries=0, due_at=now)
        )
        audit.note(connection, office, "webhook.sent_again", expo_id, address=hook.url)


def send_test(office: Office, expo_id: str, hook_id: str) -> str:
    """Send a trial; returns its id. Raises LapakError `expo_unknown` or `webhook_unknown`."""
    with office.database.write() as connection:
        hook = find_hook(connection, expo_id, hook_id)
        kind, subject, now = Happening.TEST, office.new_id(), office.clock()
        told = happenings.body(kind, stamp(now), TestTold(expo_id))
        happenings.note(connection, expo_id, kind, subject, told, is_spread=True)
        event = spreading.deliver(connection, expo_id, [hook_id], kind, subject, now)
        audit.note(connection, office, "webhook.tried", expo_id, address=hook.url)
    return event


def forget(office: Office, expo_id: str) -> None:
    """Take away what ended a while ago, with its attempts; that it happened stays noted."""
    before = stamp(office.clock() - KEPT)
    sent, tried = WebhookDeliveryRow, WebhookAttemptRow
    old = sent.expo_id == expo_id, sent.state != State.WAITING.value, sent.made_at < before
    with office.database.read() as connection:
        if connection.execute(select(sent.event_id).where(*old).limit(1)).first() is None:
            return
    with office.database.write() as connection:
        places = connection.execute(select(sent.hook_id, sent.event_id).where(*old)).all()
        for hook_id, event_id in places:
            mine = (
                tried.expo_id == expo_id,
                tried.hook_id == hook_id,
                tried.event_id == event_id,
            )
            connection.execute(delete(tried).where(*mine))
            connection.execute(delete(sent).where(*_at(expo_id, hook_id, event_id)))


def _due(row: Row[*tuple[Any, ...]], now: str) -> Due:
    both = row.earlier_until is not None and row.earlier_until > now
    secrets = (row.secret, row.earlier_secret) if both else (row.secret,)
    named = (row.expo_id, row.hook_id, row.event_id, row.url)
    return Due(*named, secrets, row.body, row.attempts, row.tries, row.due_at)


def _after(
    one: Due, outcome: Outcome, now: datetime, chance: Callable[[], float]
) -> dict[str, str | int]:
    counted = {"attempts": one.attempts + 1, "tries": one.tries + 1}
    if outcome.is_received:
        return {**counted, "state": State.DELIVERED.value}
    wait = wait_s(one.tries + 1, outcome.retry_after_s, chance())
    if wait is None:
        return {**counted, "state": State.GIVEN_UP.value}
    return {**counted, "due_at": stamp(now + timedelta(seconds=wait))}


def _place(one: Due) -> tuple[Any, ...]:
    return _at(one.expo, one.hook, one.event)


def _at(expo_id: str, hook_id: str, event_id: str) -> tuple[Any, ...]:
    sent = WebhookDeliveryRow
    return (sent.expo_id == expo_id, sent.hook_id == hook_id, sent.event_id == event_id)


def _question() -> Any:
    sent, tried = WebhookDeliveryRow, WebhookAttemptRow
    last = and_(
        tried.expo_id == sent.expo_id,
        tried.hook_id == sent.hook_id,
        tried.event_id == sent.event_id,
        tried.number == sent.attempts,
    )
    of_last = (tried.number, tried.at, tried.status, tried.problem, tried.took_ms)
    return select(sent.__table__, *of_last).outerjoin(tried, last)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        row.hook_id,
        row.event_id,
        Happening(row.kind),
        State(row.state),
        row.attempts,
        moment(row.made_at),
        moment(row.due_at),
        _attempt(row) if row.number else None,
    )


def _attempt(row: Any) -> Attempt:
    return Attempt(row.number, moment(row.at), row.status, row.problem, row.took_ms)
