"""What happens to print jobs, each step one transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec

from pos_app.domain.slips import Slip
from pos_app.services.printing.print_routes import Routes
from pos_app.store import print_jobs
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob

DUE = frozenset({"queued", "failed"})
"""States of jobs that certainly have not been printed: they may be sent."""

STALE_AFTER = timedelta(minutes=10)
"""Nobody waits any more for a paper that was asked for so long ago: it is offered, not printed."""

NOT_MADE = "receipt_not_made"
"""The reason of a job whose paper cannot be made; a dot and the code of the error may follow."""

_NOWHERE = "-"
"""The printer of a job that nobody wants any more while it is being tried."""

_REMEMBERED = 5_000
"""Newest jobs among which a paper is looked for: many days' papers, in no time."""

SEEN = "seen"
"""The reason of a job that somebody said came out."""

_COPIED_KINDS = frozenset({Slip.SALE, Slip.ORDER})
_LOOKED_AT = 100
"""Newest jobs that are looked at for what wants an order copy; each of them is looked at soon."""


class Queue(msgspec.Struct, frozen=True):
    """The open jobs of one printer: those that print by themselves, and those that do not.

    `unmade` are those whose paper cannot be made; they wait for somebody, or for other settings.
    """

    due: tuple[PrintJob, ...] = ()
    offered: tuple[PrintJob, ...] = ()
    sending: tuple[PrintJob, ...] = ()
    uncertain: tuple[PrintJob, ...] = ()
    unmade: tuple[PrintJob, ...] = ()


class Queues(msgspec.Struct, frozen=True):
    """What was before each printer at one moment, by the printer's id."""

    at: datetime
    by_printer: dict[str, Queue]


def unfinished(work: Work) -> tuple[PrintJob, ...]:
    """Jobs that are not done, the oldest first."""
    return print_jobs.open_jobs(work.db)


def queue_of(work: Work, routes: Routes, printer: str) -> Queue:
    """What is before one printer, the oldest first."""
    jobs = print_jobs.open_jobs(work.db)
    return _sorted(work, [job for job in jobs if routes.printer_of(job) == printer])


def queues(work: Work, routes: Routes) -> Queues:
    """What is before each printer that there is, the oldest first."""
    jobs: dict[str, list[PrintJob]] = {printer: [] for printer in routes.known}
    for job in print_jobs.open_jobs(work.db):
        jobs[routes.printer_of(job)].append(job)
    return Queues(work.at, {printer: _sorted(work, mine) for printer, mine in jobs.items()})


def _sorted(work: Work, mine: list[PrintJob]) -> Queue:
    due = [job for job in mine if job.state in DUE and not is_unmade(job)]
    return Queue(
        due=tuple(job for job in due if not is_stale(work, job)),
        offered=tuple(job for job in due if is_stale(work, job)),
        sending=tuple(job for job in mine if job.state == "sending"),
        uncertain=tuple(job for job in mine if job.state == "uncertain"),
        unmade=tuple(job for job in mine if is_unmade(job)),
    )


def latest_job(work: Work, slip: Slip, subject: str) -> PrintJob | None:
    """The newest job of a paper; None where none is known, or it was too long ago."""
    return print_jobs.latest_of(work.db, slip, subject, _REMEMBERED)


def is_stale(work: Work, job: PrintJob) -> bool:
    """Whether nobody waits any more for a job; one from the future is of nobody knows when."""
    return job.asked_at is not None and abs(work.at - job.asked_at) > STALE_AFTER


def is_unmade(job: PrintJob) -> bool:
    """Whether a job failed since its paper cannot be made: the same try would end the same way."""
    return job.state == "failed" and job.error.partition(".")[0] == NOT_MADE


def is_busy(work: Work) -> bool:
    """Whether a job is being sent, or will be by itself."""
    return any(
        job.state == "sending" or (job.state == "queued" and not is_stale(work, job))
        for job in print_jobs.open_jobs(work.db)
    )


def recover(work: Work, printer: str, known: frozenset[str] | None = None) -> int:
    """After a crash: what a printer was being sent may or may not be on paper. How many such jobs.

    A job of a printer that is not `known` is anybody's to recover; without that, nobody's, for one
    that was removed while the till runs may still be at it.
    """
    lost = [
        job
        for job in print_jobs.open_jobs(work.db)
        if job.state == "sending"
        and (job.tried_on == printer or (known is not None and job.tried_on not in known))
    ]
    for job in lost:
        note(work, job, "uncertain", "restarted")
    return len(lost)


def begin(work: Work, job_id: str, routes: Routes, printer: str) -> PrintJob | None:
    """Mark a job before its first byte leaves, so that a crash cannot print it twice.

    None if by now it is not this printer's to print: it was moved, withdrawn, or grew old.
    """
    job = print_jobs.job_by_id(work.db, job_id)
    if job is None or job.state not in DUE or is_unmade(job) or is_stale(work, job):
        return None
    if routes.printer_of(job) != printer:
        return None
    started = msgspec.structs.replace(
        job, state="sending", tries=job.tries + 1, error="", tried_on=printer
    )
    return print_jobs.set_state(work.db, started, work.at)


def note(work: Work, job: PrintJob, state: str, reason: str = "") -> PrintJob:
    """Record what became of a job; one that may be on paper may have opened the drawer.

    One that is in another state by now, as it was dropped or is tried anew, stays so.
    """
    opened = job.drawer_done or state in {"sent", "uncertain"}
    now = print_jobs.job_by_id(work.db, job.id) or job  # somebody may have moved it meanwhile
    if (now.state, now.tries) != (job.state, job.tries):
        return now
    if state == "failed" and now.printer == _NOWHERE:
        state = "dropped"
    done = msgspec.structs.replace(now, state=state, error=reason, drawer_done=opened)
    return print_jobs.set_state(work.db, done, work.at)


def requeue(work: Work, job_ids: Sequence[str]) -> None:
    """Print jobs now that failed or waited for long; others are left alone."""
    _change(work, job_ids, DUE, lambda job: _queued(work, job))


def requeue_unmade(work: Work) -> None:
    """Make papers anew that could not be made, for something was changed; no old one prints."""
    unmade = [job.id for job in print_jobs.open_jobs(work.db) if is_unmade(job)]
    _change(work, unmade, {"failed"}, _in_state("queued"))


def answer(work: Work, job_id: str, *, came_out: bool) -> None:
    """Whether a paper came out that nobody was sure about; if not it is printed again."""
    if came_out:
        _change(work, [job_id], {"uncertain"}, _in_state("sent", error=SEEN))
    else:
        _change(work, [job_id], {"uncertain"}, lambda job: _queued(work, job))


def drop(work: Work, job_ids: Sequence[str]) -> None:
    """Nobody wants these papers any more; what may be on paper is asked about all the same.

    One that is being tried is dropped if it turns out not to be printed.
    """

    def dropped(job: PrintJob) -> PrintJob:
        if job.state in DUE:
            return msgspec.structs.replace(job, state="dropped")
        return msgspec.structs.replace(job, printer=_NOWHERE)

    _change(work, job_ids, DUE | {"sending"}, dropped)


def move(work: Work, job_ids: Sequence[str], printer: str) -> None:
    """Print jobs on another printer; what may be on paper, only if it turns out not to be."""

    def moved(job: PrintJob) -> PrintJob:
        there = msgspec.structs.replace(job, printer=printer)
        return _queued(work, there) if job.state in DUE else there

    _change(work, job_ids, DUE | {"sending", "uncertain"}, moved)


def add_order_copies(work: Work) -> int:
    """Ask for a copy of each new sale and order for those who prepare the goods. How many."""
    wanted = [
        job
        for job in reversed(print_jobs.latest(work.db, _LOOKED_AT))
        if job.slip in _COPIED_KINDS and not job.copy and not is_stale(work, job)
    ]
    made = print_jobs.copied_subjects(work.db, [job.subject for job in wanted])
    missing = {job.subject: job for job in wanted if job.subject not in made}
    for job in missing.values():
        copy = PrintJob(
            work.new_id(work.at), Slip.ORDER_COPY, job.subject, job.title, content=job.slip
        )
        print_jobs.add(work.db, copy, work.at)
    return len(missing)


def _queued(work: Work, job: PrintJob) -> PrintJob:
    if job.printer == _NOWHERE:
        job = msgspec.structs.replace(job, printer="")
    return msgspec.structs.replace(job, state="queued", asked_at=work.at)


def _in_state(state: str, **fields: str) -> Callable[[PrintJob], PrintJob]:
    return lambda job: msgspec.structs.replace(job, state=state, **fields)


def _change(
    work: Work,
    job_ids: Sequence[str],
    states: frozenset[str] | set[str],
    change: Callable[[PrintJob], PrintJob],
) -> None:
    for job_id in job_ids:
        job = print_jobs.job_by_id(work.db, job_id)
        if job is not None and job.state in states:
            print_jobs.set_state(work.db, change(job), work.at)
