"""What no restart may make forgotten: a drawer's first count, money taken in part."""

from alembic import op

revision = "0003"
down_revision = "0002"

_STATEMENTS = (
    """
    CREATE TABLE first_count (
        shift_id TEXT NOT NULL,
        amount INTEGER NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_first_count PRIMARY KEY (shift_id)
    ) STRICT
    """,
    # A former 0002 made this table itself, with the same columns.
    """
    CREATE TABLE IF NOT EXISTS taken_money (
        source_id TEXT NOT NULL,
        at TEXT NOT NULL,
        content TEXT NOT NULL,
        CONSTRAINT pk_taken_money PRIMARY KEY (source_id)
    ) STRICT
    """,
)


def upgrade() -> None:
    """Change the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
