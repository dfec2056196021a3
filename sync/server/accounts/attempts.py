"""Counting wrong guesses, so that whoever guesses is stopped and whoever mistypes is not.

A try is counted before it is checked and taken back when it was right: many guesses at once are
not checked before they are counted.
"""

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, select

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment, stamp
from sync.server.store.database import insert_many, run_many
from sync.server.store.rows import AttemptRow

WINDOW = timedelta(minutes=15)


class Limit(msgspec.Struct, frozen=True):
    """At most `most` wrong tries by one subject (an address, a till, a name) in a window."""

    scope: str
    subject: str
    most: int


def count_try(connection: Connection, limits: tuple[Limit, ...], now: datetime, code: str) -> None:
    """Count a try against each limit.

    Raises LapakError with `code` and `retry_after` in seconds when one is used up. The caller's
    transaction is then undone and nothing counted, so that waiting helps.
    """
    past = stamp(now - WINDOW)
    run_many(connection, "DELETE FROM attempt WHERE since <= ?", [(past,)])
    insert_many(
        connection,
        "attempt (scope, subject, since, failures)",
        [(limit.scope, limit.subject, stamp(now), 1) for limit in limits],
        conflict="(scope, subject) DO UPDATE SET failures = attempt.failures + 1",
    )
    for limit in limits:
        row = connection.execute(
            select(AttemptRow.since, AttemptRow.failures).where(
                AttemptRow.scope == limit.scope, AttemptRow.subject == limit.subject
            )
        ).one()
        if row.failures > limit.most:
            left = moment(row.since) + WINDOW - now
            raise LapakError(code, retry_after=max(1, int(left.total_seconds())))


def take_back(connection: Connection, limits: tuple[Limit, ...]) -> None:
    """The try was right: it does not count."""
    run_many(
        connection,
        "UPDATE attempt SET failures = failures - 1"
        " WHERE scope = ? AND subject = ? AND failures > 0",
        [(limit.scope, limit.subject) for limit in limits],
    )
