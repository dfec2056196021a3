"""What the till says of its printer, from what the printer said and what waits for it."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from pos_app.devices.transport import PrinterState as Said
from pos_app.devices.transport import PrinterStatus
from pos_app.services.print_queue import DUE
from pos_app.store.print_jobs import PrintJob

__all__ = ["PrintJob", "PrinterState", "Shown", "seen"]


class Shown(StrEnum):
    """What the printer chip says; `ready` only if the printer itself said so."""

    NONE = "none"
    UNKNOWN = "unknown"
    READY = "ready"
    PRINTING = "printing"
    PAPER_NEAR_END = "paper_near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class PrinterState(msgspec.Struct, frozen=True):
    """The printer at one moment; `job` is the one that failed or that a person must answer for."""

    state: Shown
    waiting: int = 0
    job: PrintJob | None = None


def seen(unfinished: Sequence[PrintJob], status: PrinterStatus) -> PrinterState:
    """What to show: first what a person must answer, then what is wrong, then what was said."""
    waiting = sum(job.state in DUE for job in unfinished)
    uncertain = next((job for job in unfinished if job.state == "uncertain"), None)
    if uncertain is not None:
        return PrinterState(Shown.UNCERTAIN, waiting, uncertain)
    failed = next((job for job in unfinished if job.state == "failed"), None)
    troubled = status.state in {Said.PAPER_OUT, Said.COVER_OPEN, Said.OFFLINE}
    if failed is not None and not troubled:
        return PrinterState(Shown.FAILED, waiting, failed)
    return PrinterState(Shown(status.state.value), waiting, failed)
