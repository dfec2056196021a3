"""What a paper in the print queue is called, and what became of it, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from pos_app.domain.business_day import format_clock, format_moment
from pos_app.domain.slips import Slip
from pos_app.messages import printing_sentence
from pos_app.services.printing.print_queue import SEEN, Queue
from pos_app.services.printing.printer import NOT_TOLD
from pos_app.services.printing.printer_state import PrintJob
from resources.translations import Catalog, mark
from ui.models.queue_row import QueueRow

_SLIPS = {
    Slip.SALE: mark("Receipt"),
    Slip.VOID: mark("Void receipt"),
    Slip.REFUND: mark("Refund receipt"),
    Slip.ORDER: mark("Order note"),
    Slip.ORDER_PAYMENT: mark("Payment of an order"),
    Slip.CASH_MOVE: mark("Cash in or out"),
    Slip.SHIFT_X: mark("X report"),
    Slip.SHIFT_Z: mark("Z report"),
    Slip.QRIS: mark("QRIS code"),
    Slip.ORDER_COPY: mark("Copy for preparing"),
    Slip.LABELS: mark("Price tags"),
}


def job_name(job: PrintJob, tr: Catalog) -> str:
    """What is printed, with its number."""
    what = tr(_SLIPS[job.slip])
    named = f"{what} {job.title}".strip()
    return tr("{paper} (copy)").format(paper=named) if job.copy else named


def why(job: PrintJob, tr: Catalog) -> str:
    """Why the last try came to nothing, as a sentence; empty where none did."""
    if not job.error:
        return ""
    return printing_sentence(job.error, tr, uncertain=job.state == "uncertain")


def became_words(job: PrintJob, tr: Catalog) -> str:
    """What became of a paper; it never says that one is out which nobody saw."""
    if job.state == "failed":
        return why(job, tr) or tr("Printing failed")
    sent = {
        SEEN: tr("Somebody saw that it came out."),
        NOT_TOLD: tr("Sent; the printer does not tell whether it was printed."),
    }
    return {
        "queued": tr("Waits to be printed."),
        "sending": tr("Being printed"),
        "sent": sent.get(job.error) or tr("Printed, as far as the printer tells."),
        "uncertain": tr("It is not known whether it came out."),
        "dropped": tr("Not printed."),
    }[job.state]


def rows_of(queue: Queue, now: datetime | None, zone: str, tr: Catalog) -> tuple[QueueRow, ...]:
    """A queue as rows: first what a person has to answer, then as it will be printed."""
    told = (
        *((job, tr("Did it come out?"), "attention") for job in queue.uncertain),
        *((job, tr("Being printed"), "") for job in queue.sending),
        *((job, *_waiting(job, tr)) for job in (*queue.unmade, *queue.due)),
        *(
            (job, tr("From earlier: printed only if you want it"), "attention")
            for job in queue.offered
        ),
    )
    return tuple(
        QueueRow(job.id, job_name(job, tr), _at(job, zone, now, tr), _tried(says, job, tr), tone)
        for job, says, tone in told
    )


def _waiting(job: PrintJob, tr: Catalog) -> tuple[str, str]:
    if job.state == "failed":
        return why(job, tr) or tr("Printing failed"), "error"
    return tr("Waiting"), ""


def _tried(says: str, job: PrintJob, tr: Catalog) -> str:
    if not job.tries:
        return says
    tries = tr.plural("tried once", "tried {count} times", job.tries).format(count=job.tries)
    return f"{says} · {tries}"


def _at(job: PrintJob, zone: str, now: datetime | None, tr: Catalog) -> str:
    """When it was asked for; with the day where that was not today."""
    if job.asked_at is None:
        return ""
    there = ZoneInfo(zone)
    today = now is None or now.astimezone(there).date() == job.asked_at.astimezone(there).date()
    return (
        format_clock(job.asked_at, zone)
        if today
        else format_moment(job.asked_at, zone, tr.language)
    )
