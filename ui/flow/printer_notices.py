"""What the message line says when a paper did not come out, or nobody knows whether it did."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from pos_app.services.printing.print_queue import is_unmade
from pos_app.services.printing.printer_state import PrinterState, Shown, most_urgent
from pos_app.services.printing.spooler import Spooler
from resources.translations import Catalog
from ui.notices import Notice, NoticeAction
from ui.pages.printing.job_words import why
from ui.pages.printing.offered_panel import offered_words
from ui.pages.printing.print_words import failed_why, offline_why

_SILENT = frozenset({Shown.PRINTING, Shown.NONE})


class OfferedPapers(Protocol):
    """What can be done about papers that were asked for long ago."""

    def print_offered(self) -> None:
        """Print all of them."""

    def drop_offered(self) -> None:
        """Print none of them."""


class _Trouble(NamedTuple):
    """A job in trouble at a printer, and which trouble."""

    printer: str
    job: str
    state: Shown


class PrinterNotices:
    """Speaks once about each trouble of each job; the sale itself is safe in all of them."""

    def __init__(self, spooler: Spooler, papers: Callable[[], OfferedPapers]) -> None:
        self._spooler = spooler
        self._papers = papers
        self._told: set[_Trouble] = set()
        self._offered_told = 0
        self._about: _Trouble | None = None
        self.latest: Notice | None = None

    def notice(
        self, states: Sequence[PrinterState], tr: Catalog, queue: NoticeAction
    ) -> Notice | None:
        """The notice for printers of which one is in new trouble; None if there is none.

        A printer that prints may be trying the job that is in trouble: how it ends is told then.
        """
        self._forget(states)
        new = [one for one in states if _is_trouble(one) and _trouble(one) not in self._told]
        if new:
            return self._tell_trouble(most_urgent(new), tr, queue)
        offered = sum(one.offered for one in states)
        if offered > self._offered_told and not any(map(_is_trouble, states)):
            return self._tell_offered(offered, tr, queue)
        self._offered_told = min(self._offered_told, offered)
        return None

    def is_over(self) -> bool:
        """Whether `latest` is no more true: what it is about is no more in trouble."""
        if self._about is None:
            return self._offered_told == 0
        return self._about not in self._told

    def _tell_trouble(self, state: PrinterState, tr: Catalog, queue: NoticeAction) -> Notice:
        self._about = _trouble(state)
        self._told.add(self._about)
        self.latest = self._about_job(state, tr, queue)
        return self.latest

    def _tell_offered(self, number: int, tr: Catalog, queue: NoticeAction) -> Notice:
        self._about, self._offered_told = None, number
        papers = self._papers()
        self.latest = Notice(
            offered_words(number, tr),
            "attention",
            (
                NoticeAction(tr("Print"), papers.print_offered, "print_offered_button"),
                NoticeAction(tr("Not needed"), papers.drop_offered, "drop_offered_button"),
                queue,
            ),
        )
        return self.latest

    def _forget(self, states: Sequence[PrinterState]) -> None:
        """Trouble of a job that is in none any more would be new if it came again."""
        busy = {one.printer for one in states if one.state is Shown.PRINTING}
        jobs = {(one.printer, one.job.id) for one in states if one.job is not None}
        self._told = {
            one for one in self._told if one.printer in busy or (one.printer, one.job) in jobs
        }

    def _about_job(self, state: PrinterState, tr: Catalog, queue: NoticeAction) -> Notice:
        receipt = state.job.title if state.job is not None else ""
        if state.name and len(self._spooler.printers) > 1:
            receipt = f"{state.name}: {receipt}"
        if state.state is Shown.UNCERTAIN:
            return Notice(
                tr("Did the receipt come out? The sale is safe."),
                "attention",
                (
                    NoticeAction(tr("Yes"), self._came_out, "came_out_button"),
                    NoticeAction(tr("No, print it again"), self._print_again, "print_again_button"),
                ),
                receipt,
            )
        return Notice(
            _why(state, tr),
            "attention",
            (NoticeAction(tr("Try again"), self._retry, "print_retry_button"), queue),
            receipt,
        )

    def _retry(self) -> None:
        if self._about is not None:
            # The same trouble again is worth a word, now that somebody acted.
            self._told.discard(self._about)
            self._spooler.retry(self._about.job)

    def _came_out(self) -> None:
        if self._about is not None:
            self._spooler.answer(self._about.job, came_out=True)

    def _print_again(self) -> None:
        if self._about is not None:
            self._spooler.answer(self._about.job, came_out=False)


def _is_trouble(state: PrinterState) -> bool:
    return state.job is not None and state.state not in _SILENT


def _trouble(state: PrinterState) -> _Trouble:
    return _Trouble(state.printer, state.job.id if state.job is not None else "", state.state)


def _why(state: PrinterState, tr: Catalog) -> str:
    """Why a paper did not come out, that the sale is safe, and what to do."""
    if state.job is not None and is_unmade(state.job):
        return why(state.job, tr)  # which says all of it
    said, safe = tr("The receipt was not printed."), tr("The sale is safe.")
    reasons = {
        Shown.PAPER_OUT: tr("The receipt was not printed: paper out."),
        Shown.COVER_OPEN: tr("The receipt was not printed: the printer's cover is open."),
        Shown.OFFLINE: offline_why(state, tr)
        or tr("The receipt was not printed: the printer does not answer."),
    }
    return f"{reasons.get(state.state) or f'{said} {failed_why(state, tr)}'} {safe}"
