"""What a statement's papers show besides the statement: the expo, who said what, what changed."""

from collections.abc import Callable, Collection

import msgspec
from sqlalchemy import Connection, select

from sync.server.fair.expo_details import details_of
from sync.server.settlement.changes import Change, changes
from sync.server.settlement.consent import Consent, consent_of
from sync.server.settlement.statements import KeptStatement, by_code, latest, revisions
from sync.server.settlement.tracing import Trace, trace
from sync.server.store.database import Database
from sync.server.store.rows import BoothRow, ExpoRow


class ExpoHeading(msgspec.Struct, frozen=True):
    """The expo as it stands above its papers; `place` and `days` may be empty."""

    name: str
    place: str
    zone: str
    days: tuple[str, ...] = ()


class StatementPaper(msgspec.Struct, frozen=True):
    """A revision of a statement as it is printed; `changed` is against the one before it."""

    expo: ExpoHeading
    kept: KeptStatement
    business: str
    owner: str
    consent: Consent
    changed: tuple[Change, ...] = ()


def papers_of(
    connection: Connection, expo_id: str, booths: Collection[str] = ()
) -> tuple[StatementPaper, ...]:
    """The papers of the revisions that stand (of booths by id; none is all), by booth code.

    The caller's transaction must be one snapshot. Raises LapakError `expo_unknown`.
    """
    heading = expo_heading(connection, expo_id)
    whose = _whose(connection, expo_id)
    standing = by_code(latest(connection, expo_id, booths).values())
    return tuple(_paper(connection, expo_id, heading, whose, kept) for kept in standing)


def paper_of(connection: Connection, expo_id: str, kept: KeptStatement) -> StatementPaper:
    """The paper of one revision; raises LapakError `expo_unknown`."""
    heading, whose = expo_heading(connection, expo_id), _whose(connection, expo_id, kept.booth)
    return _paper(connection, expo_id, heading, whose, kept)


def traced_by(database: Database, expo_id: str) -> Callable[[StatementPaper], Trace]:
    """Finds the entries behind a paper, each in a short transaction of its own.

    What a revision stands on never changes, so it need not be read together with the papers.
    """

    def traced(paper: StatementPaper) -> Trace:
        with database.read() as connection:
            return trace(connection, expo_id, paper.kept.statement.figures)

    return traced


def expo_heading(connection: Connection, expo_id: str) -> ExpoHeading:
    """What stands above an expo's papers; raises LapakError `expo_unknown`."""
    found = details_of(connection, expo_id)
    where = connection.execute(
        select(ExpoRow.edition, ExpoRow.venue, ExpoRow.city).where(ExpoRow.expo_id == expo_id)
    ).one()
    days = (found.first_day, found.last_day)
    return ExpoHeading(
        found.name,
        " · ".join(part for part in where if part),
        found.zone,
        tuple(dict.fromkeys(day.isoformat() for day in days if day)),
    )


def _paper(
    connection: Connection,
    expo_id: str,
    heading: ExpoHeading,
    whose: dict[str, tuple[str, str]],
    kept: KeptStatement,
) -> StatementPaper:
    consent = consent_of(connection, expo_id, kept)
    return StatementPaper(
        heading, kept, *whose[kept.booth], consent, changed_in(connection, expo_id, kept)
    )


def changed_in(connection: Connection, expo_id: str, kept: KeptStatement) -> tuple[Change, ...]:
    """What a revision says otherwise than the one before it."""
    if kept.revision == 1:
        return ()
    every = revisions(connection, expo_id, kept.booth)
    before = next(one for one in every if one.revision == kept.revision - 1)
    return changes(before.statement, kept.statement)


def _whose(connection: Connection, expo_id: str, booth: str = "") -> dict[str, tuple[str, str]]:
    """Business and owner of booths, by id."""
    chosen = select(BoothRow.booth_id, BoothRow.business, BoothRow.owner).where(
        BoothRow.expo_id == expo_id
    )
    if booth:
        chosen = chosen.where(BoothRow.booth_id == booth)
    return {row.booth_id: (row.business, row.owner) for row in connection.execute(chosen)}
