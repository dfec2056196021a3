"""The tables of the organizer's database.

Every table's key starts with `expo_id`, the column that a distributed PostgreSQL spreads rows by.
`GLOBAL_TABLES` are the exceptions: they are small, the same for all expos, and asked for before
anybody knows which expo a request is about.
"""

from typing import Annotated

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Key = Annotated[str, mapped_column(primary_key=True)]
Place = Annotated[int, mapped_column(primary_key=True, autoincrement=False)]

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
_STRICT = {"sqlite_strict": True}
_CLUSTERED = {"sqlite_strict": True, "sqlite_with_rowid": False}


class Row(DeclarativeBase):
    """Base of all rows; times are RFC 3339 in UTC, dates ISO 8601, amounts minor units."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads a plain dict)
        str: Text(),
        int: BigInteger().with_variant(Integer(), "sqlite"),
        bytes: LargeBinary(),
    }


class IdentityRow(Row):
    """Who this server is: one row.

    `generation` stands in every receipt and counts up when the server was put back from a backup:
    so tills ask once more about everything, and the server tells what it signed before.
    """

    __tablename__ = "identity"
    __table_args__ = (CheckConstraint("one = 1", name="one"), _STRICT)
    one: Mapped[Place]
    server_id: Mapped[str]
    generation: Mapped[int]
    private_key: Mapped[bytes]


class RestorationRow(Row):
    """When it was noticed that the server was put back from a backup, and by whom or what.

    `generation` is the one that began with it, `noticed_by` `mark`, `organizer` or
    `restore`.
    """

    __tablename__ = "restoration"
    __table_args__ = (_STRICT,)
    generation: Mapped[Place]
    at: Mapped[str]
    noticed_by: Mapped[str]


class AccountRow(Row):
    """Somebody with an account; `role` is one of `rights.PEOPLE`.

    `must_change` is 1 until a password that was given is replaced by one of their own.
    """

    __tablename__ = "account"
    __table_args__ = (_STRICT,)
    name: Mapped[Key]
    password: Mapped[str]
    role: Mapped[str]
    created_at: Mapped[str]
    must_change: Mapped[int]
    blocked_at: Mapped[str | None]
    last_login: Mapped[str | None]


class FirstLinkRow(Row):
    """A link that makes the first account, known by the hash of its secret; none once there is one.

    Every start prints another, so there may be several that are good.
    """

    __tablename__ = "first_link"
    __table_args__ = (_STRICT,)
    secret_hash: Mapped[Key]
    expires_at: Mapped[str]


class SessionRow(Row):
    """A browser that is logged in, known by the hash of its cookie."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_expires_at", "expires_at"), _STRICT)
    session_hash: Mapped[Key]
    account: Mapped[str]
    created_at: Mapped[str]
    expires_at: Mapped[str]


class ApiTokenRow(Row):
    """A program that may use the organizer's API, known by the hash of its token.

    `role` is `program`, or `relay` for a hall's server that passes on what it holds. `scopes` are
    the rights of a program, with spaces between.
    """

    __tablename__ = "api_token"
    __table_args__ = (_STRICT,)
    token_hash: Mapped[Key]
    name: Mapped[str]
    role: Mapped[str]
    scopes: Mapped[str]
    created_at: Mapped[str]
    revoked_at: Mapped[str | None]


class AuditRow(Row):
    """Something that was changed, by whom: JSON as it was hashed, and the chain's hash up to it.

    `expo_id` is empty for what concerns the whole server.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_expo_id_seq", "expo_id", "seq"), _STRICT)
    seq: Mapped[Place]
    expo_id: Mapped[str]
    record: Mapped[bytes]
    hash: Mapped[bytes]


class AttemptRow(Row):
    """How often somebody guessed wrongly since `since`; rows of a past window count nothing."""

    __tablename__ = "attempt"
    __table_args__ = (_STRICT,)
    scope: Mapped[Key]
    subject: Mapped[Key]
    since: Mapped[str]
    failures: Mapped[int]


class ExpoRow(Row):
    """A fair. Its row is also the lock under which its projection is written.

    `target` is the turnover that is hoped for, 0 is none; `status` is an `ExpoStatus`.
    """

    __tablename__ = "expo"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    name: Mapped[str]
    zone: Mapped[str]
    cutoff_minutes: Mapped[int]
    currency: Mapped[str]
    created_at: Mapped[str]
    edition: Mapped[str]
    city: Mapped[str]
    venue: Mapped[str]
    target: Mapped[int]
    status: Mapped[str]


class BoothRow(Row):
    """A stand; `registers` is how many register codes (K1, K2 …) it has given out.

    `regency` is the four digits of a regency or city, `exhibitor` the same text for one exhibitor
    at every edition; both may be empty. `cluster`, `site`, `kind` are those of `domain.exhibitor`.
    """

    __tablename__ = "booth"
    __table_args__ = (
        ForeignKeyConstraint(["expo_id"], ["expo.expo_id"]),
        UniqueConstraint("expo_id", "code"),
        Index("ix_booth_exhibitor", "expo_id", "exhibitor"),
        _STRICT,
    )
    expo_id: Mapped[Key]
    booth_id: Mapped[Key]
    code: Mapped[str]
    name: Mapped[str]
    registers: Mapped[int]
    created_at: Mapped[str]
    business: Mapped[str]
    owner: Mapped[str]
    regency: Mapped[str]
    cluster: Mapped[str]
    site: Mapped[str]
    kind: Mapped[str]
    exhibitor: Mapped[str]


class BoothCertificateRow(Row):
    """A certificate of a booth (`CertificateKind`), and the day until which it holds or empty."""

    __tablename__ = "booth_certificate"
    __table_args__ = (
        ForeignKeyConstraint(["expo_id", "booth_id"], ["booth.expo_id", "booth.booth_id"]),
        _STRICT,
    )
    expo_id: Mapped[Key]
    booth_id: Mapped[Key]
    kind: Mapped[Key]
    number: Mapped[Key]
    until: Mapped[str]


class JoinCodeRow(Row):
    """A code that lets one register join a booth; who used it may repeat it until it expires.

    One that is told again has a `nonce`, of which and of this server's key it is made. `ended_at`
    is when another one took its place.
    """

    __tablename__ = "join_code"
    __table_args__ = (
        ForeignKeyConstraint(["expo_id", "booth_id"], ["booth.expo_id", "booth.booth_id"]),
        Index("ix_join_code_code_hash", "code_hash"),
        Index("ix_join_code_booth", "expo_id", "booth_id"),
        _STRICT,
    )
    expo_id: Mapped[Key]
    code_hash: Mapped[Key]
    booth_id: Mapped[str]
    created_at: Mapped[str]
    expires_at: Mapped[str]
    used_by: Mapped[str | None]
    used_at: Mapped[str | None]
    nonce: Mapped[str | None]
    ended_at: Mapped[str | None]


class MoveCodeRow(Row):
    """A join code that moves a register to another laptop: `register_id` is continued there."""

    __tablename__ = "move_code"
    __table_args__ = (
        ForeignKeyConstraint(
            ["expo_id", "code_hash"], ["join_code.expo_id", "join_code.code_hash"]
        ),
        _STRICT,
    )
    expo_id: Mapped[Key]
    code_hash: Mapped[Key]
    register_id: Mapped[str]


class InvitationRow(Row):
    """A secret that stands for a join code in a picture; both are used up together."""

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_secret_hash", "secret_hash"), _STRICT)
    expo_id: Mapped[Key]
    secret_hash: Mapped[Key]
    code_hash: Mapped[str]


class RegisterRow(Row):
    """A register and what the server holds of its journal.

    `acked_*` is the head of the stored chain, `declared_*` the highest head that the register
    signed. `clock_*_seq` is the first entry that was over five minutes ahead of the server's
    clock, or older than the entry before it. `clock_off_ms` is how far its clock was ahead of the
    server's when it sent last; nobody knows it of what another server passed on. `version` is of
    the program that sent last.
    """

    __tablename__ = "register"
    __table_args__ = (
        ForeignKeyConstraint(["expo_id", "booth_id"], ["booth.expo_id", "booth.booth_id"]),
        CheckConstraint("length(acked_hash) = 32", name="acked_hash"),
        CheckConstraint("length(declared_hash) = 32", name="declared_hash"),
        Index("ix_register_booth", "expo_id", "booth_id"),
        _STRICT,
    )
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    booth_id: Mapped[str]
    code: Mapped[str]
    public_key: Mapped[bytes]
    install_id: Mapped[str]
    version: Mapped[str]
    joined_at: Mapped[str]
    acked_seq: Mapped[int]
    acked_hash: Mapped[bytes]
    acked_at: Mapped[str]
    declared_seq: Mapped[int]
    declared_hash: Mapped[bytes]
    declared_signature: Mapped[bytes]
    last_seen: Mapped[str | None]
    forked_at: Mapped[str | None]
    clock_ahead_seq: Mapped[int | None]
    clock_back_seq: Mapped[int | None]
    clock_off_ms: Mapped[int | None]


class RegisterTokenRow(Row):
    """A register's token by its hash; a repeated join adds one, since its answer may be lost."""

    __tablename__ = "register_token"
    __table_args__ = (
        ForeignKeyConstraint(
            ["expo_id", "register_id"], ["register.expo_id", "register.register_id"]
        ),
        _STRICT,
    )
    expo_id: Mapped[Key]
    token_hash: Mapped[Key]
    register_id: Mapped[str]
    created_at: Mapped[str]
    revoked_at: Mapped[str | None]


class ExhibitorLinkRow(Row):
    """A link with which an exhibitor looks at one booth, by the hash of its token."""

    __tablename__ = "exhibitor_link"
    __table_args__ = (
        ForeignKeyConstraint(["expo_id", "booth_id"], ["booth.expo_id", "booth.booth_id"]),
        Index("ix_exhibitor_link_booth", "expo_id", "booth_id"),
        _STRICT,
    )
    expo_id: Mapped[Key]
    token_hash: Mapped[Key]
    booth_id: Mapped[str]
    created_at: Mapped[str]
    used_at: Mapped[str | None]
    ended_at: Mapped[str | None]


class RevocationRow(Row):
    """When a register was locked out last, and why, as its booth is told."""

    __tablename__ = "revocation"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    at: Mapped[str]
    reason: Mapped[str]


class ExpoNoticeRow(Row):
    """What an expo's booths are told besides its name, zone and cut-off, and the revisions of it.

    `header` are lines; all texts are empty where nothing was said. Revisions only ever rise.
    """

    __tablename__ = "expo_notice"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    revision: Mapped[int]
    first_day: Mapped[str]
    last_day: Mapped[str]
    header: Mapped[str]
    announcement: Mapped[str]
    offers_revision: Mapped[int]


class OfferRow(Row):
    """A product offered to booths: those whose ids stand in `booths`, a line each; empty is all."""

    __tablename__ = "offer"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    offer_id: Mapped[Key]
    revision: Mapped[int]
    name: Mapped[str]
    price: Mapped[int]
    barcode: Mapped[str]
    category: Mapped[str]
    unit: Mapped[str]
    brand: Mapped[str]
    booths: Mapped[str]


class RelayedExpoRow(Row):
    """An expo that another server holds first and passes on; `relay` is the name of its key."""

    __tablename__ = "relayed_expo"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    relay: Mapped[str]


class PassedOnRow(Row):
    """What a central server (`server_id`) has signed for, of a register that is passed on to it.

    `receipt` is its latest `Watermark` as JSON. `problem` is the code of what it refused last.
    """

    __tablename__ = "passed_on"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    server_id: Mapped[str]
    acked_seq: Mapped[int]
    declared_seq: Mapped[int]
    receipt: Mapped[str]
    at: Mapped[str]
    problem: Mapped[str]


class UpstreamRow(Row):
    """The central server that this one passes on to: one row. `problem` is why it does not."""

    __tablename__ = "upstream"
    __table_args__ = (CheckConstraint("one = 1", name="one"), _STRICT)
    one: Mapped[Place]
    address: Mapped[str]
    server_id: Mapped[str]
    heard_at: Mapped[str | None]
    problem: Mapped[str]


class JournalRow(Row):
    """An entry exactly as the till encoded it, and the hash of the chain up to it.

    No foreign key: the register's row is locked while entries are written.
    """

    __tablename__ = "journal"
    __table_args__ = (
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint("length(hash) = 32", name="hash"),
        _STRICT,
    )
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    seq: Mapped[Place]
    at: Mapped[str]
    kind: Mapped[str]
    entry: Mapped[bytes]
    hash: Mapped[bytes]


class MomentRow(Row):
    """When an entry that registers of a booth share was written, in milliseconds since 1970.

    The error of the register's clock is taken out; it never changes.
    """

    __tablename__ = "moment"
    __table_args__ = (_CLUSTERED,)
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    seq: Mapped[Place]
    at_ms: Mapped[int]


class ForkRow(Row):
    """Evidence of a second branch: an entry (or only a signed head) that the chain denies.

    `head_*` and `signature` are what the register signed when it sent this.
    """

    __tablename__ = "fork"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    seq: Mapped[Place]
    hash: Mapped[bytes] = mapped_column(primary_key=True)
    entry: Mapped[bytes | None]
    head_seq: Mapped[int]
    head_hash: Mapped[bytes]
    signature: Mapped[bytes]
    received_at: Mapped[str]


class LossRow(Row):
    """What a register can show that the server signed for and held no more: a backup was put back.

    It signed for `seq` entries in `generation` and held `held_seq` when that was shown.
    """

    __tablename__ = "loss"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    generation: Mapped[Place]
    seq: Mapped[int]
    held_seq: Mapped[int]
    shown_at: Mapped[str]


class ZReportRow(Row):
    """What a register signed on the code of a Z report; `hash` and `signature` are in hex.

    Two reports at one place of two histories both stay.
    """

    __tablename__ = "z_report"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    seq: Mapped[Place]
    hash: Mapped[Key]
    number: Mapped[int]
    sales: Mapped[int]
    turnover: Mapped[int]
    expected: Mapped[int]
    counted: Mapped[int]
    signature: Mapped[str]
    entered_at: Mapped[str]


class ProjectionMarkRow(Row):
    """How far a register's journal has been projected."""

    __tablename__ = "projection_mark"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    seq: Mapped[int]


class QuarantineRow(Row):
    """A stored entry that could not be projected, and why (the code of a LapakError)."""

    __tablename__ = "quarantine"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    seq: Mapped[Place]
    kind: Mapped[str]
    reason: Mapped[str]
    detail: Mapped[str]


class ContinuationRow(Row):
    """A register whose device goes on as another one, and why: a copy, a restore, a move.

    `because` is empty where somebody joined an expo.
    """

    __tablename__ = "continuation"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    continued_by: Mapped[Key]
    because: Mapped[str]


class CarriedRow(Row):
    """An entry of a continued register that stands in the journal of a later one; `hash` is hex."""

    __tablename__ = "carried"
    __table_args__ = (_CLUSTERED,)
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    seq: Mapped[Place]
    hash: Mapped[Key]
    carried_by: Mapped[Key]
    carried_seq: Mapped[int]


class ClosingRow(Row):
    """A revision of an expo's figures, made when somebody closed it; it never changes."""

    __tablename__ = "closing"
    __table_args__ = (ForeignKeyConstraint(["expo_id"], ["expo.expo_id"]), _STRICT)
    expo_id: Mapped[Key]
    revision: Mapped[Place]
    closed_at: Mapped[str]
    closed_by: Mapped[str]


class ClosedBoothRow(Row):
    """A booth's figures in a closing, and how complete they were."""

    __tablename__ = "closed_booth"
    __table_args__ = (
        ForeignKeyConstraint(["expo_id", "revision"], ["closing.expo_id", "closing.revision"]),
        _STRICT,
    )
    expo_id: Mapped[Key]
    revision: Mapped[Place]
    booth_id: Mapped[Key]
    sales: Mapped[int]
    voids: Mapped[int]
    refunds: Mapped[int]
    total: Mapped[int]
    declared: Mapped[int]
    held: Mapped[int]
    status: Mapped[str]


class ClosedRegisterRow(Row):
    """The head of a register's journal up to which a closing counted."""

    __tablename__ = "closed_register"
    __table_args__ = (
        ForeignKeyConstraint(["expo_id", "revision"], ["closing.expo_id", "closing.revision"]),
        _STRICT,
    )
    expo_id: Mapped[Key]
    revision: Mapped[Place]
    register_id: Mapped[Key]
    seq: Mapped[int]
    hash: Mapped[bytes]


class TermsRow(Row):
    """Terms on which booths settle, as JSON of `settlement.terms`; the highest version stands."""

    __tablename__ = "terms"
    __table_args__ = (ForeignKeyConstraint(["expo_id"], ["expo.expo_id"]), _STRICT)
    expo_id: Mapped[Key]
    terms_id: Mapped[Key]
    version: Mapped[Place]
    body: Mapped[bytes]
    changed_at: Mapped[str]
    changed_by: Mapped[str]


class AgreementRow(Row):
    """Whose terms are which: of a booth (its id), a cluster, or of everybody (`subject` empty)."""

    __tablename__ = "agreement"
    __table_args__ = (
        ForeignKeyConstraint(["expo_id"], ["expo.expo_id"]),
        CheckConstraint("scope IN ('expo', 'cluster', 'booth')", name="scope"),
        _STRICT,
    )
    expo_id: Mapped[Key]
    scope: Mapped[Key]
    subject: Mapped[Key]
    terms_id: Mapped[str]


class OwnTermsRow(Row):
    """What differs at a booth from its terms, as JSON of `settlement.terms.OwnTerms`."""

    __tablename__ = "own_terms"
    __table_args__ = (
        ForeignKeyConstraint(["expo_id", "booth_id"], ["booth.expo_id", "booth.booth_id"]),
        _STRICT,
    )
    expo_id: Mapped[Key]
    booth_id: Mapped[Key]
    version: Mapped[Place]
    body: Mapped[bytes]
    changed_at: Mapped[str]
    changed_by: Mapped[str]


class StatementRow(Row):
    """A revision of what stands between a booth and its organizer; it never changes.

    `body` is the JSON of a `settlement.statement.Statement`; `hash` its SHA-256, which both sign.
    """

    __tablename__ = "statement"
    __table_args__ = (
        ForeignKeyConstraint(["expo_id", "booth_id"], ["booth.expo_id", "booth.booth_id"]),
        CheckConstraint("length(hash) = 32", name="hash"),
        _STRICT,
    )
    expo_id: Mapped[Key]
    booth_id: Mapped[Key]
    revision: Mapped[Place]
    body: Mapped[bytes]
    hash: Mapped[bytes]
    made_at: Mapped[str]
    made_by: Mapped[str]


class SignatureRow(Row):
    """That one side agreed to a revision of a statement: who signed, and who noted it when.

    `hash` is the statement's as it was shown; `though_unfinished` is 1 where whoever signed
    accepted that entries were missing or a shift was open; older servers kept neither.
    """

    __tablename__ = "statement_signature"
    __table_args__ = (
        ForeignKeyConstraint(
            ["expo_id", "booth_id", "revision"],
            ["statement.expo_id", "statement.booth_id", "statement.revision"],
        ),
        CheckConstraint("side IN ('organizer', 'exhibitor')", name="side"),
        _STRICT,
    )
    expo_id: Mapped[Key]
    booth_id: Mapped[Key]
    revision: Mapped[Place]
    side: Mapped[Key]
    name: Mapped[str]
    at: Mapped[str]
    noted_by: Mapped[str]
    hash: Mapped[bytes | None]
    though_unfinished: Mapped[int | None]


class DisputeRow(Row):
    """What somebody holds against a revision of a statement, and how it ended."""

    __tablename__ = "dispute"
    __table_args__ = (
        ForeignKeyConstraint(
            ["expo_id", "booth_id", "revision"],
            ["statement.expo_id", "statement.booth_id", "statement.revision"],
        ),
        _STRICT,
    )
    expo_id: Mapped[Key]
    dispute_id: Mapped[Key]
    booth_id: Mapped[str]
    revision: Mapped[int]
    reason: Mapped[str]
    raised_at: Mapped[str]
    raised_by: Mapped[str]
    answer: Mapped[str]
    ended_at: Mapped[str | None]
    ended_by: Mapped[str]


class CorrectionRow(Row):
    """An amount agreed on afterwards, in the next revision of a booth's statement."""

    __tablename__ = "correction"
    __table_args__ = (
        ForeignKeyConstraint(["expo_id", "booth_id"], ["booth.expo_id", "booth.booth_id"]),
        Index("ix_correction_booth", "expo_id", "booth_id"),
        _STRICT,
    )
    expo_id: Mapped[Key]
    correction_id: Mapped[Key]
    booth_id: Mapped[str]
    amount: Mapped[int]
    reason: Mapped[str]
    made_at: Mapped[str]
    made_by: Mapped[str]
    withdrawn_at: Mapped[str | None]


class SaleRow(Row):
    """A sale that is counted, and the entry that it is counted from; its id counts once."""

    __tablename__ = "sale"
    __table_args__ = (Index("ix_sale_receipt_number", "expo_id", "receipt_number"), _CLUSTERED)
    expo_id: Mapped[Key]
    sale_id: Mapped[Key]
    booth_id: Mapped[str]
    register_id: Mapped[str]
    seq: Mapped[int]
    business_date: Mapped[str]
    total: Mapped[int]
    receipt_number: Mapped[str]


class ReturnRow(Row):
    """A void or refund that is counted, and the entry that it is counted from; it counts once.

    `return_id` is the entry's kind and the refund's id, or the id of the sale that was voided.
    """

    __tablename__ = "sale_return"
    __table_args__ = (Index("ix_sale_return_sale_id", "expo_id", "sale_id"), _STRICT)
    expo_id: Mapped[Key]
    return_id: Mapped[Key]
    sale_id: Mapped[str]
    booth_id: Mapped[str]
    register_id: Mapped[str]
    seq: Mapped[int]
    business_date: Mapped[str]
    total: Mapped[int]
    receipt_number: Mapped[str]


class AwaitedSaleRow(Row):
    """A sale that something came back of and that no register has sent yet."""

    __tablename__ = "awaited_sale"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    sale_id: Mapped[Key]


class OverReturnRow(Row):
    """A sale of which more was given back than was sold, over all registers, and why that is so."""

    __tablename__ = "over_return"
    __table_args__ = (_STRICT,)
    expo_id: Mapped[Key]
    sale_id: Mapped[Key]
    booth_id: Mapped[str]
    receipt_number: Mapped[str]
    reason: Mapped[str]


class HourRollupRow(Row):
    """Turnover of a booth by business date, hour in the expo's zone, and method.

    `amount` is net of change, of voids and of refunds, each at its own hour. A sale paid in several
    ways is counted in `sales` once, under the method of its first tender, so that both columns add
    up; so are `voids`, each one sale less, and `refunds`. `entries` are those in this row: without
    any it goes.
    """

    __tablename__ = "hour_rollup"
    __table_args__ = (CheckConstraint("hour BETWEEN 0 AND 23", name="hour"), _CLUSTERED)
    expo_id: Mapped[Key]
    booth_id: Mapped[Key]
    business_date: Mapped[Key]
    hour: Mapped[Place]
    method: Mapped[Key]
    entries: Mapped[int]
    sales: Mapped[int]
    voids: Mapped[int]
    refunds: Mapped[int]
    amount: Mapped[int]


class DayRollupRow(Row):
    """Turnover of a booth by business date and method: the columns of `hour_rollup`, summed.

    Its rows are as many as an expo has booths, days and methods, however much is sold. `taken` is
    what sales brought in, before anything was voided or given back.
    """

    __tablename__ = "day_rollup"
    __table_args__ = (_CLUSTERED,)
    expo_id: Mapped[Key]
    booth_id: Mapped[Key]
    business_date: Mapped[Key]
    method: Mapped[Key]
    entries: Mapped[int]
    sales: Mapped[int]
    voids: Mapped[int]
    refunds: Mapped[int]
    amount: Mapped[int]
    taken: Mapped[int]


class FairHourRollupRow(Row):
    """Turnover of all of an expo's booths by business date and hour in its zone."""

    __tablename__ = "fair_hour_rollup"
    __table_args__ = (_CLUSTERED,)
    expo_id: Mapped[Key]
    business_date: Mapped[Key]
    hour: Mapped[Place]
    entries: Mapped[int]
    sales: Mapped[int]
    amount: Mapped[int]


class ShiftOpeningRow(Row):
    """A shift that began. `register_id` and `seq` are where it was written first.

    `digest` tells two entries at one place of two histories apart. `held_by` and `held_seq` name
    the entry it is read from: the smallest of those that carry it, so that it counts once.
    """

    __tablename__ = "shift_opening"
    __table_args__ = (Index("ix_shift_opening_booth", "expo_id", "booth_id"), _STRICT)
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    seq: Mapped[Place]
    digest: Mapped[Key]
    held_by: Mapped[str]
    held_seq: Mapped[int]
    booth_id: Mapped[str]
    shift_id: Mapped[str]
    at: Mapped[str]
    business_date: Mapped[str]
    cashier: Mapped[str]
    float_amount: Mapped[int]


class ShiftClosingRow(Row):
    """A shift that was closed: what had to be in the drawer, what was counted; keys as above.

    `number` is that of the Z report, 0 where it has none.
    """

    __tablename__ = "shift_closing"
    __table_args__ = (Index("ix_shift_closing_booth", "expo_id", "booth_id"), _STRICT)
    expo_id: Mapped[Key]
    register_id: Mapped[Key]
    seq: Mapped[Place]
    digest: Mapped[Key]
    held_by: Mapped[str]
    held_seq: Mapped[int]
    booth_id: Mapped[str]
    shift_id: Mapped[str]
    at: Mapped[str]
    number: Mapped[int]
    cashier: Mapped[str]
    sales: Mapped[int]
    turnover: Mapped[int]
    expected: Mapped[int]
    counted: Mapped[int]
    difference: Mapped[int]
    reason: Mapped[str]


class OrderStateRow(Row):
    """An order as its latest change left it, by the moments that registers of a booth share.

    It says nothing of the buyer. `value` may become turnover elsewhere and is never added to it.
    """

    __tablename__ = "order_state"
    __table_args__ = (Index("ix_order_state_booth", "expo_id", "booth_id"), _STRICT)
    expo_id: Mapped[Key]
    order_id: Mapped[Key]
    at_ms: Mapped[int]
    held_by: Mapped[str]
    held_seq: Mapped[int]
    booth_id: Mapped[str]
    number: Mapped[str]
    status: Mapped[str]
    value: Mapped[int]
    due: Mapped[str]
    business_date: Mapped[str]


class OrderPaymentRow(Row):
    """Money taken for an order by one method, below zero where it was given back."""

    __tablename__ = "order_payment"
    __table_args__ = (Index("ix_order_payment_booth", "expo_id", "booth_id"), _STRICT)
    expo_id: Mapped[Key]
    payment_id: Mapped[Key]
    method: Mapped[Key]
    held_by: Mapped[str]
    held_seq: Mapped[int]
    booth_id: Mapped[str]
    order_id: Mapped[str]
    business_date: Mapped[str]
    amount: Mapped[int]


class SettledPaymentRow(Row):
    """What became of a payment that no till can confirm, by the latest word on it.

    `source_id` and `number` name it as in `payment.settled`; `state` is a `PaymentState`.
    """

    __tablename__ = "settled_payment"
    __table_args__ = (Index("ix_settled_payment_booth", "expo_id", "booth_id"), _STRICT)
    expo_id: Mapped[Key]
    source_id: Mapped[Key]
    number: Mapped[Place]
    at_ms: Mapped[int]
    held_by: Mapped[str]
    held_seq: Mapped[int]
    booth_id: Mapped[str]
    method: Mapped[str]
    state: Mapped[str]
    amount: Mapped[int]


class ProductRollupRow(Row):
    """What a booth sold of a product on a business date, less what came back on it.

    `amount` is what buyers paid for it, taxes and service with it: all products come to the
    turnover but for its rounding. Goods of another register's receipt come back without a
    product's id. `entries` as above.
    """

    __tablename__ = "product_rollup"
    __table_args__ = (_CLUSTERED,)
    expo_id: Mapped[Key]
    booth_id: Mapped[Key]
    business_date: Mapped[Key]
    product_id: Mapped[Key]
    name: Mapped[str]
    entries: Mapped[int]
    qty_milli: Mapped[int]
    amount: Mapped[int]


class HappeningRow(Row):
    """Something that programs are told of, noted with what caused it; the same one only once.

    `kind` is a word of `webhooks.happenings`, `subject` what it happened to. It is `spread` (1)
    once every hook that wants it has a delivery; from then on `body` is what is sent, to the byte.
    """

    __tablename__ = "happening"
    __table_args__ = (Index("ix_happening_spread", "expo_id", "spread"), _STRICT)
    expo_id: Mapped[Key]
    kind: Mapped[Key]
    subject: Mapped[Key]
    spread: Mapped[int]
    body: Mapped[bytes]


class WebhookRow(Row):
    """An address that is told what happens at an expo; `kinds` with spaces between.

    `secret` signs what is sent there, and so does the one before it, `earlier_secret`, until
    `earlier_until`. `problem` is why it was paused by itself, or empty.
    """

    __tablename__ = "webhook"
    __table_args__ = (ForeignKeyConstraint(["expo_id"], ["expo.expo_id"]), _STRICT)
    expo_id: Mapped[Key]
    hook_id: Mapped[Key]
    url: Mapped[str]
    kinds: Mapped[str]
    secret: Mapped[bytes]
    created_at: Mapped[str]
    created_by: Mapped[str]
    paused_at: Mapped[str | None]
    problem: Mapped[str]
    earlier_secret: Mapped[bytes | None]
    earlier_until: Mapped[str | None]


class WebhookDeliveryRow(Row):
    """A happening on its way to a hook; `state` is `waiting`, `delivered` or `given_up`.

    `attempts` are all, `tries` those since it was sent (again). It is due at `due_at`; while
    somebody sends it, that is when another one may.
    """

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        ForeignKeyConstraint(["expo_id", "hook_id"], ["webhook.expo_id", "webhook.hook_id"]),
        CheckConstraint("state IN ('waiting', 'delivered', 'given_up')", name="state"),
        Index("ix_webhook_delivery_due", "expo_id", "state", "due_at"),
        _STRICT,
    )
    expo_id: Mapped[Key]
    hook_id: Mapped[Key]
    event_id: Mapped[Key]
    kind: Mapped[str]
    subject: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int]
    tries: Mapped[int]
    made_at: Mapped[str]
    due_at: Mapped[str]


class WebhookAttemptRow(Row):
    """How one attempt went: the status that was answered, or 0 and why there was no answer."""

    __tablename__ = "webhook_attempt"
    __table_args__ = (
        ForeignKeyConstraint(
            ["expo_id", "hook_id", "event_id"],
            [
                "webhook_delivery.expo_id",
                "webhook_delivery.hook_id",
                "webhook_delivery.event_id",
            ],
        ),
        _STRICT,
    )
    expo_id: Mapped[Key]
    hook_id: Mapped[Key]
    event_id: Mapped[Key]
    number: Mapped[Place]
    at: Mapped[str]
    status: Mapped[int]
    problem: Mapped[str]
    took_ms: Mapped[int]


GLOBAL_TABLES = frozenset(
    {
        "identity",
        "restoration",
        "account",
        "first_link",
        "session",
        "api_token",
        "attempt",
        "audit",
        "upstream",
    }
)
PROJECTIONS: tuple[type[Row], ...] = (
    ProjectionMarkRow,
    QuarantineRow,
    ContinuationRow,
    CarriedRow,
    SaleRow,
    ReturnRow,
    AwaitedSaleRow,
    OverReturnRow,
    HourRollupRow,
    ProductRollupRow,
    DayRollupRow,
    FairHourRollupRow,
    ShiftOpeningRow,
    ShiftClosingRow,
    OrderStateRow,
    OrderPaymentRow,
    SettledPaymentRow,
)
"""What can be rebuilt from the journal at any time."""
