"""What happens to print jobs, each step one transaction."""

import msgspec

from pos_app.store import print_jobs
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob

DUE = frozenset({"queued", "failed"})
"""States of jobs that certainly have not been printed: they may be sent."""


def unfinished(work: Work) -> tuple[PrintJob, ...]:
    """Jobs that are not done, the oldest first."""
    return print_jobs.open_jobs(work.db)


def is_busy(work: Work) -> bool:
    """Whether a job is queued or being sent."""
    return any(job.state in {"queued", "sending"} for job in print_jobs.open_jobs(work.db))


def recover(work: Work) -> int:
    """After a crash: what was being sent may or may not be on paper. How many such jobs."""
    return print_jobs.sending_is_uncertain(work.db, work.at)


def begin(work: Work, job: PrintJob) -> PrintJob:
    """Mark a job before its first byte leaves, so that a crash cannot print it twice."""
    started = msgspec.structs.replace(job, state="sending", tries=job.tries + 1, error="")
    return print_jobs.set_state(work.db, started, work.at)


def note(work: Work, job: PrintJob, state: str, reason: str = "") -> PrintJob:
    """Record what became of a job."""
    done = msgspec.structs.replace(job, state=state, error=reason)
    return print_jobs.set_state(work.db, done, work.at)


def requeue(work: Work, job_id: str) -> None:
    """Print a job that failed or did not come out; others are left alone."""
    _move(work, job_id, "queued")


def settle(work: Work, job_id: str) -> None:
    """The receipt came out after all."""
    _move(work, job_id, "sent")


def _move(work: Work, job_id: str, state: str) -> None:
    for job in print_jobs.open_jobs(work.db):
        if job.id == job_id and job.state in {"failed", "uncertain"}:
            note(work, job, state)
