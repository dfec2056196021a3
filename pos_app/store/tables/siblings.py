"""The journals of the booth's other registers, as far as they came over, and what follows of them.

They stand apart from the journals of this machine, which nobody else writes.
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer

from pos_app.store.tables.schema import blob_column, integer_column, kept, projection, text_column

SIBLING = kept(
    "sibling",
    text_column("register_id", key=True),
    text_column("code"),
    text_column("public_key"),
    integer_column("seq"),
    blob_column("hash"),
    integer_column("merged_seq"),
)
"""Other registers: where their journals end here, and up to where they count here."""

SIBLING_JOURNAL = kept(
    "sibling_journal",
    text_column("register_id", key=True),
    integer_column("seq", key=True),
    text_column("at"),
    text_column("kind"),
    blob_column("entry"),
    blob_column("hash"),
    Column("moment", Integer, nullable=True),
    CheckConstraint("seq > 0", name="seq"),
    CheckConstraint("length(hash) = 32", name="hash"),
    Index("ix_sibling_journal_kind", "kind"),
)
"""Their entries exactly as they were encoded; `moment` is the agreed one of what is shared, in
milliseconds since 1970."""

OWN_MOMENT = kept(
    "own_moment",
    text_column("register_id", key=True),
    integer_column("seq", key=True),
    integer_column("moment"),
)
"""The agreed moments of this machine's own entries."""

SIBLING_SALE = projection(
    "sibling_sale",
    text_column("sale_id", key=True),
    text_column("receipt_number"),
    text_column("register_id"),
    integer_column("seq"),
    rowid=False,
)
"""Sales of other registers, and their entries."""

SIBLING_ORDER_PAYMENT = projection(
    "sibling_order_payment",
    text_column("payment_id", key=True),
    integer_column("number", key=True),
    text_column("order_id"),
    text_column("register_id"),
    integer_column("seq"),
    text_column("method"),
    integer_column("amount"),
    Index("ix_sibling_order_payment_order_id", "order_id", "method"),
    rowid=False,
)
"""What came in for orders at other registers, by each tender, as `order_payment`."""

SIBLING_RETURN = projection(
    "sibling_return",
    text_column("kind", key=True),
    text_column("return_id", key=True),
    text_column("sale_id"),
    text_column("register_id"),
    integer_column("seq"),
    text_column("content"),
    Index("ix_sibling_return_sale_id", "sale_id"),
    rowid=False,
)
"""Voids and refunds that other registers made, of whoever's sales; `content` is their body."""
