"""When entries that registers of a booth share were written, their clocks' errors taken out."""

import sqlalchemy as sa
from alembic import op

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; entries that are stored already are taken at their registers' word."""
    integer = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "moment",
        sa.Column("expo_id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("seq", integer, autoincrement=False, nullable=False),
        sa.Column("at_ms", integer, nullable=False),
        sa.PrimaryKeyConstraint("expo_id", "register_id", "seq", name=op.f("pk_moment")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """What was settled is not forgotten."""
    raise NotImplementedError
