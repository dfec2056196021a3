"""Which certificate an organizer's server is known by, and where else it said it can be reached."""

from alembic import op

revision = "0006"
down_revision = "0005"

_STATEMENTS = (
    "ALTER TABLE sync_link RENAME TO former_sync_link",
    """
    CREATE TABLE sync_link (
        register_id TEXT NOT NULL,
        address TEXT NOT NULL,
        token TEXT NOT NULL,
        server_id TEXT NOT NULL,
        server_key TEXT NOT NULL,
        certificate TEXT NOT NULL,
        addresses TEXT NOT NULL,
        acked_seq INTEGER NOT NULL,
        acked_at TEXT,
        CONSTRAINT pk_sync_link PRIMARY KEY (register_id)
    ) STRICT
    """,
    """
    INSERT INTO sync_link
    SELECT register_id, address, token, server_id, server_key, '', '', acked_seq, acked_at
    FROM former_sync_link
    """,
    "DROP TABLE former_sync_link",
)


def upgrade() -> None:
    """Change the table."""
    for statement in _STATEMENTS:
        op.execute(statement)
