"""The first run: the page behind the one-time link that makes the organizer's account."""

from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.errors import LapakError
from pos_app.messages import sentence
from sync.server.accounts import first_link, people, sessions
from sync.server.accounts.callers import SESSION_COOKIE, AnyRequest
from sync.server.accounts.rights import Right
from sync.server.pages.drawing import Pages, SomePages, cookie

_GONE = 410


class FirstForm(msgspec.Struct, frozen=True):
    """What the page sends; `again` is the password once more."""

    name: str = ""
    password: str = ""
    again: str = ""
    seal: str = ""


@get("/first/{secret:str}", sync_to_thread=True, right=Right.ANYBODY)
def first_page(secret: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """Where the first account is made, as long as there is none."""
    if not first_link.is_good(pages.office, secret):
        return _worthless(request, pages)
    return _form(request, pages, 200, FirstForm())


@post("/first/{secret:str}", status_code=200, sync_to_thread=True, right=Right.ANYBODY)
def make_first_account(
    secret: FromPath[str],
    data: URLEncodedBody[FirstForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Make the account and log it in; what is wrong is told, and the link stays good."""
    tr = pages.catalog(request)
    if not first_link.is_good(pages.office, secret):
        return _worthless(request, pages)
    if not pages.is_ours(request, data.seal):
        return _form(request, pages, 403, data, tr("The page was too old. Try again."))
    if data.password != data.again:
        return _form(request, pages, 400, data, tr("The two passwords differ."))
    try:
        session = first_link.make_first_account(pages.office, secret, data.name, data.password)
    except LapakError as error:
        if error.code == "first_link_worthless":
            return _worthless(request, pages)
        return _form(request, pages, 400, data, sentence(error, tr))
    length = int(sessions.SESSION_LIFETIME.total_seconds())
    kept = cookie(request, SESSION_COOKIE, session, max_age=length)
    return Redirect("/", status_code=303, cookies=[kept])


def no_account_yet(request: AnyRequest, pages: Pages) -> Response[str]:
    """What the login says before anybody can log in: where the link is."""
    return _drawn(request, pages, 200)


def first_router() -> Router:
    """No part of the API's description."""
    return Router(
        path="/",
        route_handlers=[first_page, make_first_account],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def _form(
    request: AnyRequest, pages: Pages, status: int, form: FirstForm, problem: str = ""
) -> Response[str]:
    name = form.name.strip()[: people.MAX_NAME]
    return _drawn(request, pages, status, is_good=True, name=name, problem=problem)


def _worthless(request: AnyRequest, pages: Pages) -> Response[str]:
    tr, taken = pages.catalog(request), people.has_accounts(pages.office)
    problem = tr("This link cannot be used any more.")
    return _drawn(request, pages, _GONE, has_accounts=taken, problem=problem)


def _drawn(request: AnyRequest, pages: Pages, status: int, **values: Any) -> Response[str]:
    usual = {"is_good": False, "has_accounts": False, "name": "", "problem": ""}
    return pages.draw(request, "first.html", status, **{**usual, **values})
