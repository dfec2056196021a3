"""What is on paper, known from the printers themselves, and which print job each paper is of."""

import re
from collections.abc import Iterator, Sequence

from pos_app.devices.virtual_printer import VirtualPrinter
from pos_app.domain.slips import Slip
from pos_app.store.print_jobs import PrintJob
from tests.drivers.printers.watched_printer import Attempt, Watch

PULSE = b"\x1bp"

_NUMBER = re.compile(rb"A12-K1-\d{6}")
_COPY, _ORDER_COPY = b"SALINAN", b"Salinan pesanan"

Key = tuple[str, str]
"""What tells a paper from all others: the receipt's number, and `sale`, `copy` or `order`."""


class PaperTrail:
    """All papers of a day, from all printers."""

    def __init__(self, printers: Sequence[VirtualPrinter], watches: Sequence[Watch]) -> None:
        self._printers = printers
        self._watches = watches

    def papers(self, job: PrintJob) -> int:
        """How many whole papers of a job came out."""
        wanted = {attempt.data for attempt in self.attempts(job)}
        return sum(paper.data in wanted for one in self._printers for paper in one.jobs)

    def attempts(self, job: PrintJob) -> Iterator[Attempt]:
        """The tries to print a job."""
        key = key_of(job)
        for watch in self._watches:
            yield from (one for one in tuple(watch.attempts) if _key_on(one.data) == key)

    def pulses(self, job: PrintJob) -> int:
        """How many tries of a job may have opened the drawer."""
        return sum(PULSE in one.data and one.left > 0 for one in self.attempts(job))

    def count(self) -> dict[str, int]:
        """How many tries there were, whole papers and torn ones."""
        tried = {attempt.data for watch in self._watches for attempt in watch.attempts}
        came_out = [paper.data in tried for one in self._printers for paper in one.jobs]
        return {
            "tries": sum(len(watch.attempts) for watch in self._watches),
            "whole papers": sum(came_out),
            "torn papers": len(came_out) - sum(came_out),
        }


def key_of(job: PrintJob) -> Key:
    """The key of a job's papers."""
    if job.slip is Slip.ORDER_COPY:
        return job.title, "order"
    return job.title, "copy" if job.copy else "sale"


def _key_on(data: bytes) -> Key:
    found = _NUMBER.search(data)
    assert found, "a paper without a number"
    kind = "order" if _ORDER_COPY in data else "copy" if _COPY in data else "sale"
    return found[0].decode(), kind
