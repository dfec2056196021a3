"""The organizer's pages for setting an expo up: a new one, its plan, and whether tills may join."""

from datetime import date
from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_plan import ExpoStatus
from pos_app.domain.money import format_amount, parse_rupiah
from pos_app.messages import sentence
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.fair import expos, plans
from sync.server.fair.plans import PlanChange, SetUp
from sync.server.fair.seen import mark_of
from sync.server.pages.booth_pages import ZONES
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.forms import seen_again


class ExpoForm(msgspec.Struct, frozen=True):
    """An expo as it is typed; `copy_of` is the id of an earlier one."""

    seal: str = ""
    name: str = ""
    edition: str = ""
    city: str = ""
    venue: str = ""
    first_day: str = ""
    last_day: str = ""
    zone: str = ZONES[0]
    target: str = ""
    copy_of: str = ""
    is_draft: str = ""


class PlanForm(msgspec.Struct, frozen=True):
    """What may be changed of a plan; `seen` marks the one that was shown."""

    seal: str = ""
    seen: str = ""
    edition: str = ""
    city: str = ""
    venue: str = ""
    target: str = ""


class StatusForm(msgspec.Struct, frozen=True):
    """A button: `open` or `draft`."""

    seal: str = ""
    status: str = ""


@get("/expos/new", sync_to_thread=True, right=Right.SET_UP)
def new_expo_page(request: AnyRequest, pages: SomePages) -> Response[str]:
    """The form for an expo; the city of the last one stands in it."""
    with pages.office.database.read() as connection:
        earlier = expos.all_expos(connection)[:1]
        last = plans.planned(connection, earlier[0].id) if earlier else None
    form = ExpoForm(city=last.plan.city, zone=last.expo.zone) if last else ExpoForm()
    return _new(request, pages, form)


@post("/expos/new", status_code=200, sync_to_thread=True, right=Right.SET_UP)
def set_up(data: URLEncodedBody[ExpoForm], request: AnyRequest, pages: SomePages) -> Response[Any]:
    """Set an expo up; what cannot be used is told, and stays in the form."""
    try:
        pages.check_form(request, data.seal)
        made = plans.set_up(pages.office, _asked(data))
    except LapakError as error:
        return _new(request, pages, data, sentence(error, pages.catalog(request)))
    return Redirect(f"/expos/{made.expo.id}/booths", status_code=303)


@get("/expos/{expo:str}/plan", sync_to_thread=True, right=Right.LOOK)
def plan_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """An expo's edition, place and target, and whether tills may join."""
    return _plan(request, pages, expo)


@post("/expos/{expo:str}/plan", status_code=200, sync_to_thread=True, right=Right.SET_UP)
def change_plan(
    expo: FromPath[str], data: URLEncodedBody[PlanForm], request: AnyRequest, pages: SomePages
) -> Response[Any]:
    """Change the plan; what cannot be used is told, and stays in the form."""
    try:
        pages.check_form(request, data.seal)
        change = PlanChange(data.edition, data.city, data.venue, _amount(data.target))
        plans.change_plan(pages.office, expo, change, data.seen)
    except LapakError as error:
        typed = msgspec.structs.replace(data, seen=seen_again(error, data.seen))
        return _plan(request, pages, expo, typed, sentence(error, pages.catalog(request)))
    return Redirect(f"/expos/{expo}/plan", status_code=303)


@post("/expos/{expo:str}/status", status_code=200, sync_to_thread=True, right=Right.SET_UP)
def change_status(
    expo: FromPath[str], data: URLEncodedBody[StatusForm], request: AnyRequest, pages: SomePages
) -> Response[Any]:
    """Let tills join, or take that back while none has."""
    try:
        pages.check_form(request, data.seal)
        status = ExpoStatus.DRAFT if data.status == ExpoStatus.DRAFT else ExpoStatus.OPEN
        plans.change_status(pages.office, expo, status)
    except LapakError as error:
        problem = sentence(error, pages.catalog(request))
        return _plan(request, pages, expo, problem=problem)
    return Redirect(f"/expos/{expo}/plan", status_code=303)


def plan_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[new_expo_page, set_up, plan_page, change_plan, change_status],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def _asked(form: ExpoForm) -> SetUp:
    return SetUp(
        name=form.name,
        zone=form.zone,
        edition=form.edition,
        city=form.city,
        venue=form.venue,
        target=_amount(form.target),
        first_day=_day(form.first_day),
        last_day=_day(form.last_day),
        is_draft=bool(form.is_draft),
        copy_of=form.copy_of,
    )


def _amount(text: str) -> int:
    return parse_rupiah(text) if text.strip() else 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise LapakError("form_not_understood", text=text[:20]) from error


def _new(request: AnyRequest, pages: Pages, form: ExpoForm, problem: str = "") -> Response[str]:
    with pages.office.database.read() as connection:
        earlier = expos.all_expos(connection)
    return pages.draw(
        request,
        "expo_new.html",
        400 if problem else 200,
        form=form,
        earlier=earlier,
        zones=ZONES,
        problem=problem,
    )


def _plan(
    request: AnyRequest,
    pages: Pages,
    expo_id: str,
    typed: PlanForm | None = None,
    problem: str = "",
) -> Response[str]:
    with pages.office.database.read() as connection:
        found = plans.planned(connection, expo_id)
    target = format_amount(found.plan.target) if found.plan.target else ""
    plan = found.plan
    form = typed or PlanForm("", "", plan.edition, plan.city, plan.venue, target)
    return pages.draw(
        request,
        "plan.html",
        400 if problem else 200,
        expo=found.expo,
        stands=found.status.value,
        seen=form.seen or mark_of(plan),
        form=form,
        problem=problem,
    )
