"""What the whole counter keeps on this machine: print jobs of every kind, carts not paid yet."""

from alembic import op

revision = "0002"
down_revision = "0001"

_STATEMENTS = (
    "DROP INDEX ix_print_job_open",
    "ALTER TABLE print_job RENAME TO print_job_before",
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
        CONSTRAINT pk_print_job PRIMARY KEY (job_id),
        CONSTRAINT ck_print_job_state CHECK (
        state IN ('queued', 'sending', 'sent', 'failed', 'uncertain', 'dropped')
    )
    ) STRICT
    """,
    """
    INSERT INTO print_job
    SELECT job_id, 'sale', sale_id,
        coalesce((SELECT receipt_number FROM sale WHERE sale.sale_id = old.sale_id), ''),
        '', copy, state, tries, error, created_at, updated_at
    FROM print_job_before AS old ORDER BY rowid
    """,
    "DROP TABLE print_job_before",
    """
    CREATE INDEX ix_print_job_open ON print_job (created_at)
    WHERE state IN ('queued', 'sending', 'failed', 'uncertain')
    """,
    """
    CREATE TABLE cart (
        cart_id TEXT NOT NULL,
        name TEXT NOT NULL,
        at TEXT NOT NULL,
        held INTEGER NOT NULL,
        training INTEGER NOT NULL,
        content TEXT NOT NULL,
        CONSTRAINT pk_cart PRIMARY KEY (cart_id),
        CONSTRAINT ck_cart_held CHECK (held IN (0, 1)),
        CONSTRAINT ck_cart_training CHECK (training IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE person_pin (
        person_id TEXT NOT NULL,
        hash TEXT NOT NULL,
        tries INTEGER NOT NULL,
        tried_at TEXT,
        CONSTRAINT pk_person_pin PRIMARY KEY (person_id)
    ) STRICT
    """,
    """
    CREATE TABLE order_phone (
        order_id TEXT NOT NULL,
        phone TEXT NOT NULL,
        at TEXT NOT NULL,
        CONSTRAINT pk_order_phone PRIMARY KEY (order_id)
    ) STRICT
    """,
)


def upgrade() -> None:
    """Change the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
