"""What the message line says when a receipt did not come out, or nobody knows whether it did."""

from pos_app.services.printer_state import PrinterState
from pos_app.services.printing import Spooler
from resources.translations import Catalog
from ui.notices import Notice, NoticeAction


class PrinterNotices:
    """Speaks once about each trouble of each job; the sale itself is safe in all of them."""

    def __init__(self, spooler: Spooler) -> None:
        self._spooler = spooler
        self._job = ""
        self._told: tuple[str, str] = ("", "")
        self.latest: Notice | None = None

    def notice(self, state: PrinterState, tr: Catalog, queue: NoticeAction) -> Notice | None:
        """The notice for a state that is new; None if there is nothing to say.

        A printer that prints may be trying the job that is in trouble: how it ends is told then.
        """
        if state.state == "printing":
            return None
        job = state.job.id if state.job is not None else ""
        if not job or (job, state.state) == self._told:
            self._told = (job, str(state.state)) if job else ("", "")
            return None
        self._told, self._job = (job, str(state.state)), job
        self.latest = self._notice(state, tr, queue)
        return self.latest

    def is_over(self, state: PrinterState) -> bool:
        """Whether `latest` is no more true: the printer has no job in trouble."""
        return state.job is None and state.state != "printing"

    def _notice(self, state: PrinterState, tr: Catalog, queue: NoticeAction) -> Notice:
        receipt = state.job.title if state.job is not None else ""
        if state.state == "uncertain":
            return Notice(
                tr("Did the receipt come out? The sale is safe."),
                "attention",
                (
                    NoticeAction(tr("Yes"), self._came_out, "came_out_button"),
                    NoticeAction(tr("No, print it again"), self._print_again, "print_again_button"),
                ),
                receipt,
            )
        safe = tr("The sale is safe.")
        return Notice(
            f"{_why(str(state.state), tr)} {safe}",
            "attention",
            (NoticeAction(tr("Try again"), self._retry, "print_retry_button"), queue),
            receipt,
        )

    def _retry(self) -> None:
        self._told = ("", "")  # the same trouble again is worth a word, now that somebody acted
        self._spooler.retry(self._job)

    def _came_out(self) -> None:
        self._spooler.answer(self._job, came_out=True)

    def _print_again(self) -> None:
        self._spooler.answer(self._job, came_out=False)


def _why(state: str, tr: Catalog) -> str:
    reasons = {
        "paper_out": tr("The receipt was not printed: paper out."),
        "cover_open": tr("The receipt was not printed: the printer's cover is open."),
        "offline": tr("The receipt was not printed: the printer does not answer."),
    }
    return reasons.get(state, tr("The receipt was not printed."))
