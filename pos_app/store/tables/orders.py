"""Orders that buyers placed at the booth, and what was paid for them."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from pos_app.store.tables.schema import integer_column, projection, text_column

PLACED_ORDER = projection(
    "placed_order",
    text_column("order_id", key=True),
    text_column("register_id"),
    integer_column("seq"),
    text_column("number"),
    text_column("shift_id"),
    text_column("placed_at"),
    text_column("business_date"),
    text_column("zone"),
    text_column("status"),
    text_column("due", null=True),
    integer_column("value"),
    integer_column("paid"),
    text_column("content"),
    CheckConstraint('"value" >= 0', name="amounts"),
    CheckConstraint("status IN ('promised', 'confirmed', 'delivered', 'cancelled')", name="status"),
    UniqueConstraint("number"),
    Index("ix_placed_order_status", "status", "due"),
)
"""Orders as they stand; `register_id` and `seq` name the entry that placed one, `shift_id` is empty
where none was open then.

`content` is the order as JSON, `paid` what was paid net of what was given back: below
zero where two registers that did not meet gave it back.
"""

ORDER_PAYMENT = projection(
    "order_payment",
    text_column("payment_id", key=True),
    integer_column("number", key=True),
    text_column("order_id"),
    text_column("register_id"),
    integer_column("seq"),
    text_column("shift_id"),
    text_column("business_date"),
    text_column("method"),
    integer_column("amount"),
    Index("ix_order_payment_order_id", "order_id", "method"),
    rowid=False,
)
"""What came in for orders by each tender, change taken off; below zero it was given back."""
