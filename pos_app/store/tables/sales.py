"""Sales with their lines and tenders."""

from sqlalchemy import CheckConstraint, Column, Integer, UniqueConstraint

from pos_app.store.tables.schema import integer_column, projection, text_column

SALE = projection(
    "sale",
    Column("number", Integer, primary_key=True),
    text_column("sale_id"),
    text_column("register_id"),
    integer_column("seq"),
    text_column("receipt_number"),
    text_column("shift_id"),
    text_column("cashier"),
    text_column("at"),
    text_column("business_date"),
    integer_column("subtotal"),
    integer_column("discount"),
    integer_column("service"),
    integer_column("tax"),
    integer_column("tax_included"),
    integer_column("rounding"),
    integer_column("total"),
    integer_column("change"),
    text_column("state"),
    CheckConstraint(
        '"total" = "subtotal" - "discount" + "service" + "tax" + "rounding"',
        name="header_adds_up",
    ),
    CheckConstraint(
        "state IN ('completed', 'voided', 'partly_refunded', 'refunded')", name="state"
    ),
    UniqueConstraint("sale_id"),
    UniqueConstraint("receipt_number"),
)
"""Sales' headers; `seq` names the entry, `number` counts all sales of this till without gaps.

`state` is a `SaleState`.
"""

SALE_LINE = projection(
    "sale_line",
    text_column("sale_id", key=True),
    integer_column("number", key=True),
    text_column("product_id"),
    text_column("name"),
    text_column("unit"),
    integer_column("qty_milli"),
    integer_column("unit_price"),
    integer_column("gross"),
    integer_column("discount"),
    integer_column("total"),
    integer_column("paid"),
    text_column("category"),
    text_column("brand"),
    CheckConstraint('"total" = "gross" - "discount"', name="line_adds_up"),
    rowid=False,
)
"""Lines of sales as they were sold; `paid` is `total` with the service and tax added to it."""

SALE_TENDER = projection(
    "sale_tender",
    text_column("sale_id", key=True),
    integer_column("number", key=True),
    text_column("method"),
    integer_column("amount"),
    rowid=False,
)
"""Tenders of sales."""

TRAINING_SALE = projection(
    "training_sale",
    text_column("sale_id", key=True),
    text_column("register_id"),
    integer_column("seq"),
    text_column("receipt_number"),
    UniqueConstraint("receipt_number"),
)
"""Where sales that were only practised stand in the journal; nothing counts them."""
