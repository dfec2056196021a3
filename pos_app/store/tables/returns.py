"""Voids and refunds, also of sales that other registers made."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, UniqueConstraint

from pos_app.store.tables.schema import integer_column, projection, text_column

SALE_RETURN = projection(
    "sale_return",
    Column("number", Integer, primary_key=True),
    integer_column("place"),
    text_column("kind"),
    text_column("return_id"),
    text_column("title"),
    text_column("sale_id"),
    text_column("receipt_number"),
    text_column("register_id"),
    integer_column("seq"),
    text_column("shift_id"),
    text_column("cashier"),
    text_column("at"),
    text_column("business_date"),
    integer_column("total"),
    integer_column("tax"),
    text_column("reason"),
    CheckConstraint("kind IN ('void', 'refund')", name="kind"),
    CheckConstraint('"total" <= 0', name="total"),
    UniqueConstraint("place"),
    UniqueConstraint("return_id", "kind"),
    Index("ix_sale_return_sale_id", "sale_id"),
)
"""Each void and refund; a void's id is that of its sale. `total` is what was given back, negative,
and `tax` what of it was tax of both kinds.

`title` is its own number, `receipt_number` the sale's. `number` counts these without gaps; `place`
counts them together with the sales before them: its place in the history.
"""

SALE_RETURN_LINE = projection(
    "sale_return_line",
    text_column("sale_id", key=True),
    integer_column("return_number", key=True),
    integer_column("number", key=True),
    text_column("product_id"),
    text_column("name"),
    integer_column("qty_milli"),
    integer_column("amount"),
    text_column("category"),
    text_column("brand"),
    rowid=False,
)
"""What came back, by the number of the receipt's line; below zero."""

SALE_RETURN_PAYMENT = projection(
    "sale_return_payment",
    integer_column("return_number", key=True),
    text_column("method", key=True),
    integer_column("amount"),
    rowid=False,
)
"""What was given back by each method; below zero."""
