"""A booth's statement: read, signed, disputed and corrected."""

from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.business_day import format_moment
from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount, format_rupiah, parse_rupiah
from pos_app.messages import sentence
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.fair import expos
from sync.server.pages import settlement_words
from sync.server.pages.drawing import Pages, SomePages
from sync.server.settlement import consent, corrections, statements, words
from sync.server.settlement.changes import changes
from sync.server.settlement.consent import Side
from sync.server.settlement.statements import KeptStatement
from sync.server.settlement.terms_words import own_told, terms_told


class StatementForm(msgspec.Struct, frozen=True):
    """Something said of a statement: `hash` is of the revision that was read."""

    seal: str = ""
    hash: str = ""
    side: str = ""
    name: str = ""
    reason: str = ""
    amount: str = ""
    way: str = ""
    though: str = ""


@get("/expos/{expo:str}/booths/{booth:str}/statement", sync_to_thread=True, right=Right.BOOTH)
def statement_page(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, pages: SomePages
) -> Response[str]:
    """A revision of a booth's statement, the latest unless another is asked for."""
    return _statement(request, pages, expo, booth)


@post(
    "/expos/{expo:str}/booths/{booth:str}/statement/{what:str}",
    status_code=200,
    sync_to_thread=True,
    right=Right.SETTLE,
)
def change_statement(
    expo: FromPath[str],
    booth: FromPath[str],
    what: FromPath[str],
    data: URLEncodedBody[StatementForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Make, sign, dispute or correct a statement, or take a correction or dispute back."""
    try:
        pages.check_form(request, data.seal)
        _do(pages, expo, booth, what, data)
    except LapakError as error:
        problem = sentence(error, pages.catalog(request))
        return _statement(request, pages, expo, booth, problem=problem)
    return Redirect(f"/expos/{expo}/booths/{booth}/statement", status_code=303)


def statement_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[statement_page, change_statement],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def _do(pages: Pages, expo: str, booth: str, what: str, data: StatementForm) -> None:
    office = pages.office
    match what:
        case "make":
            statements.make_statements(office, expo, booth)
        case "sign":
            if data.side not in set(Side):
                raise LapakError("form_not_understood", text=data.side[:20])
            though = bool(data.though)
            side = Side(data.side)
            consent.sign(office, expo, booth, data.hash, side, data.name, though_unfinished=though)
        case "dispute":
            consent.dispute(office, expo, booth, data.hash, data.reason)
        case "end":
            consent.end_dispute(office, expo, data.name, data.reason, booth)
        case "correct":
            amount = parse_rupiah(data.amount)
            signed = -amount if data.way == "less" else amount
            corrections.correct(office, expo, booth, signed, data.reason)
        case "withdraw":
            corrections.withdraw_correction(office, expo, data.name, booth)
        case _:
            raise LapakError("form_not_understood", text=what[:20])


def _statement(
    request: AnyRequest, pages: Pages, expo_id: str, booth: str, problem: str = ""
) -> Response[str]:
    tr, office = pages.catalog(request), pages.office
    with office.database.read() as connection:
        expo = expos.expo_by_id(connection, expo_id)
        found = expos.find_booth(connection, expo_id, booth)
        every = statements.revisions(connection, expo_id, found.id)
        wanted = revision_of(request)
        kept = next((one for one in every if wanted in {0, one.revision}), None)
        said = consent.consent_of(connection, expo_id, kept) if kept else None
        [draft] = statements.drafts(connection, expo_id, (found.id,))
        standing = corrections.corrections_of(connection, expo_id).get(found.id, ())
    shown = kept.statement if kept else draft
    payer, balance = words.balance_told(shown, tr)
    values: dict[str, Any] = {
        "kept": kept,
        "is_last": kept is None or kept == every[0],
        "is_behind": bool(every) and statements.is_new(draft, every[0]),
        "chip": settlement_words.standing_chip(
            said.standing if said else consent.Standing.NONE, kept.revision if kept else 0, tr
        ),
        "signed": settlement_words.said_lines(said, expo.zone, tr) if said else [],
        "sides": {one.side.value for one in said.signatures} if said else set(),
        "disputes": said.disputes if said else (),
        "changed": _changed(kept, every, pages, request),
        "revisions": [one.revision for one in every],
        "made": format_moment(kept.made_at, expo.zone, tr.language) if kept else "",
    }
    return pages.draw(
        request,
        "statement.html",
        400 if problem else 200,
        expo=expo,
        booth=found,
        sales=tr.plural("{n} sale", "{n} sales", shown.figures.sales).format(
            n=format_amount(shown.figures.sales)
        ),
        turnover=format_rupiah(shown.figures.turnover),
        methods=settlement_words.method_sums(shown, tr),
        days=settlement_words.day_sums(shown, tr),
        lines=settlement_words.lines_told(shown, tr),
        owed=format_rupiah(shown.owed),
        payer=payer,
        balance=balance,
        is_finished=shown.figures.is_finished,
        completeness=words.completeness_told(shown.figures, tr),
        terms=terms_told(shown.terms, tr),
        own=own_told(shown.own, tr),
        terms_name=shown.terms.name,
        corrections=[(one, format_rupiah(one.amount)) for one in standing],
        dispute_heading=words.dispute_heading,
        dispute_lines=words.dispute_lines,
        problem=problem,
        **values,
    )


def _changed(
    kept: KeptStatement | None,
    every: tuple[KeptStatement, ...],
    pages: Pages,
    request: AnyRequest,
) -> list[str]:
    """What a revision says otherwise than the one before it."""
    before = next((one for one in every if kept and one.revision == kept.revision - 1), None)
    if kept is None or before is None:
        return []
    tr = pages.catalog(request)
    return [words.change_told(one, tr) for one in changes(before.statement, kept.statement)]


def revision_of(request: AnyRequest) -> int:
    """The revision that is asked for, 0 for the latest."""
    text = request.query_params.get("revision", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
