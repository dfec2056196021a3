"""The organizer's pages of join codes: one on the screen, all in a list, sheets to print."""

from typing import Any

import msgspec
from litestar import MediaType, Response, Router, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.errors import LapakError
from pos_app.domain.invitation import in_groups
from pos_app.messages import sentence
from sync.server.accounts.callers import AnyRequest, asked_at
from sync.server.accounts.rights import Right
from sync.server.fair import booth_codes, code_uses, exhibitors, expo_details, expos, invitations
from sync.server.fair.code_uses import CodeState
from sync.server.fair.exhibitors import BoothSearch
from sync.server.fair.words import cluster_words
from sync.server.pages.code_words import code_words
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.exhibitor_words import tills_joined
from sync.server.pages.forms import page_number
from sync.server.pages.till_pages import Here
from sync.server.presence import Whereabouts
from sync.server.sheets import qr
from sync.server.sheets.join_sheet import join_sheets
from sync.server.sheets.papers import Wanted, sheets_for, spaced

PDF = "application/pdf"
POLL_S = 3


class CodeForm(msgspec.Struct, frozen=True):
    """Which button was pressed: `make` or `anew`."""

    seal: str = ""
    what: str = "make"


class SheetsForm(msgspec.Struct, frozen=True):
    """Which booths to print sheets for; `booths` are codes with commas between, none is all."""

    seal: str = ""
    booths: str = ""
    cluster: str = ""
    without_till: str = ""


@get("/expos/{expo:str}/booths/{booth:str}/code", sync_to_thread=True, right=Right.SET_UP)
def code_page(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, pages: SomePages, here: Here
) -> Response[str]:
    """A booth's join code to scan from the screen, and who used it.

    With `?seen=` the part that changes; nothing (204) where it stands as it was seen.
    """
    values = _code(request, pages, expo, booth, here)
    seen = request.query_params.get("seen")
    if seen is None:
        return pages.draw(request, "code.html", **values)
    if seen == values["stands"]:
        return Response("", status_code=204, media_type=MediaType.HTML)
    return pages.draw(request, "code_card.html", **values)


@post(
    "/expos/{expo:str}/booths/{booth:str}/code",
    status_code=200,
    sync_to_thread=True,
    right=Right.SET_UP,
)
def make_code(
    expo: FromPath[str],
    booth: FromPath[str],
    data: URLEncodedBody[CodeForm],
    request: AnyRequest,
    pages: SomePages,
    here: Here,
) -> Response[Any]:
    """Make a code where there is no good one, or another in the place of what there is."""
    try:
        pages.check_form(request, data.seal)
        if data.what == "anew":
            booth_codes.make_anew(pages.office, expo, booth)
        else:
            booth_codes.code_for(pages.office, expo, booth)
    except LapakError as error:
        problem = sentence(error, pages.catalog(request))
        values = _code(request, pages, expo, booth, here)
        return pages.draw(request, "code.html", 400, **{**values, "problem": problem})
    return Redirect(request.url.path, status_code=303)


@get("/expos/{expo:str}/codes", sync_to_thread=True, right=Right.LOOK)
def codes_page(
    expo: FromPath[str], request: AnyRequest, pages: SomePages, here: Here
) -> Response[str]:
    """How the codes of all booths stand, without the codes; and the sheets to print."""
    return _codes(request, pages, expo, here)


@post("/expos/{expo:str}/sheets", status_code=200, sync_to_thread=True, right=Right.SET_UP)
def print_sheets(
    expo: FromPath[str],
    data: URLEncodedBody[SheetsForm],
    request: AnyRequest,
    pages: SomePages,
    here: Here,
) -> Response[Any]:
    """Join sheets as a PDF; codes are made where there is no good one."""
    tr = pages.catalog(request)
    named = tuple(code for code in data.booths.replace(",", " ").split() if code)
    wanted = Wanted(named, data.cluster, bool(data.without_till))
    try:
        pages.check_form(request, data.seal)
        papers = sheets_for(pages.office, expo, wanted, here, asked_at(request))
    except LapakError as error:
        return _codes(request, pages, expo, here, problem=sentence(error, tr))
    name = f"gabung-{papers[0].booth}.pdf" if len(papers) == 1 else "gabung.pdf"
    told = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(join_sheets(papers, tr), media_type=PDF, headers=told)


def codes_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[code_page, make_code, codes_page, print_sheets],
        include_in_schema=False,
        request_max_body_size=64 * 1024,
    )


def _code(
    request: AnyRequest, pages: Pages, expo_id: str, booth: str, here: Whereabouts
) -> dict[str, Any]:
    tr, office, asked = pages.catalog(request), pages.office, asked_at(request)
    with office.database.read() as connection:
        expo = expos.expo_by_id(connection, expo_id)
        found = expos.find_booth(connection, expo.id, booth)
        good = booth_codes.good_codes(connection, office, expo.id, {found.id: found})
        seen = code_uses.seen_codes(connection, expo.id, office.clock(), found.id)
        draft = expos.is_draft(connection, expo.id)
        elsewhere = expos.relay_of(connection, expo.id)
    code, now = good.get(found.id), office.clock()
    uses = sorted(seen, key=lambda one: one.state is not CodeState.GOOD)
    told = [code_words(one, expo.zone, now, tr) for one in uses]
    text = invitations.pictured(code.secret, here, asked) if code else ""
    latest = uses[0] if uses else None
    return {
        "expo": expo,
        "booth": found,
        "code": spaced(code.code) if code else "",
        "picture": qr.svg(text, tr("Join code")) if text else "",
        "address": invitations.reached_at(here, asked)[0],
        "fingerprint": in_groups(here.certificate),
        "latest": told[0] if told else "",
        "is_used": latest is not None and latest.state is CodeState.USED,
        "stands": f"{len(uses)}-{latest.state}" if latest else "none",
        "earlier": told[1:],
        "only_here": not invitations.reaches_out(invitations.reached_at(here, asked)),
        "draft": draft,
        "elsewhere": elsewhere,
        "problem": "",
        "poll_s": POLL_S,
    }


def _codes(
    request: AnyRequest, pages: Pages, expo_id: str, here: Whereabouts, problem: str = ""
) -> Response[str]:
    tr, asked = pages.catalog(request), request.query_params
    number = page_number(asked.get("page", ""))
    search = BoothSearch(asked.get("q", "")[:80], asked.get("cluster", "")[:20], number)
    now = pages.office.clock()
    with pages.office.database.read() as connection:
        expo = expo_details.details_of(connection, expo_id)
        found = exhibitors.find_booths(connection, expo_id, search)
        latest = code_uses.latest_codes(connection, expo_id, now)
        elsewhere = expos.relay_of(connection, expo_id)
    rows = [
        (
            one,
            code_words(latest.get(one.id), expo.zone, now, tr),
            latest[one.id].state.value if one.id in latest else "",
            tills_joined(one.tills, tr) if one.tills else "",
        )
        for one in found.booths
    ]
    return pages.draw(
        request,
        "codes.html",
        400 if problem else 200,
        expo=expo,
        found=found,
        rows=rows,
        search=search,
        clusters=cluster_words(tr),
        elsewhere=elsewhere,
        only_here=not invitations.reaches_out(invitations.reached_at(here, asked_at(request))),
        problem=problem,
    )
