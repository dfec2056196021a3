"""The JSON API for setting expos up: a new one, its plan, and whether tills may join."""

from datetime import date

import msgspec
from litestar import Router, get, patch, post, put
from litestar.params import FromPath, JSONBody

from pos_app.domain.expo_plan import ExpoStatus
from sync.server.accounts.callers import AnOffice
from sync.server.accounts.rights import Right
from sync.server.api.described import organizers
from sync.server.api.till_api import check_digest
from sync.server.fair import plans
from sync.server.fair.plans import PlanChange, PlannedExpo, SetUp


class ExpoTold(msgspec.Struct, frozen=True):
    """An expo as it is set up; `target` is the turnover hoped for in minor units, 0 is none.

    A day ends `cutoff_minutes` after midnight in `zone`.
    """

    id: str
    name: str
    zone: str
    cutoff_minutes: int
    currency: str
    edition: str
    city: str
    venue: str
    target: int
    status: ExpoStatus
    first_day: date | None
    last_day: date | None


class StatusAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where an expo is to stand: `open` lets tills join, `draft` takes that back."""

    status: ExpoStatus


_EXPO = "/api/v1/expos/{expo:str}"


@post("/api/v1/expos", sync_to_thread=True, **organizers(Right.SET_UP, 404))
def create_expo(data: JSONBody[SetUp], office: AnOffice) -> ExpoTold:
    """Set an expo up, with the booths of an earlier one where `copy_of` names it."""
    return _told(plans.set_up(office, data))


@get("/api/v1/expos", sync_to_thread=True, **organizers(Right.LOOK))
def list_expos(office: AnOffice) -> tuple[ExpoTold, ...]:
    """All expos, the newest first."""
    with office.database.read() as connection:
        return tuple(_told(one) for one in plans.all_planned(connection))


@get(_EXPO, sync_to_thread=True, **organizers(Right.LOOK, 404))
def read_expo(expo: FromPath[str], office: AnOffice) -> ExpoTold:
    """An expo as it is set up."""
    with office.database.read() as connection:
        return _told(plans.planned(connection, expo))


@patch(f"{_EXPO}/plan", sync_to_thread=True, **organizers(Right.SET_UP, 404))
def change_plan(expo: FromPath[str], data: JSONBody[PlanChange], office: AnOffice) -> ExpoTold:
    """Change an expo's edition, place or target; what is left out stays."""
    return _told(plans.change_plan(office, expo, data))


@put(f"{_EXPO}/status", sync_to_thread=True, **organizers(Right.SET_UP, 404, 409))
def change_status(expo: FromPath[str], data: JSONBody[StatusAsked], office: AnOffice) -> ExpoTold:
    """Let tills join, or take that back while none has; closing has an operation of its own."""
    return _told(plans.change_status(office, expo, data.status))


def plan_api_router() -> Router:
    """These operations under one roof."""
    return Router(
        path="/",
        route_handlers=[create_expo, list_expos, read_expo, change_plan, change_status],
        request_max_body_size=64 * 1024,
        before_request=check_digest,
    )


def _told(found: PlannedExpo) -> ExpoTold:
    return ExpoTold(
        **msgspec.structs.asdict(found.expo),
        **msgspec.structs.asdict(found.plan),
        status=found.status,
        first_day=found.first_day,
        last_day=found.last_day,
    )
