"""The journal, which is the truth, and the registers that keep one here."""

from sqlalchemy import CheckConstraint, UniqueConstraint

from pos_app.store.tables.schema import blob_column, integer_column, kept, projection, text_column

JOURNAL = kept(
    "journal",
    text_column("register_id", key=True),
    integer_column("seq", key=True),
    text_column("at"),
    text_column("kind"),
    blob_column("entry"),
    blob_column("hash"),
    CheckConstraint("seq > 0", name="seq"),
    CheckConstraint("length(hash) = 32", name="hash"),
)
"""Entries exactly as they were encoded, and the hash of the chain up to each."""

CARRIED = projection(
    "carried",
    text_column("register_id", key=True),
    integer_column("first_seq"),
    integer_column("seq"),
)
"""From where and how far a continued register's entries were last carried over into a later one."""

REGISTER = projection(
    "register",
    text_column("register_id", key=True),
    integer_column("number"),
    text_column("code"),
    text_column("booth_id"),
    text_column("booth_code"),
    text_column("booth_name"),
    text_column("expo_id", null=True),
    text_column("expo_name", null=True),
    text_column("zone"),
    integer_column("cutoff_minutes"),
    text_column("public_key"),
    text_column("opened_at"),
    integer_column("seq"),
    blob_column("hash"),
    integer_column("receipts"),
    integer_column("reports"),
    text_column("details"),
    CheckConstraint("receipts >= 0", name="receipts"),
    UniqueConstraint("number"),
)
"""Registers that keep their journal here; `number` is the order they were opened in.

`seq`, `hash` are the head; `receipts` is the last receipt number taken, `reports` the last number
of a Z report. `details` is JSON of what its expo's organizer told last, empty for nothing.
"""
