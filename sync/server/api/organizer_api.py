"""The JSON API for the organizer's programs: join codes, totals, closings."""

from datetime import datetime

import msgspec
from litestar import Router, get, post
from litestar.params import FromPath

from pos_app.domain.register import Booth
from sync.server.accounts.callers import AnOffice
from sync.server.accounts.rights import Right
from sync.server.api.described import organizers
from sync.server.api.till_api import check_digest
from sync.server.fair import joining
from sync.server.figures import closings, totals
from sync.wire import Closing, ExpoTotals


class IssuedJoinCode(msgspec.Struct, frozen=True):
    """A join code, shown once."""

    code: str
    booth: Booth
    expires_at: datetime


@post(
    "/api/v1/expos/{expo:str}/booths/{booth:str}/join-codes",
    sync_to_thread=True,
    **organizers(Right.SET_UP, 404),
)
def create_join_code(expo: FromPath[str], booth: FromPath[str], office: AnOffice) -> IssuedJoinCode:
    """Make a code with which one register of a booth (by id or code) joins."""
    issued = joining.create_join_code(office, expo, booth)
    return IssuedJoinCode(issued.code, issued.booth, issued.expires_at)


@get("/api/v1/expos/{expo:str}/totals", sync_to_thread=True, **organizers(Right.LOOK, 404))
def read_totals(expo: FromPath[str], office: AnOffice) -> ExpoTotals:
    """Turnover and completeness of an expo, booth by booth."""
    with office.database.read() as connection:
        return totals.expo_totals(connection, expo)


@post(
    "/api/v1/expos/{expo:str}/closings",
    status_code=200,
    sync_to_thread=True,
    **organizers(Right.RUN, 404),
)
def close_expo(expo: FromPath[str], office: AnOffice) -> Closing:
    """Keep an expo's figures as a revision; the latest one again if nothing came in since."""
    return closings.close_expo(office, expo)


@get("/api/v1/expos/{expo:str}/closings", sync_to_thread=True, **organizers(Right.LOOK, 404))
def list_closings(expo: FromPath[str], office: AnOffice) -> tuple[Closing, ...]:
    """All revisions of an expo's figures, the first one first."""
    with office.database.read() as connection:
        return closings.closings(connection, expo)


def organizer_api_router() -> Router:
    """These operations under one roof."""
    handlers = [
        create_join_code,
        read_totals,
        close_expo,
        list_closings,
    ]
    return Router(
        path="/",
        route_handlers=handlers,
        request_max_body_size=64 * 1024,
        before_request=check_digest,
    )
