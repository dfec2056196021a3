"""The printer's queue as it is stored: what is to be printed and what became of it."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, func, select, text, update

from pos_app.store.moments import stamp
from pos_app.store.rows import PrintJobRow
from pos_app.store.sql import insert_into

OPEN_STATES = ("queued", "sending", "failed", "uncertain")

_INSERT = insert_into(PrintJobRow)
_COLUMNS = (
    PrintJobRow.job_id,
    PrintJobRow.sale_id,
    PrintJobRow.copy,
    PrintJobRow.state,
    PrintJobRow.tries,
    PrintJobRow.error,
)


class PrintJob(msgspec.Struct, frozen=True):
    """One receipt to print; `state` as in the table, `copy` marks a reprint."""

    id: str
    sale_id: str
    copy: bool
    state: str = "queued"
    tries: int = 0
    error: str = ""


def add(db: Connection, job: PrintJob, at: datetime) -> PrintJob:
    """Put a job at the queue's end."""
    _INSERT.run(
        db,
        job_id=job.id,
        sale_id=job.sale_id,
        copy=int(job.copy),
        state=job.state,
        tries=job.tries,
        error=job.error,
        created_at=stamp(at),
        updated_at=stamp(at),
    )
    return job


def open_jobs(db: Connection) -> tuple[PrintJob, ...]:
    """Jobs that are not done, the oldest first."""
    chosen = (
        select(*_COLUMNS)
        .where(PrintJobRow.state.in_(OPEN_STATES))
        .order_by(text("rowid"))  # as they were asked for, whatever the clock said
    )
    return tuple(
        PrintJob(row.job_id, row.sale_id, bool(row.copy), row.state, row.tries, row.error)
        for row in db.execute(chosen)
    )


def set_state(db: Connection, job: PrintJob, at: datetime) -> PrintJob:
    """Store what became of a job."""
    db.execute(
        update(PrintJobRow)
        .where(PrintJobRow.job_id == job.id)
        .values(state=job.state, tries=job.tries, error=job.error, updated_at=stamp(at))
    )
    return job


def sending_is_uncertain(db: Connection, at: datetime) -> int:
    """After a crash nobody knows whether a job that was being sent came out; how many there are."""
    found = db.execute(
        update(PrintJobRow)
        .where(PrintJobRow.state == "sending")
        .values(state="uncertain", error="restarted", updated_at=stamp(at))
    )
    return int(found.rowcount)


def count_by_state(db: Connection) -> dict[str, int]:
    """How many jobs stand in each state."""
    chosen = select(PrintJobRow.state, func.count()).group_by(PrintJobRow.state)
    return {row[0]: row[1] for row in db.execute(chosen)}
