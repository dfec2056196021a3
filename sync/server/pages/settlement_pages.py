"""The organizer's page of all booths' settlements: what each comes to and how far it has come."""

from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_rupiah
from pos_app.messages import sentence
from resources.translations import Catalog
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.fair import expos
from sync.server.fair.exhibitors import BoothSearch, find_booths
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.glance import Chip
from sync.server.pages.settlement_words import standing_chip
from sync.server.settlement import consent, statements
from sync.server.settlement.consent import Standing
from sync.server.settlement.statement import Statement
from sync.server.settlement.statements import KeptStatement
from sync.server.settlement.words import balance_told


class MakeForm(msgspec.Struct, frozen=True):
    """The button that makes statements."""

    seal: str = ""


class BoothSettled(msgspec.Struct, frozen=True):
    """A booth's row: what it took, who pays whom, and how far that has come."""

    code: str
    name: str
    turnover: str
    payer: str
    balance: str
    chip: Chip
    is_behind: bool
    is_finished: bool


@get("/expos/{expo:str}/settlement", sync_to_thread=True, right=Right.LOOK)
def settlement_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """The booths that fit a search, a page of them."""
    return _settlement(request, pages, expo)


@post("/expos/{expo:str}/settlement", status_code=200, sync_to_thread=True, right=Right.SETTLE)
def make(
    expo: FromPath[str], data: URLEncodedBody[MakeForm], request: AnyRequest, pages: SomePages
) -> Response[Any]:
    """Make the next revision of every booth where something is new."""
    tr = pages.catalog(request)
    try:
        pages.check_form(request, data.seal)
        made = statements.make_statements(pages.office, expo)
    except LapakError as error:
        return _settlement(request, pages, expo, problem=sentence(error, tr))
    told = tr("{made} statements made, nothing new at {unchanged}.")
    done = told.format(made=made.made, unchanged=made.unchanged)
    return _settlement(request, pages, expo, done=done)


def settlement_router() -> Router:
    """No part of the API's description."""
    return Router(
        path="/",
        route_handlers=[settlement_page, make],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def back_to(path: str) -> Redirect:
    """To the page that shows what was done."""
    return Redirect(path, status_code=303)


def _settlement(request: AnyRequest, pages: Pages, expo_id: str, **told: Any) -> Response[str]:
    tr = pages.catalog(request)
    search = BoothSearch(request.query_params.get("q", "")[:80], page=_page(request))
    with pages.office.database.read() as connection:
        expo = expos.expo_by_id(connection, expo_id)
        found = find_booths(connection, expo_id, search)
        ids = [booth.id for booth in found.booths]
        drafts = statements.drafts(connection, expo_id, ids) if ids else ()
        last = statements.latest(connection, expo_id, ids) if ids else {}
        has_statements = statements.has_statements(connection, expo_id)
        standings = {
            booth: consent.consent_of(connection, expo_id, kept).standing
            for booth, kept in last.items()
        }
    rows = [
        _row(draft, last.get(draft.figures.booth), standings.get(draft.figures.booth), tr)
        for draft in drafts
    ]
    values = {"problem": "", "done": "", **told}
    return pages.draw(
        request,
        "settlement.html",
        400 if values["problem"] else 200,
        expo=expo,
        rows=rows,
        found=found,
        search=search,
        has_statements=has_statements,
        **values,
    )


def _row(
    draft: Statement, kept: KeptStatement | None, standing: Standing | None, tr: Catalog
) -> BoothSettled:
    """What stands between them now; a statement that was made may be behind that."""
    payer, balance = balance_told(draft, tr)
    return BoothSettled(
        draft.figures.code,
        draft.figures.name,
        format_rupiah(draft.figures.turnover),
        payer,
        balance,
        standing_chip(standing or Standing.NONE, kept.revision if kept else 0, tr),
        kept is not None and statements.is_new(draft, kept),
        draft.figures.is_finished,
    )


def _page(request: AnyRequest) -> int:
    text = request.query_params.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
