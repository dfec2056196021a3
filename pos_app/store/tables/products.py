"""Products, their barcodes and parts, and the indexes they are found by."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, UniqueConstraint, text

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
    integer_column("shown"),
    text_column("variant_of"),
    text_column("options"),
    text_column("parts"),
    integer_column("tracked"),
    integer_column("low_milli"),
    integer_column("variants"),
    integer_column("from_price"),
    integer_column("to_price"),
    CheckConstraint("price >= 0", name="price"),
    UniqueConstraint("product_id"),
    Index("ix_product_shown", "shown", "sort_name", "product_id"),
    Index("ix_product_category", "shown", "category", "sort_name", "product_id"),
    Index("ix_product_name", "sort_name", "product_id"),
    Index("ix_product_variant_of", "variant_of", sqlite_where=text("variant_of != ''")),
)
"""Products as they stand now.

`number` names one in the search indexes; `sort_name` is its folded name; `barcodes` stand one a
line, in the product's order; `options` and `parts` are JSON, empty for none. `shown` are those with
a tile of their own: active and no variant. `variants` counts the active ones of a product, which
cost `from_price` to `to_price`.
"""

PRODUCT_BARCODE = projection(
    "product_barcode",
    text_column("barcode", key=True),
    text_column("product_id"),
    Index("ix_product_barcode_product_id", "product_id"),
    rowid=False,
)
"""Barcodes and their products; a code that two products claim belongs to the later one."""

PRODUCT_PART = projection(
    "product_part",
    text_column("bundle_id", key=True),
    text_column("product_id", key=True),
    integer_column("qty_milli"),
    Index("ix_product_part_product_id", "product_id"),
    rowid=False,
)
"""What lies in bundles, to find those that a product's stock concerns."""

SEARCH_TABLES = ("product_trigram", "product_prefix")
"""FTS5 indexes over products, made by migrations: SQLAlchemy does not know virtual tables.

`product_trigram` finds three letters or more anywhere, `product_prefix` words by their start.
"""

OFFER_ANSWER = projection(
    "offer_answer",
    text_column("offer_id", key=True),
    integer_column("revision"),
    text_column("product_id"),
    rowid=False,
)
"""What the booth made of the organizer's offers: the product that each became, empty for no."""
