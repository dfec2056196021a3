"""The printer's queue as it is stored: what is to be printed and what became of it."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, select, text, update

from pos_app.domain.moments import stamp
from pos_app.store.sql import insert_into
from pos_app.store.tables.machine import PRINT_JOB
from pos_app.store.tables.sales import SALE

OPEN_STATES = ("queued", "sending", "failed", "uncertain")

_INSERT = insert_into(PRINT_JOB)
_COLUMNS = (
    PRINT_JOB.c.job_id,
    PRINT_JOB.c.sale_id,
    PRINT_JOB.c.copy,
    PRINT_JOB.c.state,
    PRINT_JOB.c.tries,
    PRINT_JOB.c.error,
    SALE.c.receipt_number,
)


class PrintJob(msgspec.Struct, frozen=True):
    """One receipt to print; `state` as in the table, `copy` marks a reprint.

    `receipt_number` is the sale's, for people; empty until the job is read back.
    """

    id: str
    sale_id: str
    copy: bool
    state: str = "queued"
    tries: int = 0
    error: str = ""
    receipt_number: str = ""


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
        .outerjoin(SALE, SALE.c.sale_id == PRINT_JOB.c.sale_id)
        .where(PRINT_JOB.c.state.in_(OPEN_STATES))
        .order_by(text("print_job.rowid"))  # as they were asked for, whatever the clock said
    )
    return tuple(
        PrintJob(
            row.job_id,
            row.sale_id,
            bool(row.copy),
            row.state,
            row.tries,
            row.error,
            row.receipt_number or "",
        )
        for row in db.execute(chosen)
    )


def set_state(db: Connection, job: PrintJob, at: datetime) -> PrintJob:
    """Store what became of a job."""
    db.execute(
        update(PRINT_JOB)
        .where(PRINT_JOB.c.job_id == job.id)
        .values(state=job.state, tries=job.tries, error=job.error, updated_at=stamp(at))
    )
    return job


def sending_is_uncertain(db: Connection, at: datetime) -> int:
    """After a crash nobody knows whether a job that was being sent came out; how many there are."""
    found = db.execute(
        update(PRINT_JOB)
        .where(PRINT_JOB.c.state == "sending")
        .values(state="uncertain", error="restarted", updated_at=stamp(at))
    )
    return int(found.rowcount)
