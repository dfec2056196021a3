"""All routes of the organizer's server, and what holds for every answer.

Nothing here belongs to one server: what requests work on stands in the application's state.
"""

from typing import Any

from litestar import Litestar, Request, Response, Router, get
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme
from litestar.response import Redirect
from litestar.static_files import create_static_files_router
from litestar.types import Message, Scope

import resources
from pos_app.domain.errors import LapakError
from pos_app.messages import sentence
from sync.server.accounts.callers import (
    AnyRequest,
    LoginNeededError,
    PasswordDueError,
    admit,
    office_for,
)
from sync.server.accounts.rights import Right
from sync.server.api import problems
from sync.server.api.audit_api import audit_api_router
from sync.server.api.booth_api import booth_api_router
from sync.server.api.booth_list_api import booth_list_router
from sync.server.api.bundle_api import bundle_api_router
from sync.server.api.code_api import code_api_router
from sync.server.api.figures_api import figures_api_router
from sync.server.api.openapi import DESCRIPTION, CompleteDescription
from sync.server.api.organizer_api import organizer_api_router
from sync.server.api.plan_api import plan_api_router
from sync.server.api.relay_api import relay_api_router
from sync.server.api.report_api import report_api_router
from sync.server.api.settlement_api import settlement_api_router
from sync.server.api.till_api import till_api_router
from sync.server.api.watch_api import watch_api_router
from sync.server.api.webhook_api import webhook_api_router
from sync.server.counts import Counts, counted
from sync.server.figures.boards import Boards
from sync.server.pages import look
from sync.server.pages.audit_page import audit_router
from sync.server.pages.booth_figures_pages import booth_figures_router
from sync.server.pages.booth_pages import booth_pages_router
from sync.server.pages.bundle_pages import bundle_pages_router
from sync.server.pages.closing_pages import closing_router
from sync.server.pages.code_pages import codes_router
from sync.server.pages.drawing import Pages, login_path, pages_for
from sync.server.pages.entries_page import entries_router
from sync.server.pages.exhibitor_pages import exhibitor_router
from sync.server.pages.first_page import first_router
from sync.server.pages.front_pages import front_router
from sync.server.pages.link_pages import link_router
from sync.server.pages.live_pages import live_router
from sync.server.pages.own_terms_page import own_terms_router
from sync.server.pages.people_pages import people_router
from sync.server.pages.plan_pages import plan_router
from sync.server.pages.report_pages import report_router
from sync.server.pages.restored_page import restored_router
from sync.server.pages.settlement_pages import settlement_router
from sync.server.pages.statement_files import statement_files_router
from sync.server.pages.statement_pages import statement_router
from sync.server.pages.terms_pages import terms_router
from sync.server.pages.till_pages import tills_router
from sync.server.pages.webhook_pages import webhook_router
from sync.server.presence import Whereabouts
from sync.wire import PROTOCOL, Problem

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self';"
    " style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}
_ASSETS = "/assets/"


def routed() -> Litestar:
    """An application that lacks only its state, which `app.app_for` fills in."""
    app = Litestar(
        [
            till_api_router(),
            organizer_api_router(),
            plan_api_router(),
            booth_list_router(),
            code_api_router(),
            settlement_api_router(),
            report_api_router(),
            relay_api_router(),
            watch_api_router(),
            bundle_api_router(),
            audit_api_router(),
            front_router(),
            live_router(),
            booth_figures_router(),
            figures_api_router(),
            first_router(),
            bundle_pages_router(),
            closing_router(),
            restored_router(),
            booth_api_router(),
            booth_pages_router(),
            tills_router(),
            codes_router(),
            people_router(),
            audit_router(),
            plan_router(),
            exhibitor_router(),
            settlement_router(),
            terms_router(),
            statement_router(),
            own_terms_router(),
            entries_router(),
            link_router(),
            report_router(),
            statement_files_router(),
            webhook_api_router(),
            webhook_router(),
            _stylesheet_route(),
            favicon,
            *_files(),
        ],
        dependencies={
            "office": Provide(office_for, sync_to_thread=False),
            "pages": Provide(pages_for, sync_to_thread=False),
            "here": Provide(_here, sync_to_thread=False),
            "boards": Provide(_boards, sync_to_thread=False),
            "counts": Provide(_counts, sync_to_thread=False),
        },
        guards=[admit],
        exception_handlers={Exception: _answer_error},
        before_send=[_add_headers],
        openapi_config=_description(),
        on_startup=[_start],
        on_shutdown=[_close],
        logging_config=None,
        debug=False,
    )
    # Outside of everything: what no route answers is counted as well.
    app.asgi_handler = counted(app.asgi_handler, lambda: _counts_of(app))
    return app


def _start(app: Litestar) -> None:
    if app.state.keeper is not None:
        app.state.keeper.start()


def _close(app: Litestar) -> None:
    app.state.turns.close()
    if app.state.keeper is not None:
        app.state.keeper.close()
    app.state.office.database.close()


def _counts_of(app: Litestar) -> Counts:
    counts: Counts = app.state.counts
    return counts


def _here(request: AnyRequest) -> Whereabouts:
    here: Whereabouts = request.app.state.here
    return here


def _boards(request: AnyRequest) -> Boards:
    boards: Boards = request.app.state.boards
    return boards


def _counts(request: AnyRequest) -> Counts:
    return _counts_of(request.app)


@get("/favicon.ico", include_in_schema=False, sync_to_thread=False, right=Right.ANYBODY)
def favicon() -> Redirect:
    """Browsers ask for this name; the icon is a drawing."""
    return Redirect("/assets/icons/lapak.svg", status_code=308)


def _stylesheet_route() -> Any:
    text = look.stylesheet()

    @get(
        "/assets/style.css",
        include_in_schema=False,
        media_type="text/css",
        sync_to_thread=False,
        right=Right.ANYBODY,
    )
    def stylesheet() -> str:
        return text

    return stylesheet


def _files() -> list[Any]:
    return [
        create_static_files_router(
            path=f"{_ASSETS}{folder[-1]}",
            directories=[resources.path(*folder)],
            name=folder[-1],
            include_in_schema=False,
            opt={"right": Right.ANYBODY},
        )
        for folder in (("fonts",), ("icons",), ("web", "vendor"), ("web", "scripts"))
    ]


def _description() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Lapak: the organizer's server",
        version=str(PROTOCOL),
        description=DESCRIPTION,
        openapi_router=Router(
            "/schema", route_handlers=[], opt={"right": Right.ANYBODY}, include_in_schema=False
        ),
        # The usual page of documentation loads scripts from elsewhere; a hall has no network.
        render_plugins=[CompleteDescription()],
        components=Components(
            security_schemes={
                "register": SecurityScheme(type="http", scheme="bearer"),
                "organizer": SecurityScheme(type="http", scheme="bearer"),
                "relay": SecurityScheme(type="http", scheme="bearer"),
            }
        ),
        use_handler_docstrings=True,
    )


def _answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    if isinstance(error, LoginNeededError):
        return Redirect(login_path(request.url.path), status_code=303)
    if isinstance(error, PasswordDueError):
        return Redirect("/password", status_code=303)
    if not problems.wants_page(request):
        return problems.answer_problem(request, error)
    answer = problems.answer_problem(request, error)
    pages: Pages = request.app.state.pages
    status = answer.status_code or 500
    refused = sentence(error, pages.catalog(request)) if isinstance(error, LapakError) else ""
    page = pages.draw(request, "problem.html", status, **_told(answer, refused))
    page.headers.update(answer.headers)
    return page


def _told(answer: Response[Problem], refused: str) -> dict[str, Any]:
    problem, status = answer.content, answer.status_code
    return {
        "missing": status == 404,
        "refused": refused if status == 403 else "",
        "code": problem.code,
        "number": str(problem.details.get("id", "")),
    }


async def _add_headers(message: Message, scope: Scope) -> None:
    if message["type"] != "http.response.start":
        return
    added = {**_HEADERS, "Cache-Control": _kept(scope)}
    names = {name.lower() for name, _ in message["headers"]}
    message["headers"] = [
        *message["headers"],
        *(
            (name.lower().encode(), value.encode())
            for name, value in added.items()
            if name.lower().encode() not in names
        ),
    ]


def _kept(scope: Scope) -> str:
    """How long a browser keeps an answer: what names its content in its address, for good."""
    if not scope["path"].startswith(_ASSETS):
        return "no-store"
    is_named = scope["query_string"].startswith(b"v=")
    return "public, max-age=31536000, immutable" if is_named else "public, max-age=3600"
