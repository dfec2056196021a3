"""What the organizer signed for, and what became of the latest attempts to send."""

from alembic import op

revision = "0007"
down_revision = "0006"

_STATEMENTS = (
    """
    CREATE TABLE sync_receipt (
        register_id TEXT NOT NULL,
        server_id TEXT NOT NULL,
        generation INTEGER NOT NULL,
        acked_seq INTEGER NOT NULL,
        acked_hash TEXT NOT NULL,
        server_key TEXT NOT NULL,
        receipt TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_sync_receipt PRIMARY KEY (register_id, server_id, generation)
    ) STRICT
    """,
    """
    CREATE TABLE sync_attempt (
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        outcome TEXT NOT NULL,
        code TEXT NOT NULL,
        sent INTEGER NOT NULL,
        waiting INTEGER NOT NULL,
        took_ms INTEGER NOT NULL,
        CONSTRAINT pk_sync_attempt PRIMARY KEY (number)
    ) STRICT
    """,
)


def upgrade() -> None:
    """Change the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
