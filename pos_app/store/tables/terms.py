"""The terms that a booth sells under: its rules by day, its promotions."""

from pos_app.store.tables.schema import integer_column, projection, text_column

RULES = projection("rules", text_column("valid_from", key=True), text_column("content"))
"""Rules as JSON, by the business date that they hold from."""

PROMOTION = projection(
    "promotion",
    text_column("promotion_id", key=True),
    text_column("name"),
    integer_column("active"),
    text_column("content"),
)
"""Promotions as JSON, those that ended too."""
