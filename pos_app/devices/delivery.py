"""Talking to an ESC/POS printer over an open link: its status, and a job in small pieces.

A write that succeeds only says that a buffer took the bytes: 4 KB to a stalled printer do. So a
printer that answers status requests is asked before and after a job, on the same link.
Source: Epson ESC/POS reference, DLE EOT n.
"""

import errno
from typing import Protocol

import msgspec

from pos_app.devices.transport import (
    CANNOT_PRINT,
    DeliveryUncertain,
    PrinterState,
    PrinterStatus,
    PrinterUnreachable,
)

CHUNK = 1024
"""Bytes written at once; cheap printers have buffers of a few kilobytes."""

_REASONS = {
    errno.ENXIO: "no_such_device",  # also a pipe that nobody reads
    errno.ENODEV: "no_such_device",
    errno.EBUSY: "busy",
    errno.EIO: "connection_lost",
}
_PRINTER, _OFFLINE_CAUSE, _PAPER = 1, 2, 4
_FIXED_MASK, _FIXED_BITS = 0x93, 0x12
_NOT_ONLINE = 0x08
_COVER_OPEN, _STOPPED_FOR_PAPER = 0x04, 0x20
_PAPER_OUT, _PAPER_NEAR_END = 0x60, 0x0C


class Link(Protocol):
    """An open connection to a printer; all raise OSError when it breaks or time runs out."""

    @property
    def two_way(self) -> bool:
        """Whether answers can come; questions would end up in a plain file as text."""

    def write(self, data: bytes) -> int:
        """Hand over some bytes, at least one; how many were taken."""

    def read(self, timeout_s: float) -> bytes:
        """Some bytes that came; empty when the peer has closed. TimeoutError when none came."""

    def finish(self) -> None:
        """Wait, within limits, until closing loses nothing that was written."""

    def close(self) -> None:
        """Let go of the connection."""


def ask(link: Link, timeout_s: float) -> PrinterStatus:
    """The printer's state; `timeout_s` is for each of at most three answers.

    A peer that has closed is offline. One that gives no answer, or one that is no status byte,
    is unknown, never ready.
    """
    if not link.two_way:
        return PrinterStatus(PrinterState.UNKNOWN)
    try:
        return PrinterStatus(_state(link, timeout_s))
    except TimeoutError:
        return PrinterStatus(PrinterState.UNKNOWN)
    except OSError:
        return PrinterStatus(PrinterState.OFFLINE)


class Patience(msgspec.Struct, frozen=True):
    """How long to wait: for an answer, and for a busy printer to take or confirm a job.

    A printer that answered before a job answers after it once its buffer has room again.
    """

    reply_s: float
    settle_s: float


def deliver(
    link: Link, data: bytes, address: str, patience: Patience, *, must_answer: bool
) -> bool:
    """Send a job; whether the printer is one that answers status requests.

    `must_answer` is for one that did so earlier: nothing is sent into its silence.
    Raises PrinterUnreachable or DeliveryUncertain.
    """
    before = ask(link, patience.reply_s).state
    answers = before is not PrinterState.UNKNOWN
    if before in CANNOT_PRINT:
        raise PrinterUnreachable(f"printer_{before.value}", address=address)
    if must_answer and not answers:
        raise PrinterUnreachable("printer_unreachable", address=address, reason="no_answer")
    sent = 0
    try:
        while sent < len(data):
            sent += link.write(data[sent : sent + CHUNK])
        after = ask(link, patience.settle_s).state if answers else before
        link.finish()
    except OSError as error:
        raise _broken(address, sent, len(data), reason_of(error)) from error
    if answers and after in {PrinterState.UNKNOWN, *CANNOT_PRINT}:
        reason = "no_answer" if after is PrinterState.UNKNOWN else after.value
        raise _broken(address, sent, len(data), reason)
    return answers


def unreachable(address: str, error: OSError) -> PrinterUnreachable:
    """The error for a link that could not be opened."""
    return PrinterUnreachable("printer_unreachable", address=address, reason=reason_of(error))


def reason_of(error: OSError) -> str:
    """A word for what went wrong, for logs and for choosing a sentence."""
    match error:
        case TimeoutError():
            return "timeout"
        case ConnectionRefusedError():
            return "refused"
        case ConnectionError():
            return "connection_lost"
        case FileNotFoundError():
            return "no_such_device"
        case PermissionError():
            return "no_permission"
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


def _broken(
    address: str, sent: int, size: int, reason: str
) -> PrinterUnreachable | DeliveryUncertain:
    if sent == 0:
        return PrinterUnreachable("printer_unreachable", address=address, reason=reason)
    return DeliveryUncertain(
        "delivery_uncertain", address=address, sent=sent, size=size, reason=reason
    )


def _state(link: Link, timeout_s: float) -> PrinterState:
    printer = _asked(link, _PRINTER, timeout_s)
    cause = _asked(link, _OFFLINE_CAUSE, timeout_s)
    paper = _asked(link, _PAPER, timeout_s)
    if cause & _COVER_OPEN:
        return PrinterState.COVER_OPEN
    if paper & _PAPER_OUT or cause & _STOPPED_FOR_PAPER:
        return PrinterState.PAPER_OUT
    if printer & _NOT_ONLINE:
        return PrinterState.OFFLINE
    return PrinterState.PAPER_NEAR_END if paper & _PAPER_NEAR_END else PrinterState.READY


def _asked(link: Link, question: int, timeout_s: float) -> int:
    """One status byte; raises TimeoutError when what comes is none."""
    request = bytes([0x10, 0x04, question])
    while request:
        request = request[link.write(request) :]
    answer = link.read(timeout_s)
    if not answer:
        raise ConnectionResetError("the printer closed the connection")
    if len(answer) != 1 or answer[0] & _FIXED_MASK != _FIXED_BITS:
        raise TimeoutError("no status byte")
    return answer[0]
