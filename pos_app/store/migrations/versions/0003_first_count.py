"""The first count of an open shift's drawer, so that no restart makes it forgotten."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Change the tables."""
    op.execute(
        """
        CREATE TABLE first_count (
            shift_id TEXT NOT NULL,
            amount INTEGER NOT NULL,
            at TEXT NOT NULL,
            CONSTRAINT pk_first_count PRIMARY KEY (shift_id)
        ) STRICT
        """
    )
