"""The link with which the first account is made."""

import sqlalchemy as sa
from alembic import op

revision = "r0014"
down_revision = "r0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; a server that has accounts never fills it."""
    op.create_table(
        "first_link",
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("secret_hash", name="pk_first_link"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """An older server would know no link that it has printed."""
    raise NotImplementedError
