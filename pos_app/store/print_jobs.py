"""The printer's queue as it is stored: what is to be printed and what became of it."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, select, text, update

from pos_app.domain.moments import stamp
from pos_app.domain.slips import Slip
from pos_app.store.sql import insert_into
from pos_app.store.tables.machine import PRINT_JOB

OPEN_STATES = ("queued", "sending", "failed", "uncertain")

_INSERT = insert_into(PRINT_JOB)
_COLUMNS = (
    PRINT_JOB.c.job_id,
    PRINT_JOB.c.kind,
    PRINT_JOB.c.subject,
    PRINT_JOB.c.title,
    PRINT_JOB.c.content,
    PRINT_JOB.c.copy,
    PRINT_JOB.c.state,
    PRINT_JOB.c.tries,
    PRINT_JOB.c.error,
)


class PrintJob(msgspec.Struct, frozen=True):
    """One document to print; `state` as in the table, `copy` marks a reprint.

    `subject` is the id of what it is of, `title` what people call that; `content` as in the table.
    """

    id: str
    slip: Slip
    subject: str
    title: str
    content: str = ""
    copy: bool = False
    state: str = "queued"
    tries: int = 0
    error: str = ""


def add(db: Connection, job: PrintJob, at: datetime) -> PrintJob:
    """Put a job at the queue's end."""
    _INSERT.run(
        db,
        job_id=job.id,
        kind=job.slip,
        subject=job.subject,
        title=job.title,
        content=job.content,
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
        .where(PRINT_JOB.c.state.in_(OPEN_STATES))
        .order_by(text("print_job.rowid"))  # as they were asked for, whatever the clock said
    )
    return tuple(map(_job, db.execute(chosen)))


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


def _job(row: Any) -> PrintJob:
    return PrintJob(
        id=row.job_id,
        slip=Slip(row.kind),
        subject=row.subject,
        title=row.title,
        content=row.content,
        copy=bool(row.copy),
        state=row.state,
        tries=row.tries,
        error=row.error,
    )
