"""Who works at the booth, what they may do, and what was approved."""

from sqlalchemy import Index

from pos_app.store.tables.schema import integer_column, projection, text_column

PERSON = projection(
    "person",
    text_column("person_id", key=True),
    text_column("name"),
    text_column("role"),
    integer_column("active"),
)
"""People as they stand now; their PINs are kept in `person_pin`."""

ROLE_GRANT = projection(
    "role_grant",
    text_column("role", key=True),
    text_column("actions"),
    integer_column("discount_limit"),
)
"""What a role may do, where an owner changed it; `actions` stand one a line."""

APPROVAL = projection(
    "approval",
    text_column("approval_id", key=True),
    text_column("action"),
    text_column("about"),
    integer_column("basis_points"),
    integer_column("amount"),
    text_column("approver"),
    text_column("person"),
    text_column("given_at"),
    integer_column("used"),
    Index("ix_approval_about", "about"),
)
"""Approvals; `used` is 1 once what was approved has been done."""
