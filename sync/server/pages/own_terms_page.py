"""What differs at one booth from its terms: the deposit it paid, who received its money."""

from collections.abc import Mapping
from typing import Any

import msgspec
from anyio import to_thread
from litestar import Response, Router, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount, parse_rupiah
from pos_app.messages import sentence
from resources.translations import Catalog
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.fair import expos
from sync.server.fair.words import method_word
from sync.server.pages.drawing import Pages, SomePages
from sync.server.settlement import own_terms, statements
from sync.server.settlement.terms import METHODS, OwnTerms
from sync.server.settlement.terms_words import own_told, terms_told

PATH = "/expos/{expo:str}/booths/{booth:str}/own-terms"
AS_TERMS, BOOTH, ORGANIZER, PART = "terms", "booth", "organizer", "part"


class Typed(msgspec.Struct, frozen=True):
    """The form as it was typed: the deposit, and of each way of paying who received it."""

    deposit: str = ""
    who: dict[str, str] = {}
    amounts: dict[str, str] = {}


@get(PATH, sync_to_thread=True, right=Right.SETTLE)
def own_terms_page(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, pages: SomePages
) -> Response[str]:
    """The form with what differs now."""
    with pages.office.database.read() as connection:
        kept = own_terms.own_terms_of(connection, expo, booth)
    return _form(request, pages, expo, booth, _shown(kept.terms), kept.version)


@post(PATH, status_code=200, right=Right.SETTLE)
async def save_own_terms(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, pages: SomePages
) -> Response[Any]:
    """Keep it; what cannot be used is told and stays in the form."""
    sent = await request.form()
    fields = {name: text for name, text in sent.items() if isinstance(text, str)}
    return await to_thread.run_sync(_saved, expo, booth, request, pages, fields)


def own_terms_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[own_terms_page, save_own_terms],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def _saved(
    expo: str, booth: str, request: AnyRequest, pages: Pages, sent: Mapping[str, str]
) -> Response[Any]:
    typed, text = _typed(sent), sent.get("version", "0")
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    try:
        pages.check_form(request, sent.get("seal", ""))
        own_terms.save_own_terms(pages.office, expo, booth, _read(typed), version)
    except LapakError as error:
        return _form(request, pages, expo, booth, typed, version, error)
    return Redirect(f"/expos/{expo}/booths/{booth}/statement", status_code=303)


def _typed(sent: Mapping[str, str]) -> Typed:
    return Typed(
        sent.get("deposit", "")[:40],
        {one: sent.get(f"who_{one}", AS_TERMS)[:20] for one in METHODS},
        {one: sent.get(f"amount_{one}", "")[:40] for one in METHODS},
    )


def _shown(terms: OwnTerms) -> Typed:
    """What is kept, to be changed."""
    said = {None: ORGANIZER, 0: BOOTH}
    return Typed(
        "" if terms.deposit is None else format_amount(terms.deposit),
        {one: said.get(amount, PART) for one, amount in terms.received.items()},
        {one: format_amount(amount) for one, amount in terms.received.items() if amount},
    )


def _read(typed: Typed) -> OwnTerms:
    """What was typed; raises LapakError `form_not_understood` or as `parse_rupiah` does."""
    said: dict[str, int | None] = {}
    for method, who in typed.who.items():
        match who:
            case "terms":
                continue
            case "organizer":
                said[method] = None
            case "booth":
                said[method] = 0
            case "part":
                said[method] = parse_rupiah(typed.amounts.get(method, ""))
            case _:
                raise LapakError("form_not_understood", text=who)
    return OwnTerms(parse_rupiah(typed.deposit) if typed.deposit.strip() else None, said)


def _form(
    request: AnyRequest,
    pages: Pages,
    expo_id: str,
    booth: str,
    typed: Typed,
    version: int,
    error: LapakError | None = None,
) -> Response[str]:
    """The form; where somebody else was quicker also what they stored, to be looked at first."""
    tr = pages.catalog(request)
    with pages.office.database.read() as connection:
        expo = expos.expo_by_id(connection, expo_id)
        found = expos.find_booth(connection, expo_id, booth)
        kept = own_terms.own_terms_of(connection, expo_id, booth)
        [draft] = statements.drafts(connection, expo_id, (found.id,))
    is_late = error is not None and error.code == "terms_changed_meanwhile"
    return pages.draw(
        request,
        "own_terms.html",
        409 if is_late else 400 if error else 200,
        expo=expo,
        booth=found,
        typed=typed,
        version=kept.version if is_late else version,
        stands=(own_told(kept.terms, tr) or (tr("nothing differs"),)) if is_late else (),
        terms=terms_told(draft.terms, tr),
        terms_name=draft.terms.name,
        methods={one: method_word(one, tr) for one in METHODS},
        choices=_choices(tr),
        problem=sentence(error, tr) if error else "",
    )


def _choices(tr: Catalog) -> dict[str, str]:
    return {
        AS_TERMS: tr("as the terms say"),
        BOOTH: tr("the booth"),
        ORGANIZER: tr("the organizer"),
        PART: tr("the organizer a part, the booth the rest"),
    }
