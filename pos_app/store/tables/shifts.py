"""Shifts, what they took, and the cash that was put in and taken out."""

from sqlalchemy import Index, text

from pos_app.store.tables.schema import integer_column, projection, text_column

SHIFT = projection(
    "shift",
    text_column("shift_id", key=True),
    text_column("register_id"),
    integer_column("seq"),
    text_column("opened_by"),
    text_column("cashier"),
    text_column("opened_at"),
    text_column("business_date"),
    integer_column("float_amount"),
    integer_column("receipts"),
    integer_column("closed_seq", null=True),
    text_column("closed_at", null=True),
    integer_column("number", null=True),
    integer_column("sales", null=True),
    integer_column("turnover", null=True),
    integer_column("expected", null=True),
    integer_column("counted", null=True),
    text_column("reason", null=True),
    Index("uq_shift_open", "register_id", unique=True, sqlite_where=text("closed_at IS NULL")),
    Index("ix_shift_place", "register_id", "seq"),
)
"""Shifts; what follows `receipts` is null while one is open, and stands as it was closed.

`seq` names the entry that opened it, `receipts` is the last receipt number before it, `number` is
that of its Z report.
"""

SHIFT_CASHIER = projection(
    "shift_cashier",
    text_column("shift_id", key=True),
    text_column("cashier", key=True),
    integer_column("sales"),
    integer_column("gross"),
    integer_column("discount"),
    integer_column("service"),
    integer_column("tax"),
    integer_column("rounding"),
    integer_column("turnover"),
    integer_column("change"),
    integer_column("voids"),
    integer_column("voided"),
    integer_column("refunds"),
    integer_column("refunded"),
    integer_column("tax_included"),
    integer_column("tax_returned"),
    rowid=False,
)
"""What each cashier did in a shift: sums that are kept as sales happen."""

SHIFT_TAKEN = projection(
    "shift_taken",
    text_column("shift_id", key=True),
    text_column("method", key=True),
    integer_column("tendered"),
    integer_column("received"),
    integer_column("refunded"),
    integer_column("reconciled"),
    rowid=False,
)
"""Money that changed hands in a shift by each method, change not taken off."""

SHIFT_BRAND = projection(
    "shift_brand",
    text_column("shift_id", key=True),
    text_column("brand", key=True),
    integer_column("sold"),
    integer_column("returned"),
    rowid=False,
)
"""What was paid for goods of each brand in a shift, and given back for them.

What was sold without a brand has no row: it is the rest of what was sold.
"""

CASH_MOVE = projection(
    "cash_move",
    text_column("move_id", key=True),
    text_column("shift_id"),
    text_column("register_id"),
    integer_column("seq"),
    text_column("at"),
    text_column("cashier"),
    integer_column("amount"),
    text_column("reason"),
    Index("ix_cash_move_shift_id", "shift_id"),
)
"""Cash put in (above zero) or taken out without a sale."""
