"""The JSON API for hooks: addresses that are told what happens, and what became of telling them."""

from typing import Annotated

import msgspec
from litestar import Router, delete, get, patch, post
from litestar.params import FromPath, JSONBody, QueryParameter

from sync.server.accounts.callers import AnOffice
from sync.server.accounts.rights import Right
from sync.server.api.described import organizers
from sync.server.api.till_api import check_digest
from sync.server.webhooks import deliveries, hooks
from sync.server.webhooks.deliveries import Attempt, Delivery
from sync.server.webhooks.happenings import KINDS, Happening
from sync.server.webhooks.hooks import Hook, NewHook

Most = Annotated[int, QueryParameter(ge=1, le=1000)]


class HookAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An address to tell, over https unless it is this machine, and what of."""

    url: str
    kinds: tuple[Happening, ...] = KINDS


class HookChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether nothing is sent for now; what happens meanwhile waits."""

    paused: bool


class TestSent(msgspec.Struct, frozen=True):
    """The id of a trial that is on its way."""

    event: str


class DeliveryTold(msgspec.Struct, frozen=True):
    """A delivery with every attempt, the first one first."""

    delivery: Delivery
    attempts: tuple[Attempt, ...]


_HOOKS = "/api/v1/expos/{expo:str}/webhooks"
_HOOK = f"{_HOOKS}/{{hook:str}}"
_DELIVERY = f"{_HOOK}/deliveries/{{event:str}}"


@get(_HOOKS, sync_to_thread=True, **organizers(Right.RUN, 404))
def list_hooks(expo: FromPath[str], office: AnOffice) -> tuple[Hook, ...]:
    """The hooks of an expo, in the order in which they were added."""
    with office.database.read() as connection:
        return hooks.hooks_of(connection, expo)


@post(_HOOKS, sync_to_thread=True, **organizers(Right.RUN, 404))
def add_hook(expo: FromPath[str], data: JSONBody[HookAsked], office: AnOffice) -> NewHook:
    """Tell an address what happens from now on; the secret is told this once."""
    return hooks.add_hook(office, expo, data.url, data.kinds)


@patch(_HOOK, sync_to_thread=True, **organizers(Right.RUN, 404))
def change_hook(
    expo: FromPath[str], hook: FromPath[str], data: JSONBody[HookChange], office: AnOffice
) -> Hook:
    """Pause a hook, or go on, with what waited first."""
    change = hooks.pause_hook if data.paused else hooks.resume_hook
    return change(office, expo, hook)


@delete(_HOOK, sync_to_thread=True, **organizers(Right.RUN, 404))
def remove_hook(expo: FromPath[str], hook: FromPath[str], office: AnOffice) -> None:
    """Tell an address nothing any more; what was told is forgotten with it."""
    hooks.remove_hook(office, expo, hook)


@post(f"{_HOOK}/secret", sync_to_thread=True, **organizers(Right.RUN, 404))
def renew_secret(expo: FromPath[str], hook: FromPath[str], office: AnOffice) -> NewHook:
    """Make a new secret, told this once; for 24 hours the earlier one signs as well."""
    return hooks.renew_secret(office, expo, hook)


@post(f"{_HOOK}/test", status_code=202, sync_to_thread=True, **organizers(Right.RUN, 404))
def send_test(expo: FromPath[str], hook: FromPath[str], office: AnOffice) -> TestSent:
    """Send a trial (`webhook.test`), signed like everything else."""
    return TestSent(deliveries.send_test(office, expo, hook))


@get(f"{_HOOK}/deliveries", sync_to_thread=True, **organizers(Right.RUN, 404))
def list_deliveries(
    expo: FromPath[str], hook: FromPath[str], office: AnOffice, limit: Most = 100
) -> tuple[Delivery, ...]:
    """The last deliveries to a hook, the latest first, with the last attempt of each."""
    with office.database.read() as connection:
        found = hooks.find_hook(connection, expo, hook)
        return deliveries.deliveries_of(connection, expo, limit, found.id)


@get(_DELIVERY, sync_to_thread=True, **organizers(Right.RUN, 404))
def read_delivery(
    expo: FromPath[str], hook: FromPath[str], event: FromPath[str], office: AnOffice
) -> DeliveryTold:
    """A delivery (by its `webhook-id`) with every attempt."""
    with office.database.read() as connection:
        found = hooks.find_hook(connection, expo, hook)
        delivery = deliveries.find_delivery(connection, expo, found.id, event)
        return DeliveryTold(delivery, deliveries.attempts_of(connection, expo, found.id, event))


@post(f"{_DELIVERY}/send", status_code=202, sync_to_thread=True, **organizers(Right.RUN, 404))
def send_again(
    expo: FromPath[str], hook: FromPath[str], event: FromPath[str], office: AnOffice
) -> Delivery:
    """Send a happening once more, now, whatever became of it; its id stays the same."""
    deliveries.send_again(office, expo, hook, event)
    with office.database.read() as connection:
        return deliveries.find_delivery(connection, expo, hook, event)


def webhook_api_router() -> Router:
    """These operations under one roof."""
    return Router(
        path="/",
        route_handlers=[
            *(list_hooks, add_hook, change_hook, remove_hook, renew_secret, send_test),
            *(list_deliveries, read_delivery, send_again),
        ],
        request_max_body_size=16 * 1024,
        before_request=check_digest,
    )
