"""Terms as they are kept and whose they are: a booth's own, its cluster's, or everybody's."""

from datetime import datetime
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment, stamp
from sync.server.accounts import audit
from sync.server.fair.expos import expo_by_id, find_booth
from sync.server.figures import projection
from sync.server.office import Office
from sync.server.settlement.terms import NOTHING, Terms, check_clusters, checked
from sync.server.store.database import insert_many
from sync.server.store.rows import AgreementRow, TermsRow


class Scope(StrEnum):
    """Whose terms they are; the first of these that has some counts."""

    BOOTH = "booth"
    CLUSTER = "cluster"
    EXPO = "expo"


class KeptTerms(msgspec.Struct, frozen=True):
    """Terms of an expo and which version of them stands."""

    id: str
    version: int
    terms: Terms
    changed_at: datetime
    changed_by: str


class Agreements(msgspec.Struct, frozen=True):
    """The terms of an expo by id, and whose they are by scope and subject."""

    kept: dict[str, KeptTerms]
    chosen: dict[tuple[str, str], str]

    def terms_for(self, booth_id: str, cluster: str) -> Terms:
        """What a booth settles on; nothing where nothing was agreed."""
        named = self.id_for(booth_id, cluster)
        return self.kept[named].terms if named else NOTHING

    def id_for(self, booth_id: str, cluster: str) -> str:
        """Which terms a booth has; empty where it has none."""
        subjects = ((Scope.BOOTH, booth_id), (Scope.CLUSTER, cluster), (Scope.EXPO, ""))
        return next((self.chosen[one] for one in subjects if one in self.chosen), "")


def agreements(connection: Connection, expo_id: str) -> Agreements:
    """What was agreed in an expo; raises LapakError `expo_unknown`."""
    expo_by_id(connection, expo_id)
    return Agreements(_kept(connection, expo_id), _chosen(connection, expo_id))


def save_terms(
    office: Office, expo_id: str, terms: Terms, terms_id: str = "", version: int = 0
) -> KeptTerms:
    """Add terms, or change those of an id of which `version` was read.

    The first terms of an expo are everybody's. Raises LapakError `expo_unknown`, `terms_unknown`,
    `terms_changed_meanwhile` where somebody else was quicker, and what `checked` raises.
    """
    wanted = checked(terms)
    with office.database.write() as connection:
        _lock(connection, expo_id)
        known = _kept(connection, expo_id)
        if terms_id and terms_id not in known:
            raise LapakError("terms_unknown")
        if terms_id and known[terms_id].version != version:
            who = known[terms_id].changed_by
            raise LapakError("terms_changed_meanwhile", name=known[terms_id].terms.name, by=who)
        made = KeptTerms(
            terms_id or office.new_id(), version + 1, wanted, office.clock(), office.by
        )
        _insert(connection, expo_id, made)
        if not known:
            _choose(connection, expo_id, Scope.EXPO, "", made.id)
        told = {"name": wanted.name, "version": made.version}
        audit.note(connection, office, "terms.changed", expo_id, **told)
    return made


def agree(
    office: Office, expo_id: str, scope: Scope, subject: str, terms_id: str, instead_of: str = ""
) -> None:
    """Let a booth (by id or code), a cluster or everybody settle on terms; empty takes them away.

    `instead_of` are the terms that were read there. Raises LapakError `expo_unknown`,
    `booth_unknown`, `rule_cluster_unknown`, `terms_unknown`, or `agreement_changed_meanwhile` where
    somebody else was quicker.
    """
    if scope is Scope.CLUSTER:
        check_clusters([subject])
    with office.database.write() as connection:
        _lock(connection, expo_id)
        known = _kept(connection, expo_id)
        if terms_id and terms_id not in known:
            raise LapakError("terms_unknown")
        named = subject
        if scope is Scope.BOOTH:
            booth = find_booth(connection, expo_id, subject)
            subject, named = booth.id, booth.code
        if scope is Scope.EXPO:
            subject = named = ""
        stands = _chosen(connection, expo_id).get((scope, subject), "")
        names = {"": "–", **{one.id: one.terms.name for one in known.values()}}
        if stands not in {instead_of, terms_id}:
            raise LapakError("agreement_changed_meanwhile", name=names[stands])
        _choose(connection, expo_id, scope, subject, terms_id)
        told = {"booth": named, "name": names[terms_id]}
        audit.note(connection, office, "terms.agreed", expo_id, **told)


def _choose(
    connection: Connection, expo_id: str, scope: Scope, subject: str, terms_id: str
) -> None:
    if not terms_id:
        here = (AgreementRow.expo_id == expo_id, AgreementRow.scope == scope)
        connection.execute(delete(AgreementRow).where(*here, AgreementRow.subject == subject))
        return
    insert_many(
        connection,
        "agreement (expo_id, scope, subject, terms_id)",
        [(expo_id, scope.value, subject, terms_id)],
        conflict="(expo_id, scope, subject) DO UPDATE SET terms_id = excluded.terms_id",
    )


def _chosen(connection: Connection, expo_id: str) -> dict[tuple[str, str], str]:
    rows = connection.execute(
        select(AgreementRow.scope, AgreementRow.subject, AgreementRow.terms_id).where(
            AgreementRow.expo_id == expo_id
        )
    )
    return {(row.scope, row.subject): row.terms_id for row in rows}


def _kept(connection: Connection, expo_id: str) -> dict[str, KeptTerms]:
    """The latest version of each terms, by id, the oldest first."""
    newest = (
        select(TermsRow.terms_id, func.max(TermsRow.version).label("version"))
        .where(TermsRow.expo_id == expo_id)
        .group_by(TermsRow.terms_id)
        .subquery()
    )
    rows = connection.execute(
        select(TermsRow.__table__)
        .join(
            newest,
            (TermsRow.terms_id == newest.c.terms_id) & (TermsRow.version == newest.c.version),
        )
        .where(TermsRow.expo_id == expo_id)
        .order_by(TermsRow.terms_id)
    )
    return {
        row.terms_id: KeptTerms(
            row.terms_id,
            row.version,
            msgspec.json.decode(row.body, type=Terms),
            moment(row.changed_at),
            row.changed_by,
        )
        for row in rows
    }


def _insert(connection: Connection, expo_id: str, made: KeptTerms) -> None:
    connection.execute(
        insert(TermsRow).values(
            expo_id=expo_id,
            terms_id=made.id,
            version=made.version,
            body=msgspec.json.encode(made.terms),
            changed_at=stamp(made.changed_at),
            changed_by=made.changed_by,
        )
    )


def _lock(connection: Connection, expo_id: str) -> None:
    """Two organizers change an expo's terms one after the other; raises `expo_unknown`."""
    projection.lock(connection, expo_by_id(connection, expo_id).id)
