"""What the printer's state is called, for the done page and the printer page."""

import msgspec

from pos_app.messages import sentence
from pos_app.services.printing.printer_state import PrinterState, PrintJob, Shown
from resources.translations import Catalog
from ui.pages.printing.job_words import job_name, why
from ui.widgets.tone_panel import Tone

_SAYS_NO_MORE = frozenset(
    {"printer_unreachable", "printer_offline", "printer_paper_out", "printer_cover_open"}
)
"""Errors that say nothing of why a printer is out of reach, or what is so no longer."""


class PrintWords(msgspec.Struct, frozen=True):
    """A state in one line and what follows from it, with an icon and a tone."""

    line: str
    next_step: str
    icon: str
    tone: Tone


def print_words(state: PrinterState, tr: Catalog) -> PrintWords:
    """The words for a state on the printer page."""
    match state.state:
        case Shown.READY:
            return PrintWords(tr("The printer is ready."), "", "circle-check", "good")
        case Shown.UNKNOWN:
            said = tr("The printer does not tell how it is.")
            next_step = tr("Nor whether a paper came out: look at it after each print.")
            return PrintWords(said, next_step, "printer", "card")
        case Shown.PRINTING:
            return PrintWords(tr("The printer is printing."), "", "printer", "card")
    return _shared_words(state, tr)


def question_words(job: PrintJob, number: int, tr: Catalog) -> PrintWords:
    """The question whether a paper came out, the first of a `number` of them."""
    said = tr("{paper}: did it come out?").format(paper=job_name(job, tr))
    reason = why(job, tr) or tr("The connection to the printer broke off. The sale is saved.")
    more = tr("{count} papers are in doubt, one after the other.").format(count=number)
    next_step = f"{reason} {more}" if number > 1 else reason
    return PrintWords(said, next_step, "circle-question-mark", "attention")


def receipt_words(state: PrinterState, tr: Catalog, *, this_sale: bool) -> PrintWords:
    """The words for a state right after a sale. They never promise a receipt nobody saw."""
    saved = tr("The sale is saved.")
    if not this_sale and state.state is Shown.FAILED:
        said = _named(state, tr("An earlier receipt could not be printed."))
        return PrintWords(said, saved, "circle-x", "error")
    if not this_sale and state.state is Shown.UNCERTAIN:
        said = _named(state, tr("Did the earlier receipt come out?"))
        return PrintWords(said, saved, "circle-question-mark", "attention")
    match state.state:
        case Shown.PRINTING:
            return PrintWords(tr("The receipt is being printed."), saved, "printer", "card")
        case Shown.READY:
            said = tr("The receipt went to the printer.")
            return PrintWords(said, saved, "circle-check", "good")
        case Shown.UNKNOWN | Shown.OFFERED:
            said = tr("The receipt went to the printer, which does not tell whether it came out.")
            return PrintWords(said, saved, "printer", "card")
    return _shared_words(state, tr)


def _shared_words(state: PrinterState, tr: Catalog) -> PrintWords:
    match state.state:
        case Shown.NONE:
            next_step = tr("Receipts can be saved as PDF. Set a printer up under Settings.")
            return PrintWords(tr("No printer is set up."), next_step, "printer", "card")
        case Shown.FAILED:
            said = _named(state, tr("The receipt could not be printed."))
            return PrintWords(said, failed_why(state, tr), "circle-x", "error")
        case Shown.UNCERTAIN:
            said = _named(state, tr("Did the receipt come out?"))
            next_step = tr("The connection to the printer broke off. The sale is saved.")
            return PrintWords(said, next_step, "circle-question-mark", "attention")
        case Shown.PAPER_NEAR_END:
            said = tr("The paper is nearly used up.")
            return PrintWords(said, tr("Have a new roll ready."), "triangle-alert", "attention")
        case Shown.OFFERED:
            said = tr("Papers from earlier have not been printed.")
            next_step = tr("Asked for more than ten minutes ago, so it is not printed by itself.")
            return PrintWords(said, next_step, "history", "attention")
    return _stopped_words(state, tr)


def failed_why(state: PrinterState, tr: Catalog) -> str:
    """Why, as the printer's last try told, and what to do; else only the latter."""
    if state.error is not None:
        return sentence(state.error, tr)
    if state.job is not None and state.job.error:
        return why(state.job, tr)
    return tr("Check the printer, then try again.")


def offline_why(state: PrinterState, tr: Catalog) -> str:
    """Why a printer is out of reach, as the last try told; empty where that told no more."""
    error = state.error
    if state.state is not Shown.OFFLINE or error is None or error.code in _SAYS_NO_MORE:
        return ""
    return sentence(error, tr)


def _named(state: PrinterState, said: str) -> str:
    """What is said of a receipt, with its number before it: there may be several."""
    number = state.job.title if state.job is not None else ""
    return f"{number} · {said}" if number else said


def _stopped_words(state: PrinterState, tr: Catalog) -> PrintWords:
    waits = tr("Waiting receipts are printed by themselves after that. All sales are saved.")
    said = {
        Shown.PAPER_OUT: tr("The paper is used up. Put in a new roll."),
        Shown.COVER_OPEN: tr("The printer's cover is open. Close it."),
    }.get(state.state, tr("The printer cannot be reached. Check its power and cable."))
    known = offline_why(state, tr)
    return PrintWords(said, known or waits, "triangle-alert", "attention")
