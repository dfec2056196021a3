"""Products, their barcodes, and the indexes they are found by."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, UniqueConstraint

from pos_app.store.tables.schema import integer_column, projection, text_column

PRODUCT = projection(
    "product",
    Column("number", Integer, primary_key=True),
    text_column("product_id"),
    text_column("name"),
    text_column("sort_name"),
    integer_column("price"),
    text_column("category"),
    text_column("unit"),
    text_column("brand"),
    text_column("barcodes"),
    integer_column("active"),
    CheckConstraint("price >= 0", name="price"),
    UniqueConstraint("product_id"),
    Index("ix_product_shown", "active", "sort_name", "product_id"),
    Index("ix_product_category", "active", "category", "sort_name", "product_id"),
)
"""Products as they stand now.

`number` names one in the search indexes; `sort_name` is its folded name; `barcodes` stand one a
line, in the product's order.
"""

PRODUCT_BARCODE = projection(
    "product_barcode",
    text_column("barcode", key=True),
    text_column("product_id"),
    Index("ix_product_barcode_product_id", "product_id"),
    rowid=False,
)
"""Barcodes and their products; a code that two products claim belongs to the later one."""

SEARCH_TABLES = ("product_trigram", "product_prefix")
"""FTS5 indexes over products, made by migrations: SQLAlchemy does not know virtual tables.

`product_trigram` finds three letters or more anywhere, `product_prefix` words by their start.
"""
