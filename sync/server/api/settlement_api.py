"""The JSON API for settling with booths: terms, statements, and what both sides say of them."""

from datetime import date, datetime

import msgspec
from litestar import Router, get, post, put
from litestar.params import FromPath, JSONBody
from sqlalchemy import Connection

from pos_app.domain.errors import LapakError
from resources.translations import LANGUAGES, Catalog
from sync.server.accounts.callers import AnOffice, AnyRequest
from sync.server.accounts.rights import Right
from sync.server.api.described import organizers
from sync.server.api.till_api import check_digest
from sync.server.fair import expos
from sync.server.office import Office
from sync.server.settlement import (
    agreements,
    consent,
    corrections,
    own_terms,
    papers,
    statements,
    tracing,
    words,
)
from sync.server.settlement.agreements import KeptTerms, Scope
from sync.server.settlement.changes import Change
from sync.server.settlement.consent import Dispute, Side, Signature
from sync.server.settlement.own_terms import KeptOwnTerms
from sync.server.settlement.statement import Correction, Statement
from sync.server.settlement.statements import KeptStatement, Made
from sync.server.settlement.terms import OwnTerms, Terms
from sync.server.settlement.tracing import Trace


class TermsOffered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Terms to keep; `version` is the one that was read, 0 for new ones."""

    terms: Terms
    version: int = 0


class Agreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose terms are which: `subject` is a booth's id or code, a cluster, or empty for everybody.

    Empty `terms` take away what was agreed. `instead_of` are the terms that were read there.
    """

    scope: Scope
    subject: str = ""
    terms: str = ""
    instead_of: str = ""


class Whose(msgspec.Struct, frozen=True):
    """Whose terms are which: `subject` is a booth's id, a cluster, or empty for everybody."""

    scope: Scope
    subject: str
    terms: str


class Agreed(msgspec.Struct, frozen=True):
    """All terms of an expo, and whose they are."""

    terms: tuple[KeptTerms, ...]
    agreements: tuple[Whose, ...]


class StatementSigned(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That somebody signed the revision with a hash, for one side.

    `though_unfinished`: they accepted that entries are missing or a shift is open.
    """

    hash: str
    side: Side
    name: str
    though_unfinished: bool = False


class Objection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is held against the revision with a hash."""

    hash: str
    reason: str


class OwnTermsOffered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What differs at a booth; `version` is the one that was read, 0 where there was none."""

    terms: OwnTerms
    version: int = 0


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a dispute ended."""

    answer: str


class NewCorrection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An amount in minor units that a booth owes besides; below zero it owes less."""

    amount: int
    reason: str


class StatementTold(msgspec.Struct, frozen=True):
    """A revision of a statement with its sums and what was said of it.

    `balance` above zero the booth pays the organizer, below zero the other way round. `changed` is
    against the revision before, `changed_told` the same in words (Accept-Language: en or id).
    """

    booth: str
    code: str
    revision: int
    hash: str
    made_at: datetime
    made_by: str
    turnover: int
    owed: int
    held: int
    balance: int
    days: dict[date, int]
    statement: Statement
    standing: str
    signatures: tuple[Signature, ...]
    disputes: tuple[Dispute, ...]
    changed: tuple[Change, ...]
    changed_told: tuple[str, ...]


_EXPO = "/api/v1/expos/{expo:str}"
_BOOTH = f"{_EXPO}/booths/{{booth:str}}"


@get(f"{_EXPO}/terms", sync_to_thread=True, **organizers(Right.LOOK, 404))
def list_terms(expo: FromPath[str], office: AnOffice) -> Agreed:
    """The terms of an expo, and whose they are."""
    return _agreed(office, expo)


@post(f"{_EXPO}/terms", sync_to_thread=True, **organizers(Right.RUN, 404, 409))
def add_terms(expo: FromPath[str], data: JSONBody[TermsOffered], office: AnOffice) -> KeptTerms:
    """Add terms; the first ones are everybody's."""
    return agreements.save_terms(office, expo, data.terms)


@put(f"{_EXPO}/terms/{{terms:str}}", sync_to_thread=True, **organizers(Right.RUN, 404, 409))
def change_terms(
    expo: FromPath[str], terms: FromPath[str], data: JSONBody[TermsOffered], office: AnOffice
) -> KeptTerms:
    """Change terms of which a version was read; 409 where somebody else was quicker."""
    return agreements.save_terms(office, expo, data.terms, terms, data.version)


@put(f"{_EXPO}/agreements", sync_to_thread=True, **organizers(Right.RUN, 404, 409))
def agree(expo: FromPath[str], data: JSONBody[Agreement], office: AnOffice) -> Agreed:
    """Say who settles on which terms; 409 where others were agreed on since they were read."""
    agreements.agree(office, expo, data.scope, data.subject, data.terms, data.instead_of)
    return _agreed(office, expo)


@get(f"{_BOOTH}/own-terms", sync_to_thread=True, **organizers(Right.LOOK, 404))
def read_own_terms(expo: FromPath[str], booth: FromPath[str], office: AnOffice) -> KeptOwnTerms:
    """What differs at a booth (by id or code) from its terms."""
    with office.database.read() as connection:
        return own_terms.own_terms_of(connection, expo, booth)


@put(f"{_BOOTH}/own-terms", sync_to_thread=True, **organizers(Right.SETTLE, 404, 409))
def change_own_terms(
    expo: FromPath[str], booth: FromPath[str], data: JSONBody[OwnTermsOffered], office: AnOffice
) -> KeptOwnTerms:
    """Say what differs at a booth; 409 where somebody else was quicker."""
    return own_terms.save_own_terms(office, expo, booth, data.terms, data.version)


@post(
    f"{_EXPO}/statements",
    status_code=200,
    sync_to_thread=True,
    **organizers(Right.SETTLE, 404),
)
def make_statements(expo: FromPath[str], office: AnOffice) -> Made:
    """Make the next revision of every booth's statement where something is new."""
    return statements.make_statements(office, expo)


@get(f"{_EXPO}/statements", sync_to_thread=True, **organizers(Right.LOOK, 404))
def list_statements(
    expo: FromPath[str], request: AnyRequest, office: AnOffice
) -> tuple[StatementTold, ...]:
    """The revision that stands of each booth that has one, by code."""
    with office.database.read() as connection:
        expos.expo_by_id(connection, expo)
        kept = statements.by_code(statements.latest(connection, expo).values())
        return tuple(_told(connection, expo, one, _catalog(request)) for one in kept)


@get(f"{_BOOTH}/statements", sync_to_thread=True, **organizers(Right.BOOTH, 404))
def list_revisions(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, office: AnOffice
) -> tuple[StatementTold, ...]:
    """All revisions of a booth's statement (by id or code), the latest first."""
    with office.database.read() as connection:
        expos.expo_by_id(connection, expo)
        found = expos.find_booth(connection, expo, booth)
        kept = statements.revisions(connection, expo, found.id)
        return tuple(_told(connection, expo, one, _catalog(request)) for one in kept)


@post(
    f"{_BOOTH}/statements",
    status_code=200,
    sync_to_thread=True,
    **organizers(Right.SETTLE, 404),
)
def make_statement(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, office: AnOffice
) -> StatementTold:
    """Make a booth's next revision if something is new; the one that stands then."""
    statements.make_statements(office, expo, booth)
    return _latest(office, expo, booth, _catalog(request))


@post(
    f"{_BOOTH}/statements/signatures",
    status_code=200,
    sync_to_thread=True,
    **organizers(Right.SETTLE, 404, 409),
)
def sign_statement(
    expo: FromPath[str],
    booth: FromPath[str],
    data: JSONBody[StatementSigned],
    request: AnyRequest,
    office: AnOffice,
) -> StatementTold:
    """Note that one side signed the latest revision; 409 if that is not what was read.

    So it is where something is new since, and where the booth is not finished and nobody said so.
    """
    consent.sign(
        *(office, expo, booth, data.hash, data.side, data.name),
        though_unfinished=data.though_unfinished,
    )
    return _latest(office, expo, booth, _catalog(request))


@post(
    f"{_BOOTH}/statements/disputes",
    status_code=200,
    sync_to_thread=True,
    **organizers(Right.SETTLE, 404, 409),
)
def dispute_statement(
    expo: FromPath[str],
    booth: FromPath[str],
    data: JSONBody[Objection],
    request: AnyRequest,
    office: AnOffice,
) -> StatementTold:
    """Hold something against the latest revision; it is not signed until that ended."""
    consent.dispute(office, expo, booth, data.hash, data.reason)
    return _latest(office, expo, booth, _catalog(request))


@post(
    f"{_EXPO}/disputes/{{dispute:str}}/end",
    status_code=204,
    sync_to_thread=True,
    **organizers(Right.SETTLE, 404),
)
def end_dispute(
    expo: FromPath[str], dispute: FromPath[str], data: JSONBody[Answer], office: AnOffice
) -> None:
    """Say how a dispute ended."""
    consent.end_dispute(office, expo, dispute, data.answer)


@post(f"{_BOOTH}/corrections", sync_to_thread=True, **organizers(Right.SETTLE, 404))
def correct(
    expo: FromPath[str], booth: FromPath[str], data: JSONBody[NewCorrection], office: AnOffice
) -> Correction:
    """Add an amount to what a booth owes, from the next revision on."""
    return corrections.correct(office, expo, booth, data.amount, data.reason)


@post(
    f"{_EXPO}/corrections/{{correction:str}}/withdraw",
    status_code=204,
    sync_to_thread=True,
    **organizers(Right.SETTLE, 404),
)
def withdraw_correction(expo: FromPath[str], correction: FromPath[str], office: AnOffice) -> None:
    """Leave a correction out, from the next revision on."""
    corrections.withdraw_correction(office, expo, correction)


@get(
    f"{_BOOTH}/statements/{{revision:int}}/entries",
    sync_to_thread=True,
    **organizers(Right.BOOTH, 404),
)
def trace_statement(
    expo: FromPath[str], booth: FromPath[str], revision: FromPath[int], office: AnOffice
) -> Trace:
    """The entries behind a revision, with chain and sums worked out once more from the journals."""
    with office.database.read() as connection:
        expos.expo_by_id(connection, expo)
        if revision < 1:
            raise LapakError("statement_unknown", booth=booth)
        kept = statements.statement_of(connection, expo, booth, revision)
        return tracing.trace(connection, expo, kept.statement.figures)


def settlement_api_router() -> Router:
    """These operations under one roof."""
    return Router(
        path="/",
        route_handlers=[
            *(list_terms, add_terms, change_terms, agree, read_own_terms, change_own_terms),
            *(make_statements, list_statements, list_revisions, make_statement),
            *(sign_statement, dispute_statement, end_dispute),
            *(correct, withdraw_correction, trace_statement),
        ],
        request_max_body_size=64 * 1024,
        before_request=check_digest,
    )


def _agreed(office: Office, expo: str) -> Agreed:
    with office.database.read() as connection:
        found = agreements.agreements(connection, expo)
    chosen = (
        Whose(Scope(scope), subject, terms)
        for (scope, subject), terms in sorted(found.chosen.items())
    )
    return Agreed(tuple(found.kept.values()), tuple(chosen))


def _latest(office: Office, expo: str, booth: str, tr: Catalog) -> StatementTold:
    with office.database.read() as connection:
        kept = statements.statement_of(connection, expo, booth)
        return _told(connection, expo, kept, tr)


def _catalog(request: AnyRequest) -> Catalog:
    """The texts in the first language that a program asks for, if it is ours; else English."""
    asked = request.headers.get("accept-language", "").split(",")[0].strip()[:2].lower()
    return Catalog(asked if asked in LANGUAGES else "en")


def _told(connection: Connection, expo: str, kept: KeptStatement, tr: Catalog) -> StatementTold:
    statement = kept.statement
    said = consent.consent_of(connection, expo, kept)
    changed = papers.changed_in(connection, expo, kept)
    return StatementTold(
        booth=kept.booth,
        code=statement.figures.code,
        revision=kept.revision,
        hash=kept.hash,
        made_at=kept.made_at,
        made_by=kept.made_by,
        turnover=statement.figures.turnover,
        owed=statement.owed,
        held=statement.held,
        balance=statement.balance,
        days=statement.figures.days,
        statement=statement,
        standing=said.standing.value,
        signatures=said.signatures,
        disputes=said.disputes,
        changed=changed,
        changed_told=tuple(words.change_told(one, tr) for one in changed),
    )
