"""Links with which exhibitors look at their own figures: made on a page, and followed."""

from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.business_day import format_moment
from resources.translations import Catalog
from sync.server.accounts import links
from sync.server.accounts.callers import LINK_COOKIE, AnyRequest
from sync.server.accounts.links import Link
from sync.server.accounts.rights import Right
from sync.server.fair import expos
from sync.server.pages.drawing import Pages, SomePages, cookie
from sync.server.sheets import qr

_LINK_S = 60 * 24 * 3600
"""How long a browser stays at a booth's figures: an expo and its settlement."""


class LinkForm(msgspec.Struct, frozen=True):
    """Which button was pressed: `make` or `end`."""

    seal: str = ""
    what: str = ""


@get("/expos/{expo:str}/booths/{booth:str}/link", sync_to_thread=True, right=Right.SET_UP)
def link_page(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, pages: SomePages
) -> Response[str]:
    """Whether a booth's exhibitor has a link, and since when."""
    return _link(request, pages, expo, booth)


@post(
    "/expos/{expo:str}/booths/{booth:str}/link",
    status_code=200,
    sync_to_thread=True,
    right=Right.SET_UP,
)
def change_link(
    expo: FromPath[str],
    booth: FromPath[str],
    data: URLEncodedBody[LinkForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Make a link, which is shown once, or end it."""
    with pages.office.database.read() as connection:
        found = expos.find_booth(connection, expo, booth)
    if pages.is_ours(request, data.seal):
        if data.what == "make":
            token = links.make_link(pages.office, expo, found.id)
            link = f"{_origin(request)}/link/{token}"
            return _link(request, pages, expo, booth, link=link, picture=qr.svg(link))
        links.end_links(pages.office, expo, found.id)
    return Redirect(request.url.path, status_code=303)


@get("/link/{token:str}", sync_to_thread=True, right=Right.ANYBODY)
def follow_link(token: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[Any]:
    """Come by a link: from now on this browser sees the booth's figures."""
    with pages.office.database.read() as connection:
        exhibitor = links.exhibitor_of(connection, token)
    if exhibitor is None:
        return pages.draw(request, "link_ended.html", 404)
    links.note_use(pages.office, token)
    # Lax: the link is followed from a chat, and what it opens can only be looked at.
    kept = cookie(request, LINK_COOKIE, token, max_age=_LINK_S, samesite="lax")
    path = f"/expos/{exhibitor.expo_id}/booths/{exhibitor.code}"
    return Redirect(path, status_code=303, cookies=[kept])


def link_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[link_page, change_link, follow_link],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def _link(
    request: AnyRequest, pages: Pages, expo_id: str, booth: str, link: str = "", picture: str = ""
) -> Response[str]:
    tr = pages.catalog(request)
    with pages.office.database.read() as connection:
        expo = expos.expo_by_id(connection, expo_id)
        found = expos.find_booth(connection, expo_id, booth)
        made = links.links_of(connection, expo_id).get(found.id)
    return pages.draw(
        request,
        "link.html",
        expo=expo,
        booth=found,
        link=link,
        picture=picture,
        made=_told(made, expo.zone, tr) if made else "",
    )


def _told(link: Link, zone: str, tr: Catalog) -> str:
    made = format_moment(link.made_at, zone, tr.language)
    if link.used_at is None:
        return tr("There is a link since {time}. Nobody came by it yet.").format(time=made)
    used = format_moment(link.used_at, zone, tr.language)
    told = tr("There is a link since {time}. Somebody came by it last at {used}.")
    return told.format(time=made, used=used)


def _origin(request: AnyRequest) -> str:
    proxy = request.headers.get("x-forwarded-proto") == "https"
    scheme = "https" if proxy else request.url.scheme
    return f"{scheme}://{request.base_url.netloc}"
