"""The addresses that an expo's happenings are told to: added, paused, removed."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment, stamp
from sync.server.accounts import audit
from sync.server.fair.expos import expo_by_id, lock_expo
from sync.server.office import Office
from sync.server.store.rows import WebhookAttemptRow, WebhookDeliveryRow, WebhookRow
from sync.server.webhooks import finished, spreading
from sync.server.webhooks.addresses import target_of
from sync.server.webhooks.happenings import KINDS, Happening

MAX_HOOKS = 10
BOTH_SIGN = timedelta(hours=24)
"""So long what is sent carries the signature of an earlier secret too."""

GONE = "gone"
"""Why a hook paused itself: the receiver answered 410."""


class Hook(msgspec.Struct, frozen=True):
    """An address and what it is told; `problem` is why it was paused by itself, or empty."""

    id: str
    url: str
    kinds: tuple[Happening, ...]
    created_at: datetime
    created_by: str
    paused_at: datetime | None = None
    problem: str = ""


class NewHook(msgspec.Struct, frozen=True):
    """A hook with the secret that checks its signatures, told once."""

    hook: Hook
    secret: str


def add_hook(office: Office, expo_id: str, url: str, kinds: Sequence[str] = KINDS) -> NewHook:
    """Tell an address what happens from now on.

    Raises LapakError `expo_unknown`, `webhook_kinds_missing`, `too_many_webhooks`, or as
    `target_of` does.
    """
    target_of(url)
    wanted = tuple(kind for kind in KINDS if kind in kinds)
    if not wanted or len(wanted) != len(set(kinds)):
        raise LapakError("webhook_kinds_missing")
    hook = Hook(office.new_id(), url.strip(), wanted, office.clock(), office.by)
    secret = office.new_secret()
    with office.database.write() as connection:
        lock_expo(connection, expo_id)
        if _count(connection, expo_id) >= MAX_HOOKS:
            raise LapakError("too_many_webhooks", limit=MAX_HOOKS)
        # What happened until now belongs to those that were here; the new one is told the rest.
        finished.note(connection, expo_id, finished.finished(connection, expo_id))
        spreading.spread(connection, expo_id, office.clock())
        connection.execute(insert(WebhookRow).values(_row(expo_id, hook, secret)))
        audit.note(connection, office, "webhook.added", expo_id, address=hook.url)
    return _told(hook, secret)


def renew_secret(office: Office, expo_id: str, hook_id: str) -> NewHook:
    """Make a new secret; the old one goes on signing for a day, so a receiver misses nothing.

    Raises as `find_hook`.
    """
    secret, until = office.new_secret(), office.clock() + BOTH_SIGN
    with office.database.write() as connection:
        lock_expo(connection, expo_id)
        hook = find_hook(connection, expo_id, hook_id)
        mine = WebhookRow.expo_id == expo_id, WebhookRow.hook_id == hook_id
        change = update(WebhookRow).where(*mine)
        earlier = {"earlier_secret": WebhookRow.secret, "earlier_until": stamp(until)}
        connection.execute(change.values(secret=secret, **earlier))
        audit.note(connection, office, "webhook.secret_renewed", expo_id, address=hook.url)
    return _told(hook, secret)


def hooks_of(connection: Connection, expo_id: str) -> tuple[Hook, ...]:
    """An expo's hooks in the order in which they were added; raises LapakError `expo_unknown`."""
    mine = WebhookRow.expo_id == expo_by_id(connection, expo_id).id
    ordered = select(WebhookRow.__table__).where(mine).order_by(WebhookRow.created_at)
    return tuple(_hook(row) for row in connection.execute(ordered))


def find_hook(connection: Connection, expo_id: str, hook_id: str) -> Hook:
    """One hook; raises LapakError `expo_unknown` or `webhook_unknown`."""
    found = (hook for hook in hooks_of(connection, expo_id) if hook.id == hook_id)
    hook = next(found, None)
    if hook is None:
        raise LapakError("webhook_unknown")
    return hook


def pause_hook(office: Office, expo_id: str, hook_id: str) -> Hook:
    """Send nothing until it is resumed; what happens meanwhile waits. Raises as `find_hook`."""
    return _set_paused(office, expo_id, hook_id, stamp(office.clock()), "webhook.paused")


def resume_hook(office: Office, expo_id: str, hook_id: str) -> Hook:
    """Go on sending, what waited first; raises as `find_hook`."""
    return _set_paused(office, expo_id, hook_id, None, "webhook.resumed")


def remove_hook(office: Office, expo_id: str, hook_id: str) -> None:
    """Tell an address nothing any more, and forget what was told; raises as `find_hook`."""
    with office.database.write() as connection:
        hook = find_hook(connection, expo_id, hook_id)
        for table in (WebhookAttemptRow, WebhookDeliveryRow, WebhookRow):
            mine = table.expo_id == expo_id, table.hook_id == hook_id
            connection.execute(delete(table).where(*mine))
        audit.note(connection, office, "webhook.removed", expo_id, address=hook.url)


def _set_paused(
    office: Office, expo_id: str, hook_id: str, paused_at: str | None, action: str
) -> Hook:
    with office.database.write() as connection:
        hook = find_hook(connection, expo_id, hook_id)
        if (hook.paused_at is None) == (paused_at is None):
            return hook
        mine = WebhookRow.expo_id == expo_id, WebhookRow.hook_id == hook_id
        change = update(WebhookRow).where(*mine).values(paused_at=paused_at, problem="")
        connection.execute(change)
        audit.note(connection, office, action, expo_id, address=hook.url)
        return find_hook(connection, expo_id, hook_id)


def _told(hook: Hook, secret: bytes) -> NewHook:
    return NewHook(hook, f"whsec_{b64encode(secret).decode()}")


def _count(connection: Connection, expo_id: str) -> int:
    mine = select(func.count()).select_from(WebhookRow).where(WebhookRow.expo_id == expo_id)
    return connection.execute(mine).scalar_one()


def _row(expo_id: str, hook: Hook, secret: bytes) -> dict[str, str | bytes | None]:
    return {
        "expo_id": expo_id,
        "hook_id": hook.id,
        "url": hook.url,
        "kinds": " ".join(hook.kinds),
        "secret": secret,
        "created_at": stamp(hook.created_at),
        "created_by": hook.created_by,
        "paused_at": None,
        "problem": "",
    }


def _hook(row: Row[Any]) -> Hook:
    return Hook(
        row.hook_id,
        row.url,
        tuple(Happening(word) for word in row.kinds.split()),
        moment(row.created_at),
        row.created_by,
        moment(row.paused_at) if row.paused_at else None,
        row.problem,
    )
