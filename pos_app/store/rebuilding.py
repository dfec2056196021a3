"""Making the projections anew: they are disposable, the journal is what counts.

A version of Lapak that wants other tables drops the old ones and replays the journal into its own,
so that only the journal and what belongs to this machine ever need a migration.
"""

from sqlalchemy import Connection, text

from pos_app.domain import journal as chain
from pos_app.store import journal, merging, projections, siblings
from pos_app.store.tables import METADATA, PROJECTIONS
from pos_app.store.written import Written

FORM = 10
"""Counts up with each change of the projections' tables or of what is written into them."""

_FORMER = ("shift_tender",)
"""Projections of earlier forms that this one has no table for."""


def is_current(db: Connection) -> bool:
    """Whether the projections have the form that this version reads and writes."""
    return form(db) == FORM


def form(db: Connection) -> int:
    """The form in which a database holds its projections; 0 or 1 is the first."""
    return int(db.exec_driver_sql("PRAGMA user_version").scalar() or 0)


def make_tables(db: Connection) -> None:
    """Drop the projections' tables of any form and make empty ones, in the caller's transaction."""
    for name in (*_FORMER, *(table.name for table in PROJECTIONS)):
        db.execute(text(f"DROP TABLE IF EXISTS {name}"))
    METADATA.create_all(db, PROJECTIONS, checkfirst=False)
    db.exec_driver_sql(f"PRAGMA user_version = {FORM}")


def rebuild(db: Connection) -> None:
    """Make all projections anew from the journal, in the caller's transaction."""
    projections.clear(db)
    replay(db, db)


def replay(source: Connection, target: Connection) -> None:
    """Project every entry of a journal, in order, into empty tables, then other registers'."""
    for register, stored in journal.chains(source):
        for seq, data, digest in stored:
            entry = chain.decode(data)
            written = Written(register, seq, digest, entry.at)
            projections.replay(target, written, entry)
    merging.count(target, siblings.merged(source), everything=True, source=source)
