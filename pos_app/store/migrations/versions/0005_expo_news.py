"""What an organizer tells its booths besides the journal: offers, and what was put away."""

from alembic import op

revision = "0005"
down_revision = "0004"

_TABLE = """
    CREATE TABLE expo_news (
        expo_id TEXT NOT NULL,
        offers_revision INTEGER NOT NULL,
        offers TEXT NOT NULL,
        dismissed TEXT NOT NULL,
        problem TEXT NOT NULL,
        CONSTRAINT pk_expo_news PRIMARY KEY (expo_id)
    ) STRICT
    """


def upgrade() -> None:
    """Add the table."""
    op.execute(_TABLE)
