"""Settling with booths: terms, statements, signatures, disputes and corrections."""

import sqlalchemy as sa
from alembic import op

revision = "r0016"
down_revision = "r0015"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_BOOTH = (["expo_id", "booth_id"], ["booth.expo_id", "booth.booth_id"])
OF_STATEMENT = (
    ["expo_id", "booth_id", "revision"],
    ["statement.expo_id", "statement.booth_id", "statement.revision"],
)


def upgrade() -> None:
    """Add the tables; nobody has settled here yet."""
    _terms()
    _statements()
    op.create_table(
        "correction",
        *_texts("expo_id", "correction_id", "booth_id"),
        _number("amount"),
        *_texts("reason", "made_at", "made_by"),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(*OF_BOOTH, name="fk_correction_booth"),
        sa.PrimaryKeyConstraint("expo_id", "correction_id", name="pk_correction"),
        sqlite_strict=True,
    )
    op.create_index("ix_correction_booth", "correction", ["expo_id", "booth_id"])


def _terms() -> None:
    of_expo = (["expo_id"], ["expo.expo_id"])
    op.create_table(
        "terms",
        *_texts("expo_id", "terms_id"),
        _number("version", autoincrement=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        *_texts("changed_at", "changed_by"),
        sa.ForeignKeyConstraint(*of_expo, name="fk_terms_expo"),
        sa.PrimaryKeyConstraint("expo_id", "terms_id", "version", name="pk_terms"),
        sqlite_strict=True,
    )
    op.create_table(
        "agreement",
        *_texts("expo_id", "scope", "subject", "terms_id"),
        sa.CheckConstraint("scope IN ('expo', 'cluster', 'booth')", name="ck_agreement_scope"),
        sa.ForeignKeyConstraint(*of_expo, name="fk_agreement_expo"),
        sa.PrimaryKeyConstraint("expo_id", "scope", "subject", name="pk_agreement"),
        sqlite_strict=True,
    )


def _statements() -> None:
    op.create_table(
        "statement",
        *_texts("expo_id", "booth_id"),
        _number("revision", autoincrement=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        *_texts("made_at", "made_by"),
        sa.CheckConstraint("length(hash) = 32", name="ck_statement_hash"),
        sa.ForeignKeyConstraint(*OF_BOOTH, name="fk_statement_booth"),
        sa.PrimaryKeyConstraint("expo_id", "booth_id", "revision", name="pk_statement"),
        sqlite_strict=True,
    )
    op.create_table(
        "statement_signature",
        *_texts("expo_id", "booth_id"),
        _number("revision", autoincrement=False),
        *_texts("side", "name", "at", "noted_by"),
        sa.CheckConstraint(
            "side IN ('organizer', 'exhibitor')", name="ck_statement_signature_side"
        ),
        sa.ForeignKeyConstraint(*OF_STATEMENT, name="fk_statement_signature_statement"),
        sa.PrimaryKeyConstraint(
            "expo_id", "booth_id", "revision", "side", name="pk_statement_signature"
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "dispute",
        *_texts("expo_id", "dispute_id", "booth_id"),
        _number("revision"),
        *_texts("reason", "raised_at", "raised_by", "answer"),
        sa.Column("ended_at", sa.Text(), nullable=True),
        *_texts("ended_by"),
        sa.ForeignKeyConstraint(*OF_STATEMENT, name="fk_dispute_statement"),
        sa.PrimaryKeyConstraint("expo_id", "dispute_id", name="pk_dispute"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """What was signed is not forgotten."""
    raise NotImplementedError


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _number(name: str, *, autoincrement: bool = True) -> sa.Column[int]:
    return sa.Column(name, NUMBER, autoincrement=autoincrement, nullable=False)
