"""The organizer's pages of the terms on which booths settle, and of whose they are."""

from typing import Any

import msgspec
from anyio import to_thread
from litestar import Response, Router, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.errors import LapakError
from pos_app.messages import sentence
from resources.translations import Catalog
from sync.server.accounts.callers import AnyRequest, confirm
from sync.server.accounts.rights import Right
from sync.server.fair import expos
from sync.server.fair.words import cluster_words, method_word
from sync.server.pages import terms_form
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.terms_form import TermsForm
from sync.server.settlement import agreements
from sync.server.settlement.agreements import Agreements, Scope
from sync.server.settlement.terms import METHODS
from sync.server.settlement.terms_words import rounding_words, terms_told

NEW = "new"


class AgreeForm(msgspec.Struct, frozen=True):
    """Whose terms are which: `whom` is `expo`, `cluster:food` or `booth`, of which `booth` is one.

    `read` is what stood on the page, as `_as_read` writes it.
    """

    seal: str = ""
    whom: str = ""
    booth: str = ""
    terms: str = ""
    read: str = ""
    password: str = ""


@get("/expos/{expo:str}/terms", sync_to_thread=True, right=Right.LOOK)
def terms_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """All terms of an expo, and whose they are."""
    return _terms(request, pages, expo)


@post("/expos/{expo:str}/terms", status_code=200, sync_to_thread=True, right=Right.RUN)
def agree(
    expo: FromPath[str], data: URLEncodedBody[AgreeForm], request: AnyRequest, pages: SomePages
) -> Response[Any]:
    """Say who settles on which terms."""
    scope, _, subject = data.whom.partition(":")
    try:
        pages.check_form(request, data.seal)
        confirm(request, pages.office, data.password)
        whom = data.booth.strip() if scope == Scope.BOOTH else subject
        stood = _read(data.read).get(f"{scope}:{whom.upper()}", "")
        agreements.agree(pages.office, expo, _scope(scope), whom, data.terms, stood)
    except LapakError as error:
        return _terms(request, pages, expo, problem=sentence(error, pages.catalog(request)))
    return Redirect(f"/expos/{expo}/terms", status_code=303)


@get("/expos/{expo:str}/terms/{terms:str}", sync_to_thread=True, right=Right.RUN)
def edit_page(
    expo: FromPath[str], terms: FromPath[str], request: AnyRequest, pages: SomePages
) -> Response[str]:
    """The form for terms, with those that are to be changed or empty."""
    with pages.office.database.read() as connection:
        known = agreements.agreements(connection, expo).kept.get(terms)
    if known is None and terms != NEW:
        raise LapakError("terms_unknown")
    form = terms_form.shown(known.terms) if known else TermsForm()
    return _edit(request, pages, expo, form, version=known.version if known else 0)


@post("/expos/{expo:str}/terms/{terms:str}", status_code=200, right=Right.RUN)
async def save(
    expo: FromPath[str], terms: FromPath[str], request: AnyRequest, pages: SomePages
) -> Response[Any]:
    """Keep terms; what cannot be used is told and stays in the form."""
    sent = await request.form()
    return await to_thread.run_sync(_saved, expo, terms, request, pages, sent)


def terms_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[terms_page, agree, edit_page, save],
        include_in_schema=False,
        request_max_body_size=256 * 1024,
    )


def _saved(
    expo: str, terms: str, request: AnyRequest, pages: Pages, sent: terms_form.Typed
) -> Response[Any]:
    form, text = terms_form.typed(sent), sent.get("version", "0")
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    try:
        pages.check_form(request, sent.get("seal", ""))
        confirm(request, pages.office, sent.get("password", ""))
        made = terms_form.read(form)
        terms_id = "" if terms == NEW else terms
        agreements.save_terms(pages.office, expo, made, terms_id, version)
    except LapakError as error:
        problem = sentence(error, pages.catalog(request))
        if error.code == "terms_changed_meanwhile":
            return _too_late(request, pages, expo, terms, form, problem)
        return _edit(request, pages, expo, form, version=version, problem=problem)
    return Redirect(f"/expos/{expo}/terms", status_code=303)


def _too_late(
    request: AnyRequest, pages: Pages, expo: str, terms: str, form: TermsForm, problem: str
) -> Response[str]:
    """The form as it was typed, and what somebody else stored; the next try is against that."""
    with pages.office.database.read() as connection:
        kept = agreements.agreements(connection, expo).kept[terms]
    stands = (kept.terms.name, *terms_told(kept.terms, pages.catalog(request)))
    shown = {"version": kept.version, "stands": stands, "problem": problem}
    return _edit(request, pages, expo, form, 409, **shown)


def _scope(text: str) -> Scope:
    if text not in set(Scope):
        raise LapakError("form_not_understood", text=text[:20])
    return Scope(text)


def _as_read(agreed: Agreements, codes: dict[str, str]) -> str:
    """Which terms stand where, for the form to carry: two organizers may have it open."""
    stands = {
        f"{scope}:{codes.get(subject, subject).upper()}": terms
        for (scope, subject), terms in agreed.chosen.items()
    }
    return msgspec.json.encode(stands).decode()


def _read(text: str) -> dict[str, str]:
    try:
        return msgspec.json.decode(text, type=dict[str, str])
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise LapakError("form_too_old") from error


def _terms(request: AnyRequest, pages: Pages, expo_id: str, problem: str = "") -> Response[str]:
    tr = pages.catalog(request)
    with pages.office.database.read() as connection:
        agreed = agreements.agreements(connection, expo_id)
        expo = expos.expo_by_id(connection, expo_id)
        codes = {booth.id: booth.code for booth in expos.booths_of(connection, expo_id)}
    rows = [
        (kept, terms_told(kept.terms, tr), _whose(kept.id, agreed, codes, tr))
        for kept in agreed.kept.values()
    ]
    return pages.draw(
        request,
        "terms.html",
        400 if problem else 200,
        expo=expo,
        rows=rows,
        clusters=cluster_words(tr),
        as_read=_as_read(agreed, codes),
        problem=problem,
    )


def _whose(terms_id: str, agreed: Agreements, codes: dict[str, str], tr: Catalog) -> str:
    """For whom terms count: everybody, clusters, booths by code."""
    mine = sorted(place for place, chosen in agreed.chosen.items() if chosen == terms_id)
    names = {Scope.BOOTH.value: codes, Scope.CLUSTER.value: cluster_words(tr)}
    everybody = tr("all booths without terms of their own")
    told = [
        everybody if scope == Scope.EXPO else names[scope].get(subject, subject)
        for scope, subject in mine
    ]
    return ", ".join(told) or tr("nobody yet")


def _edit(
    request: AnyRequest,
    pages: Pages,
    expo_id: str,
    form: TermsForm,
    status: int = 400,
    **values: Any,
) -> Response[str]:
    tr = pages.catalog(request)
    with pages.office.database.read() as connection:
        expo = expos.expo_by_id(connection, expo_id)
    shown: dict[str, Any] = {"problem": "", "stands": (), **values}
    return pages.draw(
        request,
        "terms_edit.html",
        status if shown["problem"] else 200,
        expo=expo,
        form=form,
        methods={one: method_word(one, tr) for one in METHODS},
        clusters=cluster_words(tr),
        roundings=rounding_words(tr),
        **shown,
    )
