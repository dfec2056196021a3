"""What must be true of every print job at any time, whatever happened to printers and till."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from pos_app.store.print_jobs import PrintJob
from tests.drivers.printers.paper_trail import PaperTrail


class Told(msgspec.Struct):
    """What people said and did, by job, and which printers ever were in trouble.

    `offered` holds how often a job had been tried when it grew too old to print by itself.
    """

    noes: Counter[str]
    yeses: set[str]
    dropped: set[str]
    offered: dict[str, int]
    troubled: set[str]


def check(jobs: Iterable[PrintJob], trail: PaperTrail, told: Told) -> None:
    """Raise AssertionError where a job says what is not so, while no printer is at work."""
    for job in jobs:
        papers, noes = trail.papers(job), told.noes[job.id]
        shown = f"{job} has {papers} papers, and {noes} times somebody said no"
        assert papers <= 1 + noes, f"printed twice and nobody said so: {shown}"
        if job.state in {"queued", "failed"}:
            assert papers <= noes, f"said not to be on paper, and it is: {shown}"
        if job.state == "sent":
            assert papers >= 1 or job.id in told.yeses, f"said to be on paper, and is not: {shown}"
        if job.state == "uncertain":
            assert job.tried_on in told.troubled, f"doubtful without a reason: {shown}"
        if job.state == "dropped":
            assert job.id in told.dropped, f"nobody gave it up: {shown}"
        assert trail.pulses(job) <= 1, f"the drawer opened twice: {shown}"
        if job.id in told.offered:
            tries = sum(1 for _ in trail.attempts(job))
            assert tries == told.offered[job.id], f"too old, and nobody asked: {shown}"


def check_the_end(jobs: Iterable[PrintJob], trail: PaperTrail, told: Told) -> None:
    """As `check`, and nothing is open any more."""
    check(jobs, trail, told)
    for job in jobs:
        assert job.state in {"sent", "dropped"}, f"{job} is not done"
