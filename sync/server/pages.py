"""The organizer's pages: log in, the list of expos, and one expo with its booths."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import msgspec
from jinja2 import Environment
from litestar import MediaType, Response, Router, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.business_day import format_moment
from pos_app.domain.errors import LapakError
from resources.translations import LANGUAGES, Catalog
from sync.server import accounts, expos, losses, totals
from sync.server.api import SESSION_COOKIE, AnyRequest, address_of
from sync.server.forms import FormSeal
from sync.server.glance import closed_told, expo_glance
from sync.server.office import Office
from sync.server.relay_words import relay_chips
from sync.server.restored_words import restored_glance
from sync.server.tokens import token_text

FORM_COOKIE = "lapak_form"
LANGUAGE_COOKIE = "lapak_lang"
REFRESH_S = 15
_YEAR_S = 365 * 24 * 3600
_EXPO_PAGE = re.compile(
    r"/expos/[0-9A-Za-z-]{1,64}(?:/(?:brought|details|offers|registers))?", re.ASCII
)


class LoginForm(msgspec.Struct, frozen=True):
    """What the login page sends; `seal` shows that it was our page, `onward` what was wanted."""

    name: str = ""
    password: str = ""
    seal: str = ""
    onward: str = ""


class LogoutForm(msgspec.Struct, frozen=True):
    """What the log-out button sends."""

    seal: str = ""


class LoginNeededError(Exception):
    """Nobody is logged in: the browser is sent to the login page."""


class Pages(msgspec.Struct, frozen=True):
    """What drawing a page needs; the language is the reader's."""

    office: Office
    templates: Environment
    seal: FormSeal
    texts: Callable[[str], Catalog] = Catalog

    def catalog(self, request: AnyRequest) -> Catalog:
        """The texts in the language of `?lang=`, a cookie or the browser; else Indonesian."""
        return self.texts(language_of(request))

    def draw(
        self, request: AnyRequest, template: str, status: int = 200, **values: Any
    ) -> Response[str]:
        """Fill a template in; the answer carries the cookies that the page's forms need."""
        cookie = request.cookies.get(FORM_COOKIE) or token_text(self.office.new_secret())
        tr = self.catalog(request)
        text = self.templates.get_template(template).render(
            tr=tr,
            path=request.url.path,
            query=f"?{urlencode({'onward': values['onward']})}&" if values.get("onward") else "?",
            other_languages={code: name for code, name in LANGUAGES.items() if code != tr.language},
            seal=self.seal.field(cookie),
            **values,
        )
        cookies = [
            _cookie(request, FORM_COOKIE, cookie),
            _cookie(request, LANGUAGE_COOKIE, tr.language, max_age=_YEAR_S),
        ]
        return Response(text, status_code=status, media_type=MediaType.HTML, cookies=cookies)

    def reader(self, request: AnyRequest) -> accounts.Account:
        """Who is logged in; raises `LoginNeededError`."""
        account = accounts.session_account(self.office, request.cookies.get(SESSION_COOKIE))
        if account is None:
            raise LoginNeededError
        return account


SomePages = NamedDependency[Pages]


@get("/login", sync_to_thread=True)
def login_page(request: AnyRequest, pages: SomePages) -> Response[str]:
    """Where one logs in."""
    onward = onward_path(request.query_params.get("onward", ""))
    return pages.draw(request, "login.html", problem="", name="", onward=onward)


@post("/login", status_code=200, sync_to_thread=True)
def log_in(
    data: URLEncodedBody[LoginForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Check a name and a password; a new session begins even if there was one."""
    tr = pages.catalog(request)
    if not pages.seal.fits(request.cookies.get(FORM_COOKIE), data.seal):
        return _login_again(request, pages, data, 403, tr("The page was too old. Try again."))
    try:
        session = accounts.log_in(pages.office, data.name, data.password, address_of(request))
    except LapakError as error:
        if error.code != "login_too_many_tries":
            wrong = tr("Name or password is wrong.")
            return _login_again(request, pages, data, 401, wrong)
        minutes = -(-error.details["retry_after"] // 60)
        wait = tr("Too many tries. Wait {minutes} minutes, then try again.")
        return _login_again(request, pages, data, 429, wait.format(minutes=minutes))
    accounts.log_out(pages.office, request.cookies.get(SESSION_COOKIE, ""))
    length = int(accounts.SESSION_LIFETIME.total_seconds())
    cookie = _cookie(request, SESSION_COOKIE, session, max_age=length)
    return Redirect(onward_path(data.onward) or "/", status_code=303, cookies=[cookie])


@post("/logout", status_code=303, sync_to_thread=True)
def log_out(
    data: URLEncodedBody[LogoutForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """End the session; a forged form does nothing."""
    if not pages.seal.fits(request.cookies.get(FORM_COOKIE), data.seal):
        return Redirect("/", status_code=303)
    accounts.log_out(pages.office, request.cookies.get(SESSION_COOKIE, ""))
    gone = _cookie(request, SESSION_COOKIE, "", max_age=0)
    return Redirect("/login", status_code=303, cookies=[gone])


@get("/", sync_to_thread=True)
def index_page(request: AnyRequest, pages: SomePages) -> Response[str]:
    """All expos."""
    account = pages.reader(request)
    with pages.office.database.read() as connection:
        found = [totals.expo_totals(connection, expo.id) for expo in expos.all_expos(connection)]
    now = pages.office.clock()
    tr = pages.catalog(request)
    rows = [(each.expo, expo_glance(each, tr, now)) for each in found]
    return pages.draw(request, "expos.html", account=account, rows=rows)


@get("/expos/{expo:str}", sync_to_thread=True)
def expo_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """One expo: what was sold, and what is still missing."""
    account = pages.reader(request)
    with pages.office.database.read() as connection:
        found = totals.expo_totals(connection, expo)
        relays = relay_chips(connection, found.expo.id, found.expo.zone, pages.catalog(request))
        put_back = losses.restored(connection, expo)
    tr, now = pages.catalog(request), pages.office.clock()
    return pages.draw(
        request,
        "expo.html",
        relays=relays,
        account=account,
        expo=found.expo,
        glance=expo_glance(found, tr, now),
        closed=closed_told(found, tr),
        has_late=found.late > 0,
        restored=restored_glance(put_back, found.expo, tr, now),
        updated=format_moment(now, found.expo.zone, tr.language),
        refresh_s=REFRESH_S,
    )


def pages_router() -> Router:
    """All pages under one roof; they are no part of the API's description."""
    handlers = [login_page, log_in, log_out, index_page, expo_page]
    return Router(
        path="/",
        route_handlers=handlers,
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def onward_path(text: str) -> str:
    """The page to go to after the login: one of an expo's, as no other has an address."""
    return text if _EXPO_PAGE.fullmatch(text) else ""


def login_path(wanted: str) -> str:
    """The login's address for somebody who wanted a page."""
    onward = onward_path(wanted)
    return f"/login?{urlencode({'onward': onward})}" if onward else "/login"


def language_of(request: AnyRequest) -> str:
    """`?lang=`, else the cookie, else the first language of the browser that we speak, else id."""
    accepted = request.headers.get("accept-language", "").split(",")
    browser = [part.split(";")[0].strip()[:2].lower() for part in accepted]
    asked = [request.query_params.get("lang", ""), request.cookies.get(LANGUAGE_COOKIE, "")]
    return next((code for code in (*asked, *browser) if code in LANGUAGES), "id")


def _login_again(
    request: AnyRequest, pages: Pages, form: LoginForm, status: int, problem: str
) -> Response[str]:
    onward = onward_path(form.onward)
    name = form.name[:80]
    return pages.draw(request, "login.html", status, problem=problem, name=name, onward=onward)


def _cookie(request: AnyRequest, name: str, value: str, max_age: int | None = None) -> Cookie:
    secure = request.url.scheme == "https"
    return Cookie(
        name, value=value, max_age=max_age, httponly=True, samesite="strict", secure=secure
    )
