"""The tables of a till's database.

`journal` is the truth; `PROJECTIONS` can be rebuilt from it at any time; the others hold what
belongs to this machine only. Times are RFC 3339 in UTC, dates ISO 8601, amounts minor units.

Core tables and no mapped classes: importing SQLAlchemy's ORM and mapping ten classes costs 0.2 s
and 11 MB at every start, and no session is ever used here.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=null)


def _integer(name: str, *, key: bool = False, null: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=null, autoincrement=False)


def _blob(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


JOURNAL = Table(
    "journal",
    METADATA,
    _text("register_id", key=True),
    _integer("seq", key=True),
    _text("at"),
    _text("kind"),
    _blob("entry"),
    _blob("hash"),
    CheckConstraint("seq > 0", name="seq"),
    CheckConstraint("length(hash) = 32", name="hash"),
    sqlite_strict=True,
)
"""Entries exactly as they were encoded, and the hash of the chain up to each."""

REGISTER = Table(
    "register",
    METADATA,
    _text("register_id", key=True),
    _integer("number"),
    _text("code"),
    _text("booth_id"),
    _text("booth_code"),
    _text("booth_name"),
    _text("expo_id", null=True),
    _text("expo_name", null=True),
    _text("zone"),
    _integer("cutoff_minutes"),
    _text("public_key"),
    _text("opened_at"),
    _integer("seq"),
    _blob("hash"),
    _integer("receipts"),
    CheckConstraint("receipts >= 0", name="receipts"),
    UniqueConstraint("number"),
    sqlite_strict=True,
)
"""Registers that keep their journal here; `number` is the order they were opened in.

`seq`, `hash` are the head; `receipts` is the last receipt number taken.
"""

SHIFT = Table(
    "shift",
    METADATA,
    _text("shift_id", key=True),
    _text("register_id"),
    _text("cashier"),
    _text("opened_at"),
    _text("business_date"),
    _integer("float_amount"),
    _integer("sales"),
    _integer("turnover"),
    _integer("change"),
    _text("closed_at", null=True),
    _integer("expected", null=True),
    _integer("counted", null=True),
    _text("reason", null=True),
    Index("uq_shift_open", "register_id", unique=True, sqlite_where=text("closed_at IS NULL")),
    sqlite_strict=True,
)
"""Shifts with their totals kept as sales happen; `closed_at` is null while one is open."""

SHIFT_TENDER = Table(
    "shift_tender",
    METADATA,
    _text("shift_id", key=True),
    _text("method", key=True),
    _integer("amount"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""What a shift took by each method, before change."""

SALE = Table(
    "sale",
    METADATA,
    _text("sale_id", key=True),
    _text("register_id"),
    _integer("seq"),
    _text("receipt_number"),
    _text("shift_id"),
    _text("cashier"),
    _text("at"),
    _text("business_date"),
    _integer("subtotal"),
    _integer("discount"),
    _integer("tax"),
    _integer("rounding"),
    _integer("total"),
    _integer("change"),
    CheckConstraint(
        '"total" = "subtotal" - "discount" + "tax" + "rounding"', name="header_adds_up"
    ),
    UniqueConstraint("receipt_number"),
    Index("ix_sale_at", "at"),
    sqlite_strict=True,
)
"""Sales' headers; `seq` names the entry."""

SALE_LINE = Table(
    "sale_line",
    METADATA,
    _text("sale_id", key=True),
    _integer("number", key=True),
    _text("product_id"),
    _text("name"),
    _text("unit"),
    _integer("qty_milli"),
    _integer("unit_price"),
    _integer("gross"),
    _integer("discount"),
    _integer("total"),
    CheckConstraint('"total" = "gross" - "discount"', name="line_adds_up"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Lines of sales as they were sold."""

SALE_TENDER = Table(
    "sale_tender",
    METADATA,
    _text("sale_id", key=True),
    _integer("number", key=True),
    _text("method"),
    _integer("amount"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Tenders of sales."""

PRODUCT = Table(
    "product",
    METADATA,
    Column("number", Integer, primary_key=True),
    _text("product_id"),
    _text("name"),
    _text("sort_name"),
    _integer("price"),
    _text("category"),
    _text("unit"),
    _text("brand"),
    _text("barcodes"),
    _integer("active"),
    CheckConstraint("price >= 0", name="price"),
    UniqueConstraint("product_id"),
    Index("ix_product_shown", "active", "sort_name", "product_id"),
    Index("ix_product_category", "active", "category", "sort_name", "product_id"),
    sqlite_strict=True,
)
"""Products as they stand now.

`number` names one in the search indexes; `sort_name` is its folded name; `barcodes` stand one a
line, in the product's order.
"""

PRODUCT_BARCODE = Table(
    "product_barcode",
    METADATA,
    _text("barcode", key=True),
    _text("product_id"),
    Index("ix_product_barcode_product_id", "product_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Barcodes and their products; a code that two products claim belongs to the later one."""

PRINT_JOB = Table(
    "print_job",
    METADATA,
    _text("job_id", key=True),
    _text("sale_id"),
    _integer("copy"),
    _text("state"),
    _integer("tries"),
    _text("error"),
    _text("created_at"),
    _text("updated_at"),
    CheckConstraint(
        "state IN ('queued', 'sending', 'sent', 'failed', 'uncertain', 'dropped')", name="state"
    ),
    Index(
        "ix_print_job_open",
        "created_at",
        sqlite_where=text("state IN ('queued', 'sending', 'failed', 'uncertain')"),
    ),
    sqlite_strict=True,
)
"""Receipts that are to be printed or were; one id over all tries."""

SYNC_LINK = Table(
    "sync_link",
    METADATA,
    _text("register_id", key=True),
    _text("address"),
    _text("token"),
    _text("server_id"),
    _text("server_key"),
    _integer("acked_seq"),
    _text("acked_at", null=True),
    sqlite_strict=True,
)
"""How registers reach their organizer, and what the server last said it holds (a hint)."""

SEARCH_TABLES = ("product_trigram", "product_prefix")
"""FTS5 indexes over products, made by migrations: SQLAlchemy does not know virtual tables.

`product_trigram` finds three letters or more anywhere, `product_prefix` words by their start.
"""

PROJECTIONS = (
    REGISTER,
    SHIFT,
    SHIFT_TENDER,
    SALE,
    SALE_LINE,
    SALE_TENDER,
    PRODUCT,
    PRODUCT_BARCODE,
)
