"""Drawing the organizer's pages: for whom, in which language, with which cookies."""

import re
from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import urlencode

import msgspec
from jinja2 import Environment
from litestar import MediaType, Response
from litestar.datastructures import Cookie
from litestar.di import NamedDependency

from pos_app.domain.errors import LapakError
from resources.translations import LANGUAGES, Catalog
from sync.server.accounts.callers import AnyRequest, Caller, caller_of, office_for
from sync.server.accounts.rights import Right
from sync.server.accounts.tokens import token_text
from sync.server.office import Office
from sync.server.pages.forms import FormSeal

FORM_COOKIE = "lapak_form"
LANGUAGE_COOKIE = "lapak_lang"
_YEAR_S = 365 * 24 * 3600
_EXPO_PAGE = re.compile(
    r"/expos/[0-9A-Za-z-]{1,64}(?:/(?:brought|details|offers|registers))?", re.ASCII
)


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
        token = request.cookies.get(FORM_COOKIE) or token_text(self.office.new_secret())
        tr, caller = self.catalog(request), caller_of(request)
        text = self.templates.get_template(template).render(
            tr=tr,
            path=request.url.path,
            query=f"?{urlencode({'onward': values['onward']})}&" if values.get("onward") else "?",
            other_languages={code: name for code, name in LANGUAGES.items() if code != tr.language},
            seal=self.seal.field(token),
            account=caller if caller.name else None,
            home=_home(caller),
            may=lambda right: Right(right) in caller.rights,
            **values,
        )
        cookies = [
            cookie(request, FORM_COOKIE, token),
            cookie(request, LANGUAGE_COOKIE, tr.language, max_age=_YEAR_S),
        ]
        return Response(text, status_code=status, media_type=MediaType.HTML, cookies=cookies)

    def is_ours(self, request: AnyRequest, seal: str) -> bool:
        """Whether a form is one that this browser got here."""
        return self.seal.fits(request.cookies.get(FORM_COOKIE), seal)

    def check_form(self, request: AnyRequest, seal: str) -> None:
        """Take our own forms only; raises LapakError `form_too_old`."""
        if not self.is_ours(request, seal):
            raise LapakError("form_too_old")


SomePages = NamedDependency[Pages]


def pages_for(request: AnyRequest) -> Pages:
    """Litestar's dependency: drawing for whoever asks."""
    pages: Pages = request.app.state.pages
    return msgspec.structs.replace(pages, office=office_for(request))


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


def _home(caller: Caller) -> str:
    """Where one begins: with all expos, or an exhibitor with their booth."""
    own = caller.exhibitor
    return f"/expos/{own.expo_id}/booths/{own.code}" if own else "/"


def cookie(
    request: AnyRequest,
    name: str,
    value: str,
    max_age: int | None = None,
    samesite: Literal["lax", "strict"] = "strict",
) -> Cookie:
    """A cookie that no script and no other site gets; `max_age` in seconds."""
    secure = request.url.scheme == "https"
    return Cookie(
        name, value=value, max_age=max_age, httponly=True, samesite=samesite, secure=secure
    )
