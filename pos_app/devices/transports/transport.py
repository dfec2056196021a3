"""What every way to a printer promises, and the two ways in which it may fail."""

from enum import StrEnum
from typing import Protocol

import msgspec

from pos_app.domain.errors import LapakError


class PrinterState(StrEnum):
    """What is known of a printer. Only `ready` is good news; `unknown` means it did not say.

    `none` is a till that prints to PDF only.
    """

    READY = "ready"
    PAPER_NEAR_END = "paper_near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    UNKNOWN = "unknown"
    NONE = "none"


CANNOT_PRINT = frozenset({PrinterState.PAPER_OUT, PrinterState.COVER_OPEN, PrinterState.OFFLINE})
"""States in which a job would be held back and come out later, when nobody expects it."""


class PrinterStatus(msgspec.Struct, frozen=True):
    """A printer's answer at one moment; `reason` says why it is offline, where that is known.

    The reason is a word of `failures.reason_of`, such as `not_a_printer` or `no_permission`.
    """

    state: PrinterState
    reason: str = ""


class PrinterUnreachable(LapakError):  # noqa: N818 -- says what happened, as codes do
    """It is certain that nothing was printed: not a byte of the job left. Trying again is safe.

    Codes: `printer_unreachable`, `printer_paper_out`, `printer_cover_open`, `printer_offline`,
    `printer_paused`, `printer_queue_stuck`, `printer_not_a_printer`, `printer_no_permission` (with
    `group`), `printer_busy`, `printer_not_there`, `printer_no_network`, `printer_no_driver`,
    `printer_name_unknown`, `printer_address_unusable`,
    `printer_part_missing` (with `part` and `install`); always with `address`, mostly `reason`.
    """


class DeliveryUncertain(LapakError):  # noqa: N818 -- says what happened, as codes do
    """A part or all of the job left and it is not known what came out: ask, never retry alone.

    Code `delivery_uncertain` with `address`, `sent` and `size` in bytes, and `reason`.
    """


class Transport(Protocol):
    """A way to one printer. One job at a time; threads that meet here wait for one another."""

    @property
    def address(self) -> str:
        """The text that `transport_from` reads."""

    def send(self, data: bytes) -> bool:
        """Deliver one job; whether the printer said behind it that nothing is wrong.

        False where it does not tell: then the job has left, and nobody knows more.
        Raises PrinterUnreachable or DeliveryUncertain, each within the transport's timeouts.
        """

    def status(self) -> PrinterStatus:
        """Ask the printer; never raises, never waits longer than the transport's timeouts."""


class NoPrinter:
    """The transport of a till without a printer: takes every job and prints none."""

    address = "none"

    def send(self, data: bytes) -> bool:  # noqa: ARG002 -- as every transport
        """Do nothing: the receipt is on the screen and in the PDF."""
        return False

    def status(self) -> PrinterStatus:
        """The state `none`."""
        return PrinterStatus(PrinterState.NONE)


class NoWay:
    """The transport of a printer whose address nobody understands: its jobs stay and say so."""

    def __init__(self, address: str) -> None:
        self.address = address

    def send(self, data: bytes) -> bool:
        """Raise PrinterUnreachable `printer_address_unusable`."""
        raise PrinterUnreachable("printer_address_unusable", address=self.address, size=len(data))

    def status(self) -> PrinterStatus:
        """Offline, whatever is there."""
        return PrinterStatus(PrinterState.OFFLINE, "address_unusable")
