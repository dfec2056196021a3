"""The live page of an expo, the part of it that is fetched again, and the wall for a big screen."""

import hashlib
from typing import Any

from litestar import MediaType, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from pos_app.domain.business_day import format_moment
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.figures import losses
from sync.server.figures.boards import Boards
from sync.server.figures.live import Live
from sync.server.figures.totals import COMPLETE
from sync.server.pages import booth_table
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.glance import closed_told
from sync.server.pages.live_words import board_of, day_told, live_chip, row_of
from sync.server.pages.relay_words import relay_chips
from sync.server.pages.restored_words import restored_glance

SomeBoards = NamedDependency[Boards]
POLL_S = 5
WITHOUT_SCRIPTS_S = 15
LIVE_HEADER = "Lapak-Live"
"""A login page in a part's place has no such header, so a script can tell them apart."""

_WALL_ROWS = 12


@get("/expos/{expo:str}", sync_to_thread=True, right=Right.LOOK)
def expo_page(
    expo: FromPath[str], request: AnyRequest, pages: SomePages, boards: SomeBoards
) -> Response[str]:
    """One expo: what was sold, and what is still missing."""
    found, tr = boards.of(expo), pages.catalog(request)
    with pages.office.database.read() as connection:
        relays = relay_chips(connection, expo, found.totals.expo.zone, tr)
        put_back = losses.restored(connection, expo)
    return pages.draw(
        request,
        "expo.html",
        relays=relays,
        closed=closed_told(found.totals, tr),
        has_late=found.totals.late > 0,
        restored=restored_glance(put_back, found.totals.expo, tr, found.at),
        **_common(request, pages, found),
        **_board(request, pages, found),
    )


@get("/expos/{expo:str}/wall", sync_to_thread=True, right=Right.LOOK)
def wall_page(
    expo: FromPath[str], request: AnyRequest, pages: SomePages, boards: SomeBoards
) -> Response[str]:
    """The same for a big screen: the sums large, the booths with the most, what needs a hand."""
    found = boards.of(expo)
    values = {**_common(request, pages, found), **_wall(request, pages, found)}
    return pages.draw(request, "wall.html", **values)


@get("/expos/{expo:str}/live", sync_to_thread=True, right=Right.LOOK)
def live_part(
    expo: FromPath[str], request: AnyRequest, pages: SomePages, boards: SomeBoards
) -> Response[str]:
    """What changes on the live page or (`view=wall`) the wall; nothing where nothing changed."""
    found = boards.of(expo)
    if request.query_params.get("view") == "wall":
        return _part(request, pages, "wall_board.html", _wall(request, pages, found))
    return _part(request, pages, "live_board.html", _board(request, pages, found))


def live_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    return Router(
        path="/", route_handlers=[expo_page, wall_page, live_part], include_in_schema=False
    )


def _part(
    request: AnyRequest, pages: Pages, template: str, values: dict[str, Any]
) -> Response[str]:
    text = pages.templates.get_template(template).render(tr=pages.catalog(request), **values)
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
    headers = {"ETag": tag, LIVE_HEADER: "1"}
    if request.headers.get("if-none-match") == tag:
        return Response("", status_code=304, headers=headers, media_type=MediaType.HTML)
    return Response(text, headers=headers, media_type=MediaType.HTML)


def _common(request: AnyRequest, pages: Pages, found: Live) -> dict[str, Any]:
    tr, expo = pages.catalog(request), found.totals.expo
    return {
        "updated": format_moment(found.at, expo.zone, tr.language),
        "day": day_told(found, tr),
        "zone": expo.zone,
        "refresh_s": WITHOUT_SCRIPTS_S,
        "poll_s": POLL_S,
        "language": tr.language,
    }


def _board(request: AnyRequest, pages: Pages, found: Live) -> dict[str, Any]:
    tr, view = pages.catalog(request), booth_table.view_of(request)
    shown = booth_table.shown(found, view, tr)
    expo, now = found.totals.expo, found.at
    return {
        "expo": expo,
        "board": board_of(found, tr),
        "view": view,
        "shown": shown,
        "columns": booth_table.columns(view, tr),
        "rows": [row_of(booth, expo, tr, now) for booth in shown.booths],
        "booths": len(found.booths),
    }


def _wall(request: AnyRequest, pages: Pages, found: Live) -> dict[str, Any]:
    tr, expo = pages.catalog(request), found.totals.expo
    most = sorted(found.booths, key=lambda one: (-one.totals.total, one.totals.code))
    urgent = [booth for booth in found.booths if booth.status != COMPLETE]
    return {
        "expo": expo,
        "board": board_of(found, tr),
        "most": [row_of(booth, expo, tr, found.at) for booth in most[:_WALL_ROWS]],
        "urgent": [
            (booth.totals.code, booth.totals.name, live_chip(booth, expo, tr))
            for booth in urgent[:_WALL_ROWS]
        ],
        "more": max(0, len(urgent) - _WALL_ROWS),
    }
