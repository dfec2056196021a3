"""The organizer's pages: log in, the list of expos, and one expo with its booths."""

from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.errors import LapakError
from sync.server.accounts import people, sessions
from sync.server.accounts.callers import SESSION_COOKIE, AnyRequest, address_of
from sync.server.accounts.rights import Right
from sync.server.fair import expos
from sync.server.figures import totals
from sync.server.pages.drawing import Pages, SomePages, cookie, onward_path
from sync.server.pages.first_page import no_account_yet
from sync.server.pages.glance import expo_glance

REFRESH_S = 15


class LoginForm(msgspec.Struct, frozen=True):
    """What the login page sends; `seal` shows that it was our page, `onward` what was wanted."""

    name: str = ""
    password: str = ""
    seal: str = ""
    onward: str = ""


class LogoutForm(msgspec.Struct, frozen=True):
    """What the log-out button sends."""

    seal: str = ""


@get("/login", sync_to_thread=True, right=Right.ANYBODY)
def login_page(request: AnyRequest, pages: SomePages) -> Response[str]:
    """Where one logs in; before there is an account, where to find the link that makes it."""
    if not people.has_accounts(pages.office):
        return no_account_yet(request, pages)
    onward = onward_path(request.query_params.get("onward", ""))
    return pages.draw(request, "login.html", problem="", name="", onward=onward)


@post("/login", status_code=200, sync_to_thread=True, right=Right.ANYBODY)
def log_in(
    data: URLEncodedBody[LoginForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Check a name and a password; a new session begins even if there was one."""
    tr = pages.catalog(request)
    if not pages.is_ours(request, data.seal):
        return _login_again(request, pages, data, 403, tr("The page was too old. Try again."))
    try:
        session = sessions.log_in(pages.office, data.name, data.password, address_of(request))
    except LapakError as error:
        if error.code != "login_too_many_tries":
            wrong = tr("Name or password is wrong.")
            return _login_again(request, pages, data, 401, wrong)
        minutes = -(-error.details["retry_after"] // 60)
        wait = tr("Too many tries. Wait {minutes} minutes, then try again.")
        return _login_again(request, pages, data, 429, wait.format(minutes=minutes))
    sessions.log_out(pages.office, request.cookies.get(SESSION_COOKIE, ""))
    length = int(sessions.SESSION_LIFETIME.total_seconds())
    kept = cookie(request, SESSION_COOKIE, session, max_age=length)
    return Redirect(onward_path(data.onward) or "/", status_code=303, cookies=[kept])


@post("/logout", status_code=303, sync_to_thread=True, right=Right.SELF)
def log_out(
    data: URLEncodedBody[LogoutForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """End the session; a forged form does nothing."""
    if not pages.is_ours(request, data.seal):
        return Redirect("/", status_code=303)
    sessions.log_out(pages.office, request.cookies.get(SESSION_COOKIE, ""))
    gone = cookie(request, SESSION_COOKIE, "", max_age=0)
    return Redirect("/login", status_code=303, cookies=[gone])


@get("/", sync_to_thread=True, right=Right.LOOK)
def index_page(request: AnyRequest, pages: SomePages) -> Response[str]:
    """All expos."""
    with pages.office.database.read() as connection:
        found = [totals.expo_totals(connection, expo.id) for expo in expos.all_expos(connection)]
    now = pages.office.clock()
    tr = pages.catalog(request)
    rows = [(each.expo, expo_glance(each, tr, now, has_booths=False)) for each in found]
    return pages.draw(request, "expos.html", rows=rows)


def front_router() -> Router:
    """All pages under one roof; they are no part of the API's description."""
    handlers = [login_page, log_in, log_out, index_page]
    return Router(
        path="/",
        route_handlers=handlers,
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def _login_again(
    request: AnyRequest, pages: Pages, form: LoginForm, status: int, problem: str
) -> Response[str]:
    onward = onward_path(form.onward)
    name = form.name[:80]
    return pages.draw(request, "login.html", status, problem=problem, name=name, onward=onward)
