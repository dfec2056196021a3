"""The JSON API for booths' join codes: told, made anew, and printed on sheets."""

from datetime import datetime
from typing import Literal

import msgspec
from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from pos_app.domain.register import Booth
from resources.translations import Catalog
from sync.server.accounts.callers import AnOffice, AnyRequest, asked_at
from sync.server.accounts.rights import Right
from sync.server.api.described import organizers
from sync.server.fair import booth_codes, code_uses, expos
from sync.server.fair.booth_codes import BoothCode
from sync.server.fair.code_uses import CodeState
from sync.server.presence import Whereabouts
from sync.server.sheets.join_sheet import join_sheets
from sync.server.sheets.papers import SheetPaper, Wanted, sheets_for

Here = NamedDependency[Whereabouts]


class JoinCodeSeen(msgspec.Struct, frozen=True):
    """How a booth's code stands; `code` only while it is good and can be told again.

    `used_at` and `register` are when and by which register it was used (`A1-K1`).
    """

    booth: str
    state: CodeState
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    register: str = ""
    code: str = ""


class JoinCodeTold(msgspec.Struct, frozen=True):
    """A good code: `invitation` is the text of the picture that a till's scanner reads."""

    booth: str
    code: str
    expires_at: datetime
    invitation: str
    address: str
    fingerprint: str


class JoinCodeAnew(msgspec.Struct, frozen=True):
    """A code that took the place of those before it."""

    code: str
    booth: Booth
    expires_at: datetime


@get("/api/v1/expos/{expo:str}/join-codes", sync_to_thread=True, **organizers(Right.SET_UP, 404))
def list_join_codes(expo: FromPath[str], office: AnOffice) -> tuple[JoinCodeSeen, ...]:
    """The join codes of an expo, the latest first, and who used them."""
    with office.database.read() as connection:
        found = expos.expo_by_id(connection, expo)
        booths = {booth.id: booth for booth in expos.booths_of(connection, found.id)}
        good = booth_codes.good_codes(connection, office, found.id, booths)
        seen = code_uses.seen_codes(connection, found.id, office.clock())
    return tuple(
        JoinCodeSeen(
            *(one.booth, one.state, one.made_at, one.expires_at, one.used_at, one.register),
            code=_told_again(one, good.get(one.booth_id)),
        )
        for one in seen
    )


@post(
    "/api/v1/expos/{expo:str}/join-codes",
    status_code=200,
    sync_to_thread=True,
    **organizers(Right.SET_UP, 404, 409),
)
def give_join_codes(
    expo: FromPath[str], data: JSONBody[Wanted], office: AnOffice, here: Here, request: AnyRequest
) -> tuple[JoinCodeTold, ...]:
    """The good codes of booths, made where there is none; asked again they are the same."""
    papers = sheets_for(office, expo, data, here, asked_at(request))
    return tuple(_told(paper) for paper in papers)


@post(
    "/api/v1/expos/{expo:str}/booths/{booth:str}/join-codes/anew",
    sync_to_thread=True,
    **organizers(Right.SET_UP, 404),
)
def make_join_code_anew(
    expo: FromPath[str], booth: FromPath[str], office: AnOffice
) -> JoinCodeAnew:
    """Another code for a booth (by id or code); those that nobody used lead nowhere from now on."""
    made = booth_codes.make_anew(office, expo, booth)
    return JoinCodeAnew(made.code, made.booth, made.expires_at)


@post(
    "/api/v1/expos/{expo:str}/join-sheets",
    status_code=200,
    media_type="application/pdf",
    sync_to_thread=True,
    **organizers(Right.SET_UP, 404, 409),
)
def print_join_sheets(
    expo: FromPath[str],
    data: JSONBody[Wanted],
    office: AnOffice,
    here: Here,
    request: AnyRequest,
    language: FromQuery[Literal["id", "en"]] = "id",
) -> Response[bytes]:
    """Join sheets as a PDF, a page a booth; codes are made where there is no good one."""
    papers = sheets_for(office, expo, data, here, asked_at(request))
    return Response(join_sheets(papers, Catalog(language)), media_type="application/pdf")


def code_api_router() -> Router:
    """These operations under one roof."""
    return Router(
        path="/",
        route_handlers=[
            *(list_join_codes, give_join_codes, make_join_code_anew, print_join_sheets)
        ],
        request_max_body_size=64 * 1024,
    )


def _told_again(one: code_uses.SeenCode, good: BoothCode | None) -> str:
    fits = good is not None and one.state is CodeState.GOOD and one.made_at == good.made_at
    return good.code if good is not None and fits else ""


def _told(paper: SheetPaper) -> JoinCodeTold:
    return JoinCodeTold(
        paper.booth,
        paper.code.replace("-", ""),
        paper.until,
        paper.invitation,
        paper.address,
        paper.fingerprint,
    )
