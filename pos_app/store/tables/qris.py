"""The QRIS codes that were imported, and payments that wait for the bank's word."""

from sqlalchemy import CheckConstraint, Index

from pos_app.store.tables.schema import integer_column, projection, text_column

QRIS_CODE = projection(
    "qris_code",
    text_column("register_id", key=True),
    integer_column("seq", key=True),
    integer_column("number"),
    text_column("at"),
    text_column("payload"),
    text_column("merchant"),
    text_column("nmid"),
    text_column("city"),
    text_column("source"),
    text_column("by"),
    rowid=False,
)
"""Every code that was ever imported; `number` counts them, the last one is in use."""

AWAITED_PAYMENT = projection(
    "awaited_payment",
    text_column("source_id", key=True),
    integer_column("number", key=True),
    text_column("title"),
    text_column("shift_id"),
    text_column("cashier"),
    text_column("at"),
    text_column("method"),
    integer_column("amount"),
    text_column("reference"),
    text_column("basis", null=True),
    text_column("state"),
    text_column("reason"),
    text_column("statement"),
    CheckConstraint("state IN ('confirmed', 'reconciled', 'disputed')", name="state"),
    Index("ix_awaited_payment_state", "state", "at"),
    Index("ix_awaited_payment_at", "at"),
    Index("ix_awaited_payment_shift_id", "shift_id"),
    rowid=False,
)
"""Payments by QRIS, transfer and e-wallet, and what became of them; `statement` names its row."""
