"""What is in stock, and why it changed."""

from sqlalchemy import Index

from pos_app.store.tables.schema import integer_column, projection, text_column

STOCK = projection(
    "stock",
    text_column("product_id", key=True),
    integer_column("qty_milli"),
    rowid=False,
)
"""Stock by product: the sum of everything in the journal that brought or took some."""

STOCK_MOVE = projection(
    "stock_move",
    text_column("move_id", key=True),
    integer_column("number", key=True),
    text_column("product_id"),
    text_column("name"),
    text_column("unit"),
    text_column("kind"),
    integer_column("qty_milli"),
    integer_column("counted_milli", null=True),
    text_column("reason"),
    text_column("cashier"),
    text_column("at"),
    text_column("register_id"),
    integer_column("seq"),
    Index("ix_stock_move_at", "at"),
    Index("ix_stock_move_product_id", "product_id", "at"),
    rowid=False,
)
"""Moves of stock besides sales, a row a product; `qty_milli` is what was added."""
