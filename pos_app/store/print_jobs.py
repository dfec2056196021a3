"""The printers' queue as it is stored: what is to be printed and what became of it."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select, text, update

from pos_app.domain.moments import moment, stamp
from pos_app.domain.slips import Slip
from pos_app.store.sql import Statement, insert_into
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
    PRINT_JOB.c.asked_at,
    PRINT_JOB.c.printer,
    PRINT_JOB.c.tried_on,
    PRINT_JOB.c.drawer_done,
)

_BY_ID = Statement(lambda: select(*_COLUMNS).where(PRINT_JOB.c.job_id == bindparam("job")))
_CHANGED = (
    "state",
    "tries",
    "error",
    "updated_at",
    "asked_at",
    "printer",
    "tried_on",
    "drawer_done",
)
_CHANGE = Statement(
    lambda: (
        update(PRINT_JOB)
        .where(PRINT_JOB.c.job_id == bindparam("job"))
        .values({name: bindparam(name) for name in _CHANGED})
    )
)


class PrintJob(msgspec.Struct, frozen=True):
    """One document to print; fields as in the table, `copy` marks a reprint.

    `subject` is the id of what it is of, `title` what people call that. `asked_at` is None before
    it is stored.
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
    asked_at: datetime | None = None
    printer: str = ""
    tried_on: str = ""
    drawer_done: bool = False


def add(db: Connection, job: PrintJob, at: datetime) -> PrintJob:
    """Put a job at the queue's end; it is asked for now."""
    now = stamp(at)
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
        created_at=now,
        updated_at=now,
        asked_at=now,
        printer=job.printer,
        tried_on=job.tried_on,
        drawer_done=int(job.drawer_done),
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


def job_by_id(db: Connection, job_id: str) -> PrintJob | None:
    """One job, whatever became of it."""
    row = _BY_ID.first(db, job=job_id)
    return None if row is None else _job(row)


def latest(db: Connection, count: int) -> tuple[PrintJob, ...]:
    """The newest jobs in whatever state, the newest first."""
    chosen = select(*_COLUMNS).order_by(text("print_job.rowid DESC")).limit(count)
    return tuple(map(_job, db.execute(chosen)))


def latest_of(db: Connection, slip: Slip, subject: str, among: int) -> PrintJob | None:
    """The newest job of one paper among so many jobs; None where there is none."""
    chosen = (
        select(*_COLUMNS)
        .where(text("print_job.rowid > (SELECT max(rowid) FROM print_job) - :among"))
        .where(PRINT_JOB.c.kind == slip, PRINT_JOB.c.subject == subject)
        .order_by(text("print_job.rowid DESC"))
        .limit(1)
    )
    row = db.execute(chosen, {"among": among}).one_or_none()
    return None if row is None else _job(row)


def copied_subjects(db: Connection, subjects: list[str]) -> frozenset[str]:
    """Those of some sales and orders of which an order copy was asked for already."""
    chosen = select(PRINT_JOB.c.subject).where(
        PRINT_JOB.c.kind == Slip.ORDER_COPY, PRINT_JOB.c.subject.in_(subjects)
    )
    return frozenset(db.execute(chosen).scalars())


def set_state(db: Connection, job: PrintJob, at: datetime) -> PrintJob:
    """Store what became of a job."""
    _CHANGE.run(
        db,
        job=job.id,
        state=job.state,
        tries=job.tries,
        error=job.error,
        updated_at=stamp(at),
        asked_at=stamp(job.asked_at or at),
        printer=job.printer,
        tried_on=job.tried_on,
        drawer_done=int(job.drawer_done),
    )
    return job


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
        asked_at=moment(row.asked_at),
        printer=row.printer,
        tried_on=row.tried_on,
        drawer_done=bool(row.drawer_done),
    )
