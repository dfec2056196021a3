"""Which entries of continued registers came in within the journal of a later one."""

import sqlalchemy as sa
from alembic import op

revision = "r0010"
down_revision = "r0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; what came carried before is found when the expo is projected again."""
    integer = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "carried",
        sa.Column("expo_id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("seq", integer, autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("carried_by", sa.Text(), nullable=False),
        sa.Column("carried_seq", integer, nullable=False),
        sa.PrimaryKeyConstraint(
            "expo_id", "register_id", "seq", "hash", "carried_by", name="pk_carried"
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """What came in is not forgotten."""
    raise NotImplementedError
