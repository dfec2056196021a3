"""What both sides say of a statement: signed, or disputed and how that ended."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment, stamp
from pos_app.domain.words import one_line
from sync.server.accounts import audit
from sync.server.figures import projection
from sync.server.office import Office
from sync.server.settlement.corrections import code_of, told_reason
from sync.server.settlement.statements import KeptStatement, drafts, is_new, statement_of
from sync.server.store.database import insert_many
from sync.server.store.rows import DisputeRow, SignatureRow

MAX_SIGNER = 80


class Side(StrEnum):
    """Who signs a statement."""

    ORGANIZER = "organizer"
    EXHIBITOR = "exhibitor"


class Signature(msgspec.Struct, frozen=True):
    """That one side agreed to the revision with a hash: who, when, and whose account noted it.

    `though_unfinished` where they accepted that entries were missing or a shift was open.
    """

    side: Side
    name: str
    at: datetime
    noted_by: str
    revision: int
    hash: str
    though_unfinished: bool


class Dispute(msgspec.Struct, frozen=True):
    """What is held against a revision; `ended_at` None while it is open."""

    id: str
    revision: int
    reason: str
    raised_at: datetime
    raised_by: str
    answer: str
    ended_at: datetime | None


class Standing(StrEnum):
    """How far a booth's settlement has come."""

    NONE = "none"
    MADE = "made"
    HALF_SIGNED = "half_signed"
    SIGNED = "signed"
    DISPUTED = "disputed"


class Consent(msgspec.Struct, frozen=True):
    """What was said of a booth's statements: signatures of one revision, and all disputes."""

    signatures: tuple[Signature, ...]
    disputes: tuple[Dispute, ...]

    @property
    def standing(self) -> Standing:
        """The word for it; there is a statement."""
        if any(one.ended_at is None for one in self.disputes):
            return Standing.DISPUTED
        words = (Standing.MADE, Standing.HALF_SIGNED, Standing.SIGNED)
        return words[len(self.signatures)]


def consent_of(connection: Connection, expo_id: str, kept: KeptStatement) -> Consent:
    """What was said of a revision, and of all revisions of its booth."""
    signed = connection.execute(
        select(SignatureRow.__table__)
        .where(
            SignatureRow.expo_id == expo_id,
            SignatureRow.booth_id == kept.booth,
            SignatureRow.revision == kept.revision,
        )
        .order_by(SignatureRow.side.desc())
    )
    raised = connection.execute(
        select(DisputeRow.__table__)
        .where(DisputeRow.expo_id == expo_id, DisputeRow.booth_id == kept.booth)
        .order_by(DisputeRow.raised_at, DisputeRow.dispute_id)
    )
    return Consent(
        tuple(map(_signature, signed)),
        tuple(
            Dispute(
                row.dispute_id,
                row.revision,
                row.reason,
                moment(row.raised_at),
                row.raised_by,
                row.answer,
                moment(row.ended_at) if row.ended_at else None,
            )
            for row in raised
        ),
    )


def _signature(row: Row[Any]) -> Signature:
    return Signature(
        Side(row.side),
        row.name,
        moment(row.at),
        row.noted_by,
        row.revision,
        row.hash.hex() if row.hash else "",
        bool(row.though_unfinished),
    )


def sign(
    office: Office,
    expo_id: str,
    booth: str,
    hashed: str,
    side: Side,
    name: str,
    *,
    though_unfinished: bool = False,
) -> None:
    """Note that somebody signed the latest revision, of which `hashed` was read, for one side.

    What is new since has to be in a revision first. A booth of which entries are missing or a shift
    is open is signed only by who says `though_unfinished`. Raises LapakError `booth_unknown`,
    `statement_unknown`, `statement_changed_meanwhile`, `statement_stale`, `statement_unfinished`,
    `statement_disputed`, `statement_signed`, `signer_missing` or `text_too_long`.
    """
    signer = _signer(name)
    projection.catch_up(office.database, expo_id)
    with office.database.write() as connection:
        kept = _read(connection, expo_id, booth, hashed)
        _check_signable(connection, expo_id, kept, though_unfinished=though_unfinished)
        unfinished = kept.statement.figures.unfinished
        code = kept.statement.figures.code
        added = insert_many(
            connection,
            "statement_signature (expo_id, booth_id, revision, side, name, at, noted_by, hash,"
            " though_unfinished)",
            [
                (
                    *(expo_id, kept.booth, kept.revision, side.value, signer),
                    *(
                        stamp(office.clock()),
                        office.by,
                        bytes.fromhex(kept.hash),
                        int(bool(unfinished)),
                    ),
                )
            ],
            conflict="(expo_id, booth_id, revision, side) DO NOTHING",
        )
        if not added:
            raise LapakError("statement_signed", booth=code)
        told = {"booth": code, "revision": kept.revision, "name": signer, "hash": kept.hash}
        if unfinished:
            told["though"] = unfinished
        audit.note(connection, office, f"statement.signed_by_{side.value}", expo_id, **told)


def dispute(office: Office, expo_id: str, booth: str, hashed: str, reason: str) -> None:
    """Hold something against the latest revision, of which `hashed` was read.

    Raises LapakError `booth_unknown`, `statement_unknown`, `statement_changed_meanwhile`,
    `reason_missing` or `text_too_long`.
    """
    why = told_reason(reason)
    with office.database.write() as connection:
        kept = _read(connection, expo_id, booth, hashed)
        connection.execute(
            insert(DisputeRow).values(
                expo_id=expo_id,
                dispute_id=office.new_id(),
                booth_id=kept.booth,
                revision=kept.revision,
                reason=why,
                raised_at=stamp(office.clock()),
                raised_by=office.by,
                answer="",
                ended_by="",
            )
        )
        told = {"booth": kept.statement.figures.code, "revision": kept.revision, "reason": why}
        audit.note(connection, office, "statement.disputed", expo_id, **told)


def end_dispute(
    office: Office, expo_id: str, dispute_id: str, answer: str, booth: str = ""
) -> None:
    """Say how a dispute ended, of a booth (by id or code) where one is named.

    Raises LapakError `booth_unknown`, `dispute_unknown` or as `told_reason` does.
    """
    told, wanted = told_reason(answer), dispute_id.replace("\0", "")
    with office.database.write() as connection:
        projection.lock(connection, expo_id)
        row = connection.execute(
            select(DisputeRow.booth_id, DisputeRow.reason).where(
                DisputeRow.expo_id == expo_id,
                DisputeRow.dispute_id == wanted,
                DisputeRow.ended_at.is_(None),
            )
        ).one_or_none()
        code = code_of(connection, expo_id, row.booth_id if row else None, booth)
        if row is None or code is None:
            raise LapakError("dispute_unknown")
        connection.execute(
            update(DisputeRow)
            .where(DisputeRow.expo_id == expo_id, DisputeRow.dispute_id == wanted)
            .values(answer=told, ended_at=stamp(office.clock()), ended_by=office.by)
        )
        details = {"booth": code, "dispute": row.reason, "reason": told}
        audit.note(connection, office, "dispute.ended", expo_id, **details)


def _signer(name: str) -> str:
    signer = one_line(name)
    if not signer:
        raise LapakError("signer_missing")
    if len(signer) > MAX_SIGNER:
        raise LapakError("text_too_long", limit=MAX_SIGNER)
    return signer


def _read(connection: Connection, expo_id: str, booth: str, hashed: str) -> KeptStatement:
    """The latest revision, if it is the one that was read; no other is made until this ends."""
    projection.lock(connection, expo_id)
    kept = statement_of(connection, expo_id, booth)
    if kept.hash != hashed:
        code = kept.statement.figures.code
        raise LapakError("statement_changed_meanwhile", booth=code, revision=kept.revision)
    return kept


def _check_signable(
    connection: Connection, expo_id: str, kept: KeptStatement, *, though_unfinished: bool
) -> None:
    code = kept.statement.figures.code
    if consent_of(connection, expo_id, kept).standing is Standing.DISPUTED:
        raise LapakError("statement_disputed", booth=code)
    [draft] = drafts(connection, expo_id, (kept.booth,))
    if is_new(draft, kept):
        raise LapakError("statement_stale", booth=code, revision=kept.revision)
    if not (kept.statement.figures.is_finished or though_unfinished):
        raise LapakError("statement_unfinished", booth=code)
