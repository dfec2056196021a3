"""From what happened to deliveries: one for every hook that wants to know, each once."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from pos_app.domain.moments import stamp
from sync.server.store.database import insert_many
from sync.server.store.rows import HappeningRow, WebhookRow
from sync.server.webhooks.happenings import Happening, body_of_shift, event_id

_COLUMNS = (
    "webhook_delivery (expo_id, hook_id, event_id, kind, subject, state, attempts, tries,"
    " made_at, due_at)"
)
_ONCE = "(expo_id, hook_id, event_id) DO NOTHING"


def expos_with_hooks(connection: Connection) -> tuple[str, ...]:
    """The expos that anybody is told about."""
    return tuple(connection.execute(select(WebhookRow.expo_id).distinct()).scalars())


def is_spread(connection: Connection, expo_id: str) -> bool:
    """Whether nothing waits to be spread."""
    waiting = select(HappeningRow.subject).where(
        HappeningRow.expo_id == expo_id, HappeningRow.spread == 0
    )
    return connection.execute(waiting.limit(1)).first() is None


def spread(connection: Connection, expo_id: str, now: datetime) -> None:
    """Make deliveries of what happened since; a paused hook's wait until it is resumed."""
    happened = HappeningRow
    fresh = connection.execute(
        select(happened.kind, happened.subject, happened.body)
        .where(happened.expo_id == expo_id, happened.spread == 0)
        .order_by(happened.kind, happened.subject)
    ).all()
    if not fresh:
        return
    mine = select(WebhookRow.hook_id, WebhookRow.kinds).where(WebhookRow.expo_id == expo_id)
    hooks = connection.execute(mine).all()
    for kind, subject, told in fresh:
        body = told or _body(connection, expo_id, kind, subject)
        if body is None:
            continue
        wanting = [hook.hook_id for hook in hooks if kind in hook.kinds.split()]
        deliver(connection, expo_id, wanting, kind, subject, now)
        this = (
            happened.expo_id == expo_id,
            happened.kind == kind,
            happened.subject == subject,
        )
        connection.execute(update(happened).where(*this).values(spread=1, body=body))


def deliver(
    connection: Connection,
    expo_id: str,
    hooks: list[str],
    kind: str,
    subject: str,
    now: datetime,
) -> str:
    """Put a happening on its way to hooks, at once; returns its id."""
    name, at = event_id(expo_id, kind, subject), stamp(now)
    rows = [(expo_id, hook, name, kind, subject, "waiting", 0, 0, at, at) for hook in hooks]
    insert_many(connection, _COLUMNS, rows, conflict=_ONCE)
    return name


def _body(connection: Connection, expo_id: str, kind: str, subject: str) -> bytes | None:
    return body_of_shift(connection, expo_id, subject) if kind == Happening.SHIFT_CLOSED else None
