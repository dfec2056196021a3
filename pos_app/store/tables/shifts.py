"""Shifts and what they took."""

from sqlalchemy import Index, text

from pos_app.store.tables.schema import integer_column, projection, text_column

SHIFT = projection(
    "shift",
    text_column("shift_id", key=True),
    text_column("register_id"),
    text_column("cashier"),
    text_column("opened_at"),
    text_column("business_date"),
    integer_column("float_amount"),
    integer_column("sales"),
    integer_column("turnover"),
    integer_column("change"),
    text_column("closed_at", null=True),
    integer_column("expected", null=True),
    integer_column("counted", null=True),
    text_column("reason", null=True),
    Index("uq_shift_open", "register_id", unique=True, sqlite_where=text("closed_at IS NULL")),
)
"""Shifts with their totals kept as sales happen; `closed_at` is null while one is open."""

SHIFT_TENDER = projection(
    "shift_tender",
    text_column("shift_id", key=True),
    text_column("method", key=True),
    integer_column("amount"),
    rowid=False,
)
"""What a shift took by each method, before change."""
