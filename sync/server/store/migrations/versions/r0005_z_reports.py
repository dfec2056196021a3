"""What registers declare on the codes of their Z reports."""

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of declared Z reports."""
    op.create_table(
        "z_report",
        _text("expo_id"),
        _text("register_id"),
        _number("seq"),
        _text("hash"),
        _number("number"),
        _number("sales"),
        _number("turnover"),
        _number("expected"),
        _number("counted"),
        _text("signature"),
        _text("entered_at"),
        sa.PrimaryKeyConstraint("expo_id", "register_id", "seq", "hash", name="pk_z_report"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """What was declared cannot be made again."""
    raise NotImplementedError


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False, autoincrement=False)
