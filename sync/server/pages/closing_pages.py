"""The page on which an organizer closes an expo, after a look at what is still missing."""

from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from sync.server.accounts.callers import AnyRequest
from sync.server.figures import totals
from sync.server.figures.closings import close_expo
from sync.server.pages.drawing import FORM_COOKIE, SomePages
from sync.server.pages.glance import expo_glance


class CloseForm(msgspec.Struct, frozen=True):
    """What the button sends; `seal` shows that it was our page."""

    seal: str = ""


@get("/expos/{expo:str}/close", sync_to_thread=True)
def closing_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """What would be kept, and what is missing from it."""
    account = pages.reader(request)
    with pages.office.database.read() as connection:
        found = totals.expo_totals(connection, expo)
    glance = expo_glance(found, pages.catalog(request), pages.office.clock())
    missing = [
        shown
        for shown in glance.booths
        if shown.code in {one.code for one in found.booths if one.status != totals.COMPLETE}
    ]
    return pages.draw(
        request, "closing.html", account=account, found=found, glance=glance, missing=missing
    )


@post("/expos/{expo:str}/close", status_code=303, sync_to_thread=True)
def close(
    expo: FromPath[str],
    data: URLEncodedBody[CloseForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Keep the figures; a form that is not ours does nothing."""
    account = pages.reader(request)
    if not pages.seal.fits(request.cookies.get(FORM_COOKIE), data.seal):
        return Redirect(f"/expos/{expo}/close", status_code=303)
    close_expo(pages.office, expo, account.name)
    return Redirect(f"/expos/{expo}", status_code=303)


def closing_router() -> Router:
    """Both under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[closing_page, close],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )
