"""The first form of the organizer's database."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    _global()
    _places()
    _journal()
    _projections()


def downgrade() -> None:
    """There is nothing before the first form."""
    raise NotImplementedError


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=nullable, autoincrement=False)


def _blob(name: str, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def _table(name: str, *parts: Any, clustered: bool = False) -> None:
    form = {"sqlite_with_rowid": False} if clustered else {}
    op.create_table(name, *parts, sqlite_strict=True, **form)


def _global() -> None:
    _table(
        "identity",
        _number("one"),
        _text("server_id"),
        _number("generation"),
        _blob("private_key"),
        sa.CheckConstraint("one = 1", name=op.f("ck_identity_one")),
        sa.PrimaryKeyConstraint("one", name="pk_identity"),
    )
    _table(
        "account",
        _text("name"),
        _text("password"),
        _text("role"),
        _text("created_at"),
        sa.PrimaryKeyConstraint("name", name="pk_account"),
    )
    _table(
        "session",
        _text("session_hash"),
        _text("account"),
        _text("created_at"),
        _text("expires_at"),
        sa.PrimaryKeyConstraint("session_hash", name="pk_session"),
    )
    op.create_index("ix_session_expires_at", "session", ["expires_at"])
    _table(
        "api_token",
        _text("token_hash"),
        _text("name"),
        _text("role"),
        _text("created_at"),
        _text("revoked_at", nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_api_token"),
    )
    _table(
        "attempt",
        _text("scope"),
        _text("subject"),
        _text("since"),
        _number("failures"),
        sa.PrimaryKeyConstraint("scope", "subject", name="pk_attempt"),
    )


def _places() -> None:
    _table(
        "expo",
        _text("expo_id"),
        _text("name"),
        _text("zone"),
        _number("cutoff_minutes"),
        _text("currency"),
        _text("created_at"),
        sa.PrimaryKeyConstraint("expo_id", name="pk_expo"),
    )
    _table(
        "booth",
        _text("expo_id"),
        _text("booth_id"),
        _text("code"),
        _text("name"),
        _number("registers"),
        _text("created_at"),
        sa.ForeignKeyConstraint(["expo_id"], ["expo.expo_id"], name="fk_booth_expo"),
        sa.PrimaryKeyConstraint("expo_id", "booth_id", name="pk_booth"),
        sa.UniqueConstraint("expo_id", "code", name="uq_booth_expo_id_code"),
    )
    _table(
        "join_code",
        _text("expo_id"),
        _text("code_hash"),
        _text("booth_id"),
        _text("created_at"),
        _text("expires_at"),
        _text("used_by", nullable=True),
        sa.ForeignKeyConstraint(
            ["expo_id", "booth_id"], ["booth.expo_id", "booth.booth_id"], name="fk_join_code_booth"
        ),
        sa.PrimaryKeyConstraint("expo_id", "code_hash", name="pk_join_code"),
    )
    op.create_index("ix_join_code_code_hash", "join_code", ["code_hash"])
    _table(
        "register",
        _text("expo_id"),
        _text("register_id"),
        _text("booth_id"),
        _text("code"),
        _blob("public_key"),
        _text("install_id"),
        _text("version"),
        _text("joined_at"),
        _number("acked_seq"),
        _blob("acked_hash"),
        _text("acked_at"),
        _number("declared_seq"),
        _blob("declared_hash"),
        _blob("declared_signature"),
        _text("last_seen", nullable=True),
        _text("forked_at", nullable=True),
        _number("clock_ahead_seq", nullable=True),
        _number("clock_back_seq", nullable=True),
        sa.CheckConstraint("length(acked_hash) = 32", name=op.f("ck_register_acked_hash")),
        sa.CheckConstraint("length(declared_hash) = 32", name=op.f("ck_register_declared_hash")),
        sa.ForeignKeyConstraint(
            ["expo_id", "booth_id"], ["booth.expo_id", "booth.booth_id"], name="fk_register_booth"
        ),
        sa.PrimaryKeyConstraint("expo_id", "register_id", name="pk_register"),
    )
    op.create_index("ix_register_booth", "register", ["expo_id", "booth_id"])
    _table(
        "register_token",
        _text("expo_id"),
        _text("token_hash"),
        _text("register_id"),
        _text("created_at"),
        _text("revoked_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["expo_id", "register_id"],
            ["register.expo_id", "register.register_id"],
            name="fk_register_token_register",
        ),
        sa.PrimaryKeyConstraint("expo_id", "token_hash", name="pk_register_token"),
    )


def _journal() -> None:
    _table(
        "journal",
        _text("expo_id"),
        _text("register_id"),
        _number("seq"),
        _text("at"),
        _text("kind"),
        _blob("entry"),
        _blob("hash"),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_journal_hash")),
        sa.CheckConstraint("seq > 0", name=op.f("ck_journal_seq")),
        sa.PrimaryKeyConstraint("expo_id", "register_id", "seq", name="pk_journal"),
    )
    _table(
        "fork",
        _text("expo_id"),
        _text("register_id"),
        _number("seq"),
        _blob("hash"),
        _blob("entry", nullable=True),
        _number("head_seq"),
        _blob("head_hash"),
        _blob("signature"),
        _text("received_at"),
        sa.PrimaryKeyConstraint("expo_id", "register_id", "seq", "hash", name="pk_fork"),
    )


def _projections() -> None:
    _table(
        "projection_mark",
        _text("expo_id"),
        _text("register_id"),
        _number("seq"),
        sa.PrimaryKeyConstraint("expo_id", "register_id", name="pk_projection_mark"),
    )
    _table(
        "quarantine",
        _text("expo_id"),
        _text("register_id"),
        _number("seq"),
        _text("kind"),
        _text("reason"),
        _text("detail"),
        sa.PrimaryKeyConstraint("expo_id", "register_id", "seq", name="pk_quarantine"),
    )
    _table(
        "continuation",
        _text("expo_id"),
        _text("register_id"),
        _text("continued_by"),
        sa.PrimaryKeyConstraint("expo_id", "register_id", "continued_by", name="pk_continuation"),
    )
    _table(
        "sale",
        _text("expo_id"),
        _text("sale_id"),
        _text("booth_id"),
        _text("register_id"),
        _number("seq"),
        _text("business_date"),
        _number("total"),
        _text("receipt_number"),
        sa.PrimaryKeyConstraint("expo_id", "sale_id", name="pk_sale"),
        clustered=True,
    )
    _table(
        "hour_rollup",
        _text("expo_id"),
        _text("booth_id"),
        _text("business_date"),
        _number("hour"),
        _text("method"),
        _number("sales"),
        _number("amount"),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_hour_rollup_hour")),
        sa.PrimaryKeyConstraint(
            "expo_id", "booth_id", "business_date", "hour", "method", name="pk_hour_rollup"
        ),
        clustered=True,
    )
    _table(
        "product_rollup",
        _text("expo_id"),
        _text("booth_id"),
        _text("business_date"),
        _text("product_id"),
        _text("name"),
        _number("qty_milli"),
        _number("amount"),
        sa.PrimaryKeyConstraint(
            "expo_id", "booth_id", "business_date", "product_id", name="pk_product_rollup"
        ),
        clustered=True,
    )
