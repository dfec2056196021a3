"""What belongs to this machine only and is no part of the journal."""

from sqlalchemy import CheckConstraint, Index, text

from pos_app.store.tables.schema import integer_column, kept, text_column

PRINT_JOB = kept(
    "print_job",
    text_column("job_id", key=True),
    text_column("kind"),
    text_column("subject"),
    text_column("title"),
    text_column("content"),
    integer_column("copy"),
    text_column("state"),
    integer_column("tries"),
    text_column("error"),
    text_column("created_at"),
    text_column("updated_at"),
    text_column("asked_at"),
    text_column("printer"),
    text_column("tried_on"),
    integer_column("drawer_done"),
    CheckConstraint(
        "state IN ('queued', 'sending', 'sent', 'failed', 'uncertain', 'dropped')", name="state"
    ),
    Index(
        "ix_print_job_open",
        "created_at",
        sqlite_where=text("state IN ('queued', 'sending', 'failed', 'uncertain')"),
    ),
    Index("ix_print_job_copied", "subject", sqlite_where=text("kind = 'order_copy'")),
)
"""What is to be printed or was; one id over all tries.

`kind` says what is printed, `subject` is the id of the sale, refund, shift, order … that it is of,
`title` what people call it, such as a receipt's number; `content` is JSON of what nothing else
tells again (an X report as it was asked for), or empty. `asked_at` is when somebody last wanted it
on paper. `printer` is the id of the one that a person chose for it, empty where its role decides;
`tried_on` is the one that had it last. `drawer_done` says that it may have opened the drawer.
"""

PRINTER_ANSWERED = kept(
    "printer_answered",
    text_column("address", key=True),
)
"""Printers that have told how they are: where one of them is silent later, something is wrong."""

CART = kept(
    "cart",
    text_column("cart_id", key=True),
    text_column("name"),
    text_column("at"),
    integer_column("held"),
    integer_column("training"),
    text_column("content"),
    CheckConstraint("held IN (0, 1)", name="held"),
    CheckConstraint("training IN (0, 1)", name="training"),
)
"""Carts that are not paid yet, as JSON: the one at hand (`held` 0), and those put aside."""

TAKEN_MONEY = kept(
    "taken_money",
    text_column("source_id", key=True),
    text_column("at"),
    text_column("content"),
)
"""What was taken for carts and orders that are not paid yet, as JSON; booked it is ignored."""

FIRST_COUNT = kept(
    "first_count",
    text_column("shift_id", key=True),
    integer_column("amount"),
    text_column("at"),
)
"""What an open shift's drawer was counted to before anybody was told what must be in it."""

ORDER_PHONE = kept(
    "order_phone",
    text_column("order_id", key=True),
    text_column("phone"),
    text_column("at"),
)
"""Phones that buyers gave with consent, normalised: never in the journal, so that they can be
forgotten for good and never reach an organizer. Backups of this file hold them too."""

SYNC_LINK = kept(
    "sync_link",
    text_column("register_id", key=True),
    text_column("address"),
    text_column("token"),
    text_column("server_id"),
    text_column("server_key"),
    text_column("certificate"),
    text_column("addresses"),
    integer_column("acked_seq"),
    text_column("acked_at", null=True),
)
"""How registers reach their organizer, and what the server last said it holds (a hint)."""

SYNC_RECEIPT = kept(
    "sync_receipt",
    text_column("register_id", key=True),
    text_column("server_id", key=True),
    integer_column("generation", key=True),
    integer_column("acked_seq"),
    text_column("acked_hash"),
    text_column("server_key"),
    text_column("receipt"),
    text_column("at"),
)
"""The latest signature of each server over a register's chain: it vouches for all before it."""

SYNC_ATTEMPT = kept(
    "sync_attempt",
    integer_column("number", key=True),
    text_column("at"),
    text_column("outcome"),
    text_column("code"),
    integer_column("sent"),
    integer_column("waiting"),
    integer_column("took_ms"),
)
"""What became of the latest attempts to send; nobody's data, for whoever is asked for help."""

PERSON_PIN = kept(
    "person_pin",
    text_column("person_id", key=True),
    text_column("hash"),
    integer_column("tries"),
    text_column("tried_at", null=True),
)
"""PINs as argon2 hashes, and how often a wrong one was typed in a row, the last time when.

No part of the journal: whoever holds a copy of that could try the few PINs that there are.
"""

EXPO_NEWS = kept(
    "expo_news",
    text_column("expo_id", key=True),
    integer_column("offers_revision"),
    text_column("offers"),
    text_column("dismissed"),
    text_column("problem"),
)
"""What an organizer told that can be asked for again, so no journal carries it.

`offers` is JSON; `dismissed` the announcement that somebody at this machine has read and put away;
`problem` the code of what was wrong with the latest news, empty for nothing.
"""
