"""Join codes that a till's scanner reads."""

import sqlalchemy as sa
from alembic import op

revision = "r0012"
down_revision = "r0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; codes that are open already can only be typed."""
    op.create_table(
        "invitation",
        sa.Column("expo_id", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("expo_id", "secret_hash", name="pk_invitation"),
        sqlite_strict=True,
    )
    op.create_index("ix_invitation_secret_hash", "invitation", ["secret_hash"])


def downgrade() -> None:
    """An older server would know no scanned code."""
    raise NotImplementedError
