"""Several printers: which one a job is for, which one had it, and when it was asked for."""

from alembic import op

revision = "0004"
down_revision = "0003"

_STATEMENTS = (
    "DROP INDEX ix_print_job_open",
    "ALTER TABLE print_job RENAME TO former_print_job",
    """
    CREATE TABLE print_job (
        job_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        title TEXT NOT NULL,
        content TEXT NOT NULL,
        copy INTEGER NOT NULL,
        state TEXT NOT NULL,
        tries INTEGER NOT NULL,
        error TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        printer TEXT NOT NULL,
        tried_on TEXT NOT NULL,
        drawer_done INTEGER NOT NULL,
        CONSTRAINT pk_print_job PRIMARY KEY (job_id),
        CONSTRAINT ck_print_job_state CHECK (
            state IN ('queued', 'sending', 'sent', 'failed', 'uncertain', 'dropped')
        )
    ) STRICT
    """,
    """
    INSERT INTO print_job
    SELECT job_id, kind, subject, title, content, copy, state, tries, error, created_at,
        updated_at, created_at, '', '', state IN ('sent', 'uncertain')
    FROM former_print_job ORDER BY rowid
    """,
    "DROP TABLE former_print_job",
    """
    CREATE INDEX ix_print_job_open ON print_job (created_at)
        WHERE state IN ('queued', 'sending', 'failed', 'uncertain')
    """,
    """
    CREATE TABLE printer_answered (
        address TEXT NOT NULL,
        CONSTRAINT pk_printer_answered PRIMARY KEY (address)
    ) STRICT
    """,
    "CREATE INDEX ix_print_job_copied ON print_job (subject) WHERE kind = 'order_copy'",
)


def upgrade() -> None:
    """Change the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
