"""Statements as they are made and kept: a revision each time something is new, none changed."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, insert, select

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment, stamp
from sync.server.accounts import audit
from sync.server.fair.expos import find_booth
from sync.server.figures import projection
from sync.server.office import Office
from sync.server.settlement.agreements import agreements
from sync.server.settlement.booth_figures import figures_of
from sync.server.settlement.changes import changes
from sync.server.settlement.corrections import corrections_of
from sync.server.settlement.own_terms import own_terms
from sync.server.settlement.statement import AS_AGREED, Statement, settled
from sync.server.store.rows import StatementRow


class KeptStatement(msgspec.Struct, frozen=True):
    """A revision of a booth's statement; `hash` in hex is what both sides sign."""

    booth: str
    revision: int
    statement: Statement
    hash: str
    made_at: datetime
    made_by: str


class Made(msgspec.Struct, frozen=True):
    """How many booths got a new revision, and of how many nothing was new."""

    made: int
    unchanged: int


def drafts(
    connection: Connection, expo_id: str, booths: Collection[str] = ()
) -> tuple[Statement, ...]:
    """What statements of booths (by id; none is all) would say now, by code."""
    agreed = agreements(connection, expo_id)
    corrections = corrections_of(connection, expo_id)
    own = own_terms(connection, expo_id)
    return tuple(
        settled(
            figures,
            agreed.terms_for(figures.booth, figures.cluster),
            corrections.get(figures.booth, ()),
            own[figures.booth].terms if figures.booth in own else AS_AGREED,
        )
        for figures in figures_of(connection, expo_id, booths)
    )


def make_statements(office: Office, expo_id: str, booth: str = "") -> Made:
    """Make the next revision of each booth's statement (or of one, by id or code).

    Where nothing is new since the last one, that stands. Raises LapakError `expo_unknown` or
    `booth_unknown`.
    """
    projection.catch_up(office.database, expo_id)
    with office.database.write() as connection:
        chosen = (find_booth(connection, expo_id, booth).id,) if booth else ()
        projection.lock(connection, expo_id)  # so figures and heads belong together
        last = latest(connection, expo_id, chosen)
        wanted = drafts(connection, expo_id, chosen)
        fresh = [one for one in wanted if is_new(one, last.get(one.figures.booth))]
        for one in fresh:
            before = last.get(one.figures.booth)
            _keep(connection, office, expo_id, one, before.revision + 1 if before else 1)
        if fresh:
            told = {"booth": fresh[0].figures.code} if booth else {"booths": len(fresh)}
            audit.note(connection, office, "statements.made", expo_id, **told)
    return Made(len(fresh), len(wanted) - len(fresh))


def is_new(draft: Statement, last: KeptStatement | None) -> bool:
    """Whether a revision would say something that the last one does not.

    Heads that only moved on, by entries that change no figure, make no new revision.
    """
    return last is None or bool(changes(last.statement, draft))


def latest(
    connection: Connection, expo_id: str, booths: Collection[str] = ()
) -> dict[str, KeptStatement]:
    """The revision that stands of each booth (by id; none is all) that has one."""
    newest = select(StatementRow.booth_id, func.max(StatementRow.revision).label("revision")).where(
        StatementRow.expo_id == expo_id
    )
    if booths:
        newest = newest.where(StatementRow.booth_id.in_(booths))
    found = newest.group_by(StatementRow.booth_id).subquery()
    rows = connection.execute(
        select(StatementRow.__table__)
        .join(
            found,
            (StatementRow.booth_id == found.c.booth_id)
            & (StatementRow.revision == found.c.revision),
        )
        .where(StatementRow.expo_id == expo_id)
    )
    return {one.booth: one for one in map(_kept, rows)}


def has_statements(connection: Connection, expo_id: str) -> bool:
    """Whether any booth of an expo has a statement."""
    chosen = select(StatementRow.revision).where(StatementRow.expo_id == expo_id).limit(1)
    return connection.execute(chosen).first() is not None


def revisions(connection: Connection, expo_id: str, booth_id: str) -> tuple[KeptStatement, ...]:
    """All revisions of a booth's statement (by the booth's id), the latest first."""
    rows = connection.execute(
        select(StatementRow.__table__)
        .where(StatementRow.expo_id == expo_id, StatementRow.booth_id == booth_id)
        .order_by(StatementRow.revision.desc())
    )
    return tuple(map(_kept, rows))


def statement_of(
    connection: Connection, expo_id: str, booth: str, revision: int = 0
) -> KeptStatement:
    """A revision of the statement of a booth (by id or code), the latest if none is named.

    Raises LapakError `booth_unknown` or `statement_unknown`.
    """
    found = find_booth(connection, expo_id, booth)
    kept = revisions(connection, expo_id, found.id)
    chosen = (one for one in kept if revision in {0, one.revision})
    statement = next(chosen, None)
    if statement is None:
        raise LapakError("statement_unknown", booth=found.code)
    return statement


def _keep(
    connection: Connection, office: Office, expo_id: str, statement: Statement, revision: int
) -> None:
    body = msgspec.json.encode(statement)
    connection.execute(
        insert(StatementRow).values(
            expo_id=expo_id,
            booth_id=statement.figures.booth,
            revision=revision,
            body=body,
            hash=hashlib.sha256(body).digest(),
            made_at=stamp(office.clock()),
            made_by=office.by,
        )
    )


def _kept(row: Row[Any]) -> KeptStatement:
    return KeptStatement(
        row.booth_id,
        row.revision,
        msgspec.json.decode(row.body, type=Statement),
        bytes(row.hash).hex(),
        moment(row.made_at),
        row.made_by,
    )


def by_code(kept: Iterable[KeptStatement]) -> list[KeptStatement]:
    """Statements in the order of their booths' codes."""
    return sorted(kept, key=lambda one: one.statement.figures.code)
