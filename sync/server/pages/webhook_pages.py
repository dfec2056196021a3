"""The organizer's page of programs that are told what happens, and whether they got it."""

from typing import Annotated, Any

import msgspec
from litestar import Response, Router, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.business_day import format_moment
from pos_app.domain.errors import LapakError
from pos_app.messages import sentence
from resources.translations import Catalog
from sync.server.accounts.callers import AnyRequest, confirm
from sync.server.accounts.rights import Right
from sync.server.fair import expos
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.webhook_words import (
    attempt_words,
    explained_kinds,
    kind_words,
    standing_words,
    state_words,
)
from sync.server.webhooks import deliveries, hooks
from sync.server.webhooks.deliveries import Delivery, State
from sync.server.webhooks.hooks import Hook

SHOWN = 50


class HookForm(msgspec.Struct, frozen=True):
    """An address to tell, and what is ticked; one ticked box alone comes as a text."""

    seal: str = ""
    url: str = ""
    kinds: list[str] | str = []


class ButtonForm(msgspec.Struct, frozen=True):
    """A button; `event` names a delivery, `password` is of who removes a hook or its secret."""

    seal: str = ""
    event: str = ""
    password: str = ""


TickedBody = Annotated[HookForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/expos/{expo:str}/webhooks", sync_to_thread=True, right=Right.RUN)
def hooks_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """The hooks of an expo and the last deliveries."""
    return _hooks(request, pages, expo)


@post("/expos/{expo:str}/webhooks", status_code=200, sync_to_thread=True, right=Right.RUN)
def add_hook(
    expo: FromPath[str], data: TickedBody, request: AnyRequest, pages: SomePages
) -> Response[str]:
    """Add a hook; its secret is shown once."""
    ticked = [data.kinds] if isinstance(data.kinds, str) else data.kinds
    try:
        pages.check_form(request, data.seal)
        added = hooks.add_hook(pages.office, expo, data.url, ticked)
    except LapakError as error:
        problem = sentence(error, pages.catalog(request))
        return _hooks(request, pages, expo, problem=problem, typed=data.url[:500])
    return _hooks(request, pages, expo, added=added)


@post(
    "/expos/{expo:str}/webhooks/{hook:str}/{what:str}",
    status_code=200,
    sync_to_thread=True,
    right=Right.RUN,
)
def change_hook(
    expo: FromPath[str],
    hook: FromPath[str],
    what: FromPath[str],
    data: URLEncodedBody[ButtonForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Pause, resume or remove a hook, renew its secret, send a trial or something once more."""
    try:
        pages.check_form(request, data.seal)
        if what in {"remove", "secret"}:
            confirm(request, pages.office, data.password)
        if what == "secret":
            renewed = hooks.renew_secret(pages.office, expo, hook)
            return _hooks(request, pages, expo, added=renewed)
        _do(pages, expo, hook, what, data.event)
    except LapakError as error:
        return _hooks(request, pages, expo, problem=sentence(error, pages.catalog(request)))
    return Redirect(f"/expos/{expo}/webhooks", status_code=303)


def webhook_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[hooks_page, add_hook, change_hook],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def _do(pages: Pages, expo: str, hook: str, what: str, event: str) -> None:
    office = pages.office
    match what:
        case "pause":
            hooks.pause_hook(office, expo, hook)
        case "resume":
            hooks.resume_hook(office, expo, hook)
        case "remove":
            hooks.remove_hook(office, expo, hook)
        case "test":
            deliveries.send_test(office, expo, hook)
        case "again":
            deliveries.send_again(office, expo, hook, event)
        case _:
            raise LapakError("form_not_understood", text=what[:20])


def _hooks(request: AnyRequest, pages: Pages, expo_id: str, **told: Any) -> Response[str]:
    tr = pages.catalog(request)
    with pages.office.database.read() as connection:
        expo = expos.expo_by_id(connection, expo_id)
        every = hooks.hooks_of(connection, expo.id)
        sent = deliveries.deliveries_of(connection, expo.id, SHOWN)
    values = {"problem": "", "typed": "", "added": None, **told}
    by_id = {hook.id: hook for hook in every}
    words = kind_words(tr)
    return pages.draw(
        request,
        "webhooks.html",
        400 if values["problem"] else 200,
        expo=expo,
        hooks=[
            (hook, standing_words(hook, tr), ", ".join(words[kind] for kind in hook.kinds))
            for hook in every
        ],
        sent=[_shown(one, by_id[one.hook], expo.zone, tr) for one in sent],
        kinds={kind.value: text for kind, text in explained_kinds(tr).items()},
        room=len(every) < hooks.MAX_HOOKS,
        **values,
    )


def _shown(one: Delivery, hook: Hook, zone: str, tr: Catalog) -> dict[str, Any]:
    next_at, is_waiting = "", one.state is State.WAITING
    waits_paused = is_waiting and hook.paused_at is not None
    if is_waiting and one.attempts and not waits_paused:
        told = tr("next attempt {moment}")
        next_at = told.format(moment=format_moment(one.due_at, zone, tr.language))
    return {
        "hook": one.hook,
        "event": one.event,
        "what": kind_words(tr)[one.kind],
        "url": hook.url,
        "at": format_moment(one.made_at, zone, tr.language),
        "chip": standing_words(hook, tr) if waits_paused else state_words(one.state, tr),
        "last": attempt_words(one.last, tr),
        "attempts": tr("Attempts: {n}").format(n=one.attempts),
        "next_at": next_at,
    }
