"""The journals of the booth's other registers."""

from alembic import op

revision = "0008"
down_revision = "0007"

_STATEMENTS = (
    """
    CREATE TABLE sibling (
        register_id TEXT NOT NULL,
        code TEXT NOT NULL,
        public_key TEXT NOT NULL,
        seq INTEGER NOT NULL,
        hash BLOB NOT NULL,
        merged_seq INTEGER NOT NULL,
        CONSTRAINT pk_sibling PRIMARY KEY (register_id)
    ) STRICT
    """,
    """
    CREATE TABLE sibling_journal (
        register_id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        entry BLOB NOT NULL,
        hash BLOB NOT NULL,
        moment INTEGER,
        CONSTRAINT pk_sibling_journal PRIMARY KEY (register_id, seq),
        CONSTRAINT ck_sibling_journal_seq CHECK (seq > 0),
        CONSTRAINT ck_sibling_journal_hash CHECK (length(hash) = 32)
    ) STRICT
    """,
    "CREATE INDEX ix_sibling_journal_kind ON sibling_journal (kind)",
    """
    CREATE TABLE own_moment (
        register_id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        moment INTEGER NOT NULL,
        CONSTRAINT pk_own_moment PRIMARY KEY (register_id, seq)
    ) STRICT
    """,
)


def upgrade() -> None:
    """Add the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
