"""The organizer's page of the tills of an expo: joining, locking out, moving to another laptop."""

from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.errors import LapakError
from pos_app.messages import sentence
from sync.server.accounts.callers import AnyRequest, confirm
from sync.server.accounts.rights import Right
from sync.server.fair import booth_codes, expo_details, expos, moves, registers
from sync.server.figures.continued import continuations
from sync.server.pages.booth_pages import SealedForm, done_at
from sync.server.pages.code_words import register_lines
from sync.server.pages.continued_words import continued_lines
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.forms import page_number
from sync.server.presence import Whereabouts
from sync.server.sheets.papers import spaced

Here = NamedDependency[Whereabouts]


class InviteForm(msgspec.Struct, frozen=True):
    """For which booth a till is to join, by its code."""

    seal: str = ""
    booth: str = ""


@get("/expos/{expo:str}/registers", sync_to_thread=True, right=Right.LOOK)
def registers_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """The tills that joined, and which are locked out."""
    return _registers(request, pages, expo)


@post("/expos/{expo:str}/registers", status_code=200, sync_to_thread=True, right=Right.SET_UP)
def invite(
    expo: FromPath[str],
    data: URLEncodedBody[InviteForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """The code with which one more till joins a booth; its page shows it."""
    try:
        pages.check_form(request, data.seal)
        return _given(pages, expo, data.booth)
    except LapakError as error:
        problem = sentence(error, pages.catalog(request))
        return _registers(request, pages, expo, problem=problem)


@post(
    "/expos/{expo:str}/registers/{register:str}/revoke",
    status_code=200,
    sync_to_thread=True,
    right=Right.RUN,
)
def revoke(
    expo: FromPath[str],
    register: FromPath[str],
    data: URLEncodedBody[SealedForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Lock a till out; it sells on."""
    try:
        pages.check_form(request, data.seal)
        confirm(request, pages.office, data.password)
        registers.revoke_register(pages.office, expo, register, data.reason)
    except LapakError as error:
        problem = sentence(error, pages.catalog(request))
        return _registers(request, pages, expo, problem=problem)
    return done_at(f"/expos/{expo}/registers")


@post(
    "/expos/{expo:str}/registers/{register:str}/code",
    status_code=200,
    sync_to_thread=True,
    right=Right.SET_UP,
)
def new_code(
    expo: FromPath[str],
    register: FromPath[str],
    data: URLEncodedBody[SealedForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """A join code with which a machine that was locked out comes back to its booth."""
    try:
        pages.check_form(request, data.seal)
        with pages.office.database.read() as connection:
            booth = registers.find_register(connection, expo, register).code.split("-")[0]
        return _given(pages, expo, booth)
    except LapakError as error:
        problem = sentence(error, pages.catalog(request))
        return _registers(request, pages, expo, problem=problem)


@post(
    "/expos/{expo:str}/registers/{register:str}/move",
    status_code=200,
    sync_to_thread=True,
    right=Right.SET_UP,
)
def move_code(
    expo: FromPath[str],
    register: FromPath[str],
    data: URLEncodedBody[SealedForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[str]:
    """A code with which an empty laptop takes a till's booth over."""
    try:
        pages.check_form(request, data.seal)
        made, moved = moves.create_move_code(pages.office, expo, register)
    except LapakError as error:
        problem = sentence(error, pages.catalog(request))
        return _registers(request, pages, expo, problem=problem)
    return _registers(request, pages, expo, code=spaced(made.code), moved=moved.code)


def _given(pages: Pages, expo: str, booth: str) -> Response[Any]:
    found = booth_codes.code_for(pages.office, expo, booth).booth
    return Redirect(f"/expos/{expo}/booths/{found.code}/code", status_code=303)


def _registers(request: AnyRequest, pages: Pages, expo: str, **told: Any) -> Response[str]:
    tr, text = pages.catalog(request), request.query_params.get("q", "")[:80]
    with pages.office.database.read() as connection:
        found = expo_details.details_of(connection, expo)
        page = registers.find_registers(
            connection, expo, text, page_number(request.query_params.get("page", ""))
        )
        joined_elsewhere = expos.relay_of(connection, expo)
        going_on = continuations(connection, expo)
        named = {each for one in going_on for each in (one.earlier, one.register)}
        codes = registers.register_codes(connection, expo, named)
    rows = [
        (
            one,
            register_lines(one, found.zone, tr),
            continued_lines(one, going_on, codes, found.zone, tr),
        )
        for one in page.registers
    ]
    values = {"problem": "", "code": "", "moved": "", **told}
    status = 400 if values["problem"] else 200
    return pages.draw(
        request,
        "registers.html",
        status,
        expo=found,
        rows=rows,
        page=page,
        text=text,
        may_join=not joined_elsewhere,
        **values,
    )


def tills_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[registers_page, invite, revoke, new_code, move_code],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )
