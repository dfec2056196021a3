"""The tables of a till's database.

`journal` is the truth; `PROJECTIONS` can be rebuilt from it at any time; the others hold what
belongs to this machine only. Rows never leave this package.
"""

from typing import Annotated, ClassVar

from sqlalchemy import CheckConstraint, Index, MetaData, Table, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Key = Annotated[str, mapped_column(primary_key=True)]
Place = Annotated[int, mapped_column(primary_key=True, autoincrement=False)]

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "pk": "pk_%(table_name)s",
}
_STRICT = {"sqlite_strict": True}
_CLUSTERED = {"sqlite_strict": True, "sqlite_with_rowid": False}


class Row(DeclarativeBase):
    """Base of all rows; times are RFC 3339 in UTC, dates ISO 8601, amounts minor units."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar = {str: Text}


class JournalRow(Row):
    """An entry exactly as it was encoded, and the hash of the chain up to it."""

    __tablename__ = "journal"
    __table_args__ = (
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint("length(hash) = 32", name="hash"),
        _STRICT,
    )
    register_id: Mapped[Key]
    seq: Mapped[Place]
    at: Mapped[str]
    kind: Mapped[str]
    entry: Mapped[bytes]
    hash: Mapped[bytes]


class RegisterRow(Row):
    """A register that keeps its journal here; `number` is the order they were opened in.

    `seq`, `hash` are the head; `receipts` is the last receipt number taken.
    """

    __tablename__ = "register"
    __table_args__ = (CheckConstraint("receipts >= 0", name="receipts"), _STRICT)
    register_id: Mapped[Key]
    number: Mapped[int] = mapped_column(unique=True)
    code: Mapped[str]
    booth_id: Mapped[str]
    booth_code: Mapped[str]
    booth_name: Mapped[str]
    expo_id: Mapped[str | None]
    expo_name: Mapped[str | None]
    zone: Mapped[str]
    cutoff_minutes: Mapped[int]
    public_key: Mapped[str]
    opened_at: Mapped[str]
    seq: Mapped[int]
    hash: Mapped[bytes]
    receipts: Mapped[int]


class ShiftRow(Row):
    """A shift with its totals kept as sales happen; `closed_at` is null while it is open."""

    __tablename__ = "shift"
    __table_args__ = (
        Index("uq_shift_open", "register_id", unique=True, sqlite_where=text("closed_at IS NULL")),
        _STRICT,
    )
    shift_id: Mapped[Key]
    register_id: Mapped[str]
    cashier: Mapped[str]
    opened_at: Mapped[str]
    business_date: Mapped[str]
    float_amount: Mapped[int]
    sales: Mapped[int]
    turnover: Mapped[int]
    change: Mapped[int]
    closed_at: Mapped[str | None]
    expected: Mapped[int | None]
    counted: Mapped[int | None]
    reason: Mapped[str | None]


class ShiftTenderRow(Row):
    """What a shift took by one method, before change."""

    __tablename__ = "shift_tender"
    __table_args__ = (_CLUSTERED,)
    shift_id: Mapped[Key]
    method: Mapped[Key]
    amount: Mapped[int]


class SaleRow(Row):
    """A sale's header; `seq` names its entry."""

    __tablename__ = "sale"
    __table_args__ = (
        CheckConstraint(
            '"total" = "subtotal" - "discount" + "tax" + "rounding"', name="header_adds_up"
        ),
        Index("ix_sale_at", "at"),
        _STRICT,
    )
    sale_id: Mapped[Key]
    register_id: Mapped[str]
    seq: Mapped[int]
    receipt_number: Mapped[str] = mapped_column(unique=True)
    shift_id: Mapped[str]
    cashier: Mapped[str]
    at: Mapped[str]
    business_date: Mapped[str]
    subtotal: Mapped[int]
    discount: Mapped[int]
    tax: Mapped[int]
    rounding: Mapped[int]
    total: Mapped[int]
    change: Mapped[int]


class SaleLineRow(Row):
    """One line of a sale as it was sold."""

    __tablename__ = "sale_line"
    __table_args__ = (
        CheckConstraint('"total" = "gross" - "discount"', name="line_adds_up"),
        _CLUSTERED,
    )
    sale_id: Mapped[Key]
    number: Mapped[Place]
    product_id: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    qty_milli: Mapped[int]
    unit_price: Mapped[int]
    gross: Mapped[int]
    discount: Mapped[int]
    total: Mapped[int]


class SaleTenderRow(Row):
    """One tender of a sale."""

    __tablename__ = "sale_tender"
    __table_args__ = (_CLUSTERED,)
    sale_id: Mapped[Key]
    number: Mapped[Place]
    method: Mapped[str]
    amount: Mapped[int]


class ProductRow(Row):
    """A product as it stands now.

    `number` names it in the search index; `sort_name` is its folded name; `barcodes` stand one a
    line, in the product's order.
    """

    __tablename__ = "product"
    __table_args__ = (
        CheckConstraint("price >= 0", name="price"),
        Index("ix_product_shown", "active", "sort_name", "product_id"),
        Index("ix_product_category", "active", "category", "sort_name", "product_id"),
        _STRICT,
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sort_name: Mapped[str]
    price: Mapped[int]
    category: Mapped[str]
    unit: Mapped[str]
    brand: Mapped[str]
    barcodes: Mapped[str]
    active: Mapped[int]


class ProductBarcodeRow(Row):
    """A barcode and its product; a code that two products claim belongs to the later one."""

    __tablename__ = "product_barcode"
    __table_args__ = (Index("ix_product_barcode_product_id", "product_id"), _CLUSTERED)
    barcode: Mapped[Key]
    product_id: Mapped[str]


class PrintJobRow(Row):
    """A receipt that is to be printed or was; one id over all tries."""

    __tablename__ = "print_job"
    __table_args__ = (
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'failed', 'uncertain', 'dropped')",
            name="state",
        ),
        Index(
            "ix_print_job_open",
            "created_at",
            sqlite_where=text("state IN ('queued', 'sending', 'failed', 'uncertain')"),
        ),
        _STRICT,
    )
    job_id: Mapped[Key]
    sale_id: Mapped[str]
    copy: Mapped[int]
    state: Mapped[str]
    tries: Mapped[int]
    error: Mapped[str]
    created_at: Mapped[str]
    updated_at: Mapped[str]


class SyncLinkRow(Row):
    """How a register reaches its organizer, and what the server last said it holds (a hint)."""

    __tablename__ = "sync_link"
    __table_args__ = (_STRICT,)
    register_id: Mapped[Key]
    address: Mapped[str]
    token: Mapped[str]
    server_id: Mapped[str]
    server_key: Mapped[str]
    acked_seq: Mapped[int]
    acked_at: Mapped[str | None]


SEARCH_TABLES = ("product_trigram", "product_prefix")
"""FTS5 indexes over products, made by migrations: SQLAlchemy does not know virtual tables.

`product_trigram` finds three letters or more anywhere, `product_prefix` words by their start.
"""

PROJECTIONS: tuple[Table, ...] = tuple(
    Row.metadata.tables[row.__tablename__]
    for row in (
        RegisterRow,
        ShiftRow,
        ShiftTenderRow,
        SaleRow,
        SaleLineRow,
        SaleTenderRow,
        ProductRow,
        ProductBarcodeRow,
    )
)
