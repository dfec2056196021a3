"""What differs at one booth from the terms it settles on, as it is kept: in versions, by booth."""

from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import stamp
from sync.server.accounts import audit
from sync.server.fair.expos import expo_by_id, find_booth
from sync.server.figures import projection
from sync.server.office import Office
from sync.server.settlement.terms import OwnTerms, check_methods
from sync.server.store.rows import OwnTermsRow


class KeptOwnTerms(msgspec.Struct, frozen=True):
    """A booth's own terms and which version of them stands, 0 where there never were any."""

    version: int = 0
    terms: OwnTerms = msgspec.field(default_factory=OwnTerms)
    changed_by: str = ""


def own_terms(connection: Connection, expo_id: str) -> dict[str, KeptOwnTerms]:
    """What differs at booths, by their id; most booths have nothing of the kind."""
    row = OwnTermsRow
    newest = (
        select(row.booth_id, func.max(row.version).label("version"))
        .where(row.expo_id == expo_id)
        .group_by(row.booth_id)
        .subquery()
    )
    rows = connection.execute(
        select(row.booth_id, row.version, row.body, row.changed_by)
        .join(newest, (row.booth_id == newest.c.booth_id) & (row.version == newest.c.version))
        .where(row.expo_id == expo_id)
    )
    return {
        one.booth_id: KeptOwnTerms(
            one.version, msgspec.json.decode(one.body, type=OwnTerms), one.changed_by
        )
        for one in rows
    }


def own_terms_of(connection: Connection, expo_id: str, booth: str) -> KeptOwnTerms:
    """What differs at a booth (by id or code); raises `expo_unknown` or `booth_unknown`."""
    found = find_booth(connection, expo_by_id(connection, expo_id).id, booth)
    return own_terms(connection, expo_id).get(found.id, KeptOwnTerms())


def save_own_terms(
    office: Office, expo_id: str, booth: str, terms: OwnTerms, version: int
) -> KeptOwnTerms:
    """Keep what differs at a booth (by id or code), of which `version` was read.

    Raises LapakError `expo_unknown`, `booth_unknown`, `rule_method_unknown`, or
    `terms_changed_meanwhile` where somebody else was quicker.
    """
    check_methods(terms.received)
    with office.database.write() as connection:
        projection.lock(connection, expo_by_id(connection, expo_id).id)
        found = find_booth(connection, expo_id, booth)
        stands = own_terms(connection, expo_id).get(found.id, KeptOwnTerms())
        if stands.version != version:
            raise LapakError("terms_changed_meanwhile", name=found.code, by=stands.changed_by)
        made = KeptOwnTerms(version + 1, terms, office.by)
        connection.execute(
            insert(OwnTermsRow).values(
                expo_id=expo_id,
                booth_id=found.id,
                version=made.version,
                body=msgspec.json.encode(terms),
                changed_at=stamp(office.clock()),
                changed_by=made.changed_by,
            )
        )
        told = {"booth": found.code, "version": made.version, **_told(terms)}
        audit.note(connection, office, "own_terms.changed", expo_id, **told)
    return made


def _told(terms: OwnTerms) -> dict[str, Any]:
    deposit = {} if terms.deposit is None else {"deposit": terms.deposit}
    received = {"received": terms.received} if terms.received else {}
    return {**deposit, **received}
