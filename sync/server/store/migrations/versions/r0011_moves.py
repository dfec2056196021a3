"""Codes that move a register to another laptop, and why registers continue others."""

import sqlalchemy as sa
from alembic import op

revision = "r0011"
down_revision = "r0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the reason; of registers before this version it is not needed."""
    op.create_table(
        "move_code",
        sa.Column("expo_id", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("expo_id", "code_hash", name="pk_move_code"),
        sa.ForeignKeyConstraint(
            ["expo_id", "code_hash"],
            ["join_code.expo_id", "join_code.code_hash"],
            name="fk_move_code_join_code",
        ),
        sqlite_strict=True,
    )
    empty = sa.Column("because", sa.Text(), nullable=False, server_default="")
    op.add_column("continuation", empty)


def downgrade() -> None:
    """What was moved is not moved back."""
    raise NotImplementedError
