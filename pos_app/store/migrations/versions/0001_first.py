"""The first schema: journal, its projections, and what belongs to this machine."""

from alembic import op

revision = "0001"
down_revision = None

_STATEMENTS = (
    """
    CREATE TABLE journal (
        register_id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        entry BLOB NOT NULL,
        hash BLOB NOT NULL,
        CONSTRAINT pk_journal PRIMARY KEY (register_id, seq),
        CONSTRAINT ck_journal_seq CHECK (seq > 0),
        CONSTRAINT ck_journal_hash CHECK (length(hash) = 32)
    ) STRICT
    """,
    """
    CREATE TABLE print_job (
        job_id TEXT NOT NULL,
        sale_id TEXT NOT NULL,
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
    CREATE INDEX ix_print_job_open ON print_job (created_at)
    WHERE state IN ('queued', 'sending', 'failed', 'uncertain')
    """,
    """
    CREATE TABLE product (
        number INTEGER NOT NULL,
        product_id TEXT NOT NULL,
        name TEXT NOT NULL,
        sort_name TEXT NOT NULL,
        price INTEGER NOT NULL,
        category TEXT NOT NULL,
        unit TEXT NOT NULL,
        brand TEXT NOT NULL,
        barcodes TEXT NOT NULL,
        active INTEGER NOT NULL,
        CONSTRAINT pk_product PRIMARY KEY (number),
        CONSTRAINT ck_product_price CHECK (price >= 0),
        CONSTRAINT uq_product_product_id UNIQUE (product_id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_product_category ON product (active, category, sort_name, product_id)
    """,
    """
    CREATE INDEX ix_product_shown ON product (active, sort_name, product_id)
    """,
    """
    CREATE TABLE product_barcode (
        barcode TEXT NOT NULL,
        product_id TEXT NOT NULL,
        CONSTRAINT pk_product_barcode PRIMARY KEY (barcode)
    ) WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE INDEX ix_product_barcode_product_id ON product_barcode (product_id)
    """,
    """
    CREATE TABLE register (
        register_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        code TEXT NOT NULL,
        booth_id TEXT NOT NULL,
        booth_code TEXT NOT NULL,
        booth_name TEXT NOT NULL,
        expo_id TEXT,
        expo_name TEXT,
        zone TEXT NOT NULL,
        cutoff_minutes INTEGER NOT NULL,
        public_key TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        seq INTEGER NOT NULL,
        hash BLOB NOT NULL,
        receipts INTEGER NOT NULL,
        CONSTRAINT pk_register PRIMARY KEY (register_id),
        CONSTRAINT ck_register_receipts CHECK (receipts >= 0),
        CONSTRAINT uq_register_number UNIQUE (number)
    ) STRICT
    """,
    """
    CREATE TABLE sale (
        sale_id TEXT NOT NULL,
        register_id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        receipt_number TEXT NOT NULL,
        shift_id TEXT NOT NULL,
        cashier TEXT NOT NULL,
        at TEXT NOT NULL,
        business_date TEXT NOT NULL,
        subtotal INTEGER NOT NULL,
        discount INTEGER NOT NULL,
        tax INTEGER NOT NULL,
        rounding INTEGER NOT NULL,
        total INTEGER NOT NULL,
        change INTEGER NOT NULL,
        CONSTRAINT pk_sale PRIMARY KEY (sale_id),
        CONSTRAINT ck_sale_header_adds_up CHECK (
        "total" = "subtotal" - "discount" + "tax" + "rounding"
    ),
        CONSTRAINT uq_sale_receipt_number UNIQUE (receipt_number)
    ) STRICT
    """,
    """
    CREATE INDEX ix_sale_at ON sale (at)
    """,
    """
    CREATE TABLE sale_line (
        sale_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        product_id TEXT NOT NULL,
        name TEXT NOT NULL,
        unit TEXT NOT NULL,
        qty_milli INTEGER NOT NULL,
        unit_price INTEGER NOT NULL,
        gross INTEGER NOT NULL,
        discount INTEGER NOT NULL,
        total INTEGER NOT NULL,
        CONSTRAINT pk_sale_line PRIMARY KEY (sale_id, number),
        CONSTRAINT ck_sale_line_line_adds_up CHECK ("total" = "gross" - "discount")
    ) WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE sale_tender (
        sale_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        method TEXT NOT NULL,
        amount INTEGER NOT NULL,
        CONSTRAINT pk_sale_tender PRIMARY KEY (sale_id, number)
    ) WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE shift (
        shift_id TEXT NOT NULL,
        register_id TEXT NOT NULL,
        cashier TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        business_date TEXT NOT NULL,
        float_amount INTEGER NOT NULL,
        sales INTEGER NOT NULL,
        turnover INTEGER NOT NULL,
        change INTEGER NOT NULL,
        closed_at TEXT,
        expected INTEGER,
        counted INTEGER,
        reason TEXT,
        CONSTRAINT pk_shift PRIMARY KEY (shift_id)
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX uq_shift_open ON shift (register_id) WHERE closed_at IS NULL
    """,
    """
    CREATE TABLE shift_tender (
        shift_id TEXT NOT NULL,
        method TEXT NOT NULL,
        amount INTEGER NOT NULL,
        CONSTRAINT pk_shift_tender PRIMARY KEY (shift_id, method)
    ) WITHOUT ROWID,
     STRICT
    """,
    """
    CREATE TABLE sync_link (
        register_id TEXT NOT NULL,
        address TEXT NOT NULL,
        token TEXT NOT NULL,
        server_id TEXT NOT NULL,
        server_key TEXT NOT NULL,
        acked_seq INTEGER NOT NULL,
        acked_at TEXT,
        CONSTRAINT pk_sync_link PRIMARY KEY (register_id)
    ) STRICT
    """,
    """
    CREATE VIRTUAL TABLE product_trigram USING fts5(
        words, content='', contentless_delete=1, tokenize='trigram case_sensitive 1'
    )
    """,
    """
    CREATE VIRTUAL TABLE product_prefix USING fts5(
        words, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2'
    )
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
