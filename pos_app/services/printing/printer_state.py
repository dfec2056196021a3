"""What the till says of its printers, from what they said and what waits for them."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from pos_app.devices.transports.transport import CANNOT_PRINT, PrinterStatus
from pos_app.domain.errors import LapakError
from pos_app.services.printing.print_queue import Queue
from pos_app.store.print_jobs import PrintJob

__all__ = ["PrintJob", "PrinterState", "Shown", "most_urgent", "overall", "seen"]


class Shown(StrEnum):
    """What the printer chip says; `ready` only if the printer itself said so.

    `offered` means that papers of more than ten minutes ago wait to be wanted or not.
    """

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
    OFFERED = "offered"


_URGENT_FIRST = (
    Shown.UNCERTAIN,
    Shown.FAILED,
    Shown.PAPER_OUT,
    Shown.COVER_OPEN,
    Shown.OFFLINE,
    Shown.OFFERED,
    Shown.PAPER_NEAR_END,
    Shown.PRINTING,
    Shown.UNKNOWN,
    Shown.READY,
    Shown.NONE,
)


class PrinterState(msgspec.Struct, frozen=True):
    """A printer at one moment; `job` is the one that failed or that a person must answer for.

    `waiting` jobs are printed by themselves, `offered` ones when somebody wants them, and a `job`
    that could not be made counts as neither. `error` is why the last try came to nothing. `printer`
    is the id of its setup and `name` what people call it; a state of several printers together is
    that of the one that needs somebody most.
    """

    state: Shown
    waiting: int = 0
    job: PrintJob | None = None
    offered: int = 0
    error: LapakError | None = None
    printer: str = ""
    name: str = ""


def seen(queue: Queue, status: PrinterStatus) -> PrinterState:
    """What to show: first what a person must answer, then what is wrong, then what was said."""
    waiting, offered = len(queue.due), len(queue.offered)
    if queue.uncertain:
        return PrinterState(Shown.UNCERTAIN, waiting, queue.uncertain[0], offered)
    failed = next((job for job in queue.due if job.state == "failed"), None)
    said = PrinterState(Shown(status.state.value), waiting, failed, offered)
    if status.state in CANNOT_PRINT:
        return said
    failed = failed or next(iter(queue.unmade), None)
    if failed is not None:
        return msgspec.structs.replace(said, state=Shown.FAILED, job=failed)
    return msgspec.structs.replace(said, state=Shown.OFFERED) if queue.offered else said


def most_urgent(states: Sequence[PrinterState]) -> PrinterState:
    """The printer that needs somebody most; of several the first."""
    return min(states, key=lambda one: _URGENT_FIRST.index(one.state))


def overall(states: Sequence[PrinterState]) -> PrinterState:
    """Several printers as one: the one that needs somebody most, and what waits for all."""
    worst = most_urgent(states)
    return msgspec.structs.replace(
        worst,
        waiting=sum(one.waiting for one in states),
        offered=sum(one.offered for one in states),
        name=worst.name if len(states) > 1 else "",
    )
