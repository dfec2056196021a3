"""The page on which an organizer closes an expo, after a look at what is still missing."""

from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount
from pos_app.messages import sentence
from sync.server.accounts.callers import AnyRequest, confirm
from sync.server.accounts.rights import Right
from sync.server.figures import totals
from sync.server.figures.closings import close_expo
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.glance import expo_glance

SHOWN = 100
"""Booths that are not complete; those with the most turnover come first."""


class CloseForm(msgspec.Struct, frozen=True):
    """What the button sends; `seal` shows that it was our page."""

    seal: str = ""
    password: str = ""


@get("/expos/{expo:str}/close", sync_to_thread=True, right=Right.RUN)
def closing_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """What would be kept, and what is missing from it."""
    return _closing(request, pages, expo)


@post("/expos/{expo:str}/close", status_code=200, sync_to_thread=True, right=Right.RUN)
def close(
    expo: FromPath[str],
    data: URLEncodedBody[CloseForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Keep the figures, once whoever does it has said who they are."""
    try:
        pages.check_form(request, data.seal)
        confirm(request, pages.office, data.password)
        close_expo(pages.office, expo)
    except LapakError as error:
        return _closing(request, pages, expo, sentence(error, pages.catalog(request)))
    return Redirect(f"/expos/{expo}", status_code=303)


def closing_router() -> Router:
    """Both under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[closing_page, close],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def _closing(request: AnyRequest, pages: Pages, expo: str, problem: str = "") -> Response[str]:
    with pages.office.database.read() as connection:
        found = totals.expo_totals(connection, expo)
    glance = expo_glance(found, pages.catalog(request), pages.office.clock())
    complete = {one.code for one in found.booths if one.status == totals.COMPLETE}
    missing = [shown for shown in glance.booths if shown.code not in complete]
    status = 400 if problem else 200
    values = {
        "found": found,
        "glance": glance,
        "missing": missing[:SHOWN],
        "more": format_amount(max(0, len(missing) - SHOWN)),
        "problem": problem,
    }
    return pages.draw(request, "closing.html", status, **values)
