"""What both sides say of a statement: signed, or disputed and how that ended."""

from datetime import datetime
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, insert, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment, stamp
from pos_app.domain.words import one_line
from sync.server.accounts import audit
from sync.server.office import Office
from sync.server.settlement.corrections import told_reason
from sync.server.settlement.statements import KeptStatement, statement_of
from sync.server.store.database import insert_many
from sync.server.store.rows import DisputeRow, SignatureRow

MAX_SIGNER = 80


class Side(StrEnum):
    """Who signs a statement."""

    ORGANIZER = "organizer"
    EXHIBITOR = "exhibitor"


class Signature(msgspec.Struct, frozen=True):
    """That one side agreed: the person's name, when, and whose account noted it."""

    side: Side
    name: str
    at: datetime
    noted_by: str


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
        tuple(Signature(Side(row.side), row.name, moment(row.at), row.noted_by) for row in signed),
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


def sign(office: Office, expo_id: str, booth: str, hashed: str, side: Side, name: str) -> None:
    """Note that somebody signed the latest revision, of which `hashed` was read, for one side.

    Raises LapakError `booth_unknown`, `statement_unknown`, `statement_changed_meanwhile`,
    `statement_disputed`, `statement_signed` or `signer_missing`.
    """
    signer = one_line(name)[:MAX_SIGNER]
    if not signer:
        raise LapakError("signer_missing")
    with office.database.write() as connection:
        kept = _read(connection, expo_id, booth, hashed)
        code = kept.statement.figures.code
        if consent_of(connection, expo_id, kept).standing is Standing.DISPUTED:
            raise LapakError("statement_disputed", booth=code)
        added = insert_many(
            connection,
            "statement_signature (expo_id, booth_id, revision, side, name, at, noted_by)",
            [
                (
                    *(expo_id, kept.booth, kept.revision, side.value, signer),
                    *(stamp(office.clock()), office.by),
                )
            ],
            conflict="(expo_id, booth_id, revision, side) DO NOTHING",
        )
        if not added:
            raise LapakError("statement_signed", booth=code)
        told = {"booth": code, "revision": kept.revision, "name": signer}
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
        told = {"booth": kept.statement.figures.code, "reason": why}
        audit.note(connection, office, "statement.disputed", expo_id, **told)


def end_dispute(office: Office, expo_id: str, dispute_id: str, answer: str) -> None:
    """Say how a dispute ended; raises LapakError `dispute_unknown` or as `told_reason` does."""
    told = told_reason(answer)
    with office.database.write() as connection:
        done = connection.execute(
            update(DisputeRow)
            .where(
                DisputeRow.expo_id == expo_id,
                DisputeRow.dispute_id == dispute_id.replace("\0", ""),
                DisputeRow.ended_at.is_(None),
            )
            .values(answer=told, ended_at=stamp(office.clock()), ended_by=office.by)
        )
        if not done.rowcount:
            raise LapakError("dispute_unknown")
        audit.note(connection, office, "dispute.ended", expo_id, reason=told)


def _read(connection: Connection, expo_id: str, booth: str, hashed: str) -> KeptStatement:
    """The latest revision, if it is the one that was read."""
    kept = statement_of(connection, expo_id, booth)
    if kept.hash != hashed:
        code = kept.statement.figures.code
        raise LapakError("statement_changed_meanwhile", booth=code, revision=kept.revision)
    return kept
