"""A printer's queue in Windows' spooler, and one job on its way through it.

Source: PRINTER_INFO_2 and JOB_INFO_1 of the Windows print spooler.
"""

import contextlib
import errno
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pos_app.devices.finding.windows_printers import Spooler
from pos_app.devices.transports.failures import broken, reason_of
from pos_app.devices.transports.pacing import pieces
from pos_app.devices.transports.transport import PrinterState, PrinterStatus

_PRINTER_LEVEL, _JOB_LEVEL, _DOCUMENT_LEVEL = 2, 1, 1
_PAUSED, _WORKS_OFFLINE = 0x01, 0x400  # a status; an attribute that people set
_STATES = (
    (0x400000, PrinterState.COVER_OPEN),  # door open
    (0x10 | 0x40, PrinterState.PAPER_OUT),  # paper out, paper problem
    (0x02 | 0x08, PrinterState.OFFLINE),  # error, paper jam
    (0x80 | 0x1000 | 0x100000, PrinterState.OFFLINE),  # offline, not there, needs somebody
)
_JOB_DONE = 0x80 | 0x1000  # printed, complete
_JOB_BEGUN = 0x10 | 0x80 | 0x800 | 0x1000  # printing, printed, begun anew, complete
_JOB_TROUBLE = (
    (0x40, PrinterState.PAPER_OUT.value),
    (0x20 | 0x200 | 0x400, PrinterState.OFFLINE.value),  # offline, blocked, needs somebody
    (0x01, "paused"),
    (0x02 | 0x04 | 0x100, "not_confirmed"),  # error, being deleted, deleted
)
_DELETE = 5  # JOB_CONTROL_DELETE
_ERRORS = {
    2: errno.ENODEV,  # ERROR_FILE_NOT_FOUND
    5: errno.EACCES,  # ERROR_ACCESS_DENIED
    1722: errno.ETIMEDOUT,  # RPC_S_SERVER_UNAVAILABLE: the spooler is stopped
    1801: errno.ENODEV,  # ERROR_INVALID_PRINTER_NAME
}
_NO_SUCH_JOB = errno.EINVAL  # it is done and gone
_ERRORS[87] = _NO_SUCH_JOB
_LOOK_EVERY_S = 0.1
_TROUBLE_LASTS = 3  # looks


class Queue:
    """An open handle of the spooler; its errors are the system's."""

    def __init__(self, spooler: Spooler, printer: Any) -> None:
        self.spooler = spooler
        self.printer = printer

    def status(self) -> PrinterStatus:
        """What Windows knows; nothing said is nothing known, for most drivers never say more."""
        with plain_errors(self.spooler):
            told = self.spooler.GetPrinter(self.printer, _PRINTER_LEVEL)
        if told["Status"] & _PAUSED:
            return PrinterStatus(PrinterState.OFFLINE, "paused")
        if told["Attributes"] & _WORKS_OFFLINE:
            return PrinterStatus(PrinterState.OFFLINE)
        states = (state for bits, state in _STATES if told["Status"] & bits)
        return PrinterStatus(next(states, PrinterState.UNKNOWN))


class QueuedJob:
    """One job, given to the spooler and followed; `address` is for its errors."""

    def __init__(self, queue: Queue, address: str, data: bytes) -> None:
        self._spooler = queue.spooler
        self._printer = queue.printer
        self._address = address
        self._data = data
        self._sent = 0
        self._begun = False  # the spooler was seen to hand it to the printer

    def go(self, confirm_s: float) -> None:
        """Print it; `confirm_s` is how long nothing may change. Raises OSError before its start.

        Then PrinterUnreachable or DeliveryUncertain.
        """
        with plain_errors(self._spooler):
            document = ("Lapak", None, "RAW")
            number = self._spooler.StartDocPrinter(self._printer, _DOCUMENT_LEVEL, document)
        try:
            with plain_errors(self._spooler):
                self._give()
        except OSError as error:
            self._abort()
            raise self._broken(reason_of(error)) from error
        trouble = self._follow(number, confirm_s)
        if trouble:
            if self._taken_back(number):
                self._sent = 0
                trouble = "stuck" if trouble == "not_confirmed" else trouble
            raise self._broken(trouble)

    def _taken_back(self, number: int) -> bool:
        """Delete the job; whether it is certain that nothing of it was printed.

        That is so of one that waited all the while, and still does when it is deleted.
        """
        with contextlib.suppress(OSError), plain_errors(self._spooler):
            told = self._spooler.GetJob(self._printer, number, _JOB_LEVEL)
            self._spooler.SetJob(self._printer, number, 0, None, _DELETE)
            self._note(told)
            return not self._begun
        return False

    def _note(self, told: Any) -> None:
        """Remember whether the spooler has begun with it."""
        self._begun |= bool(told["Status"] & _JOB_BEGUN or told["PagesPrinted"])

    def _give(self) -> None:
        self._spooler.StartPagePrinter(self._printer)
        for piece in pieces(self._data):
            taken = self._spooler.WritePrinter(self._printer, piece.data)
            self._sent += taken
            if taken != len(piece.data):
                raise OSError(errno.ENOSPC, "the spooler took only a part")
        self._spooler.EndPagePrinter(self._printer)
        self._spooler.EndDocPrinter(self._printer)

    def _abort(self) -> None:
        with contextlib.suppress(OSError), plain_errors(self._spooler):
            self._spooler.AbortPrinter(self._printer)

    def _follow(self, number: int, confirm_s: float) -> str:
        """Wait until it is printed; why it is not certain that it was, or nothing."""
        until, last, troubled = time.monotonic() + confirm_s, None, 0
        while time.monotonic() < until:
            try:
                with plain_errors(self._spooler):
                    told = self._spooler.GetJob(self._printer, number, _JOB_LEVEL)
            except OSError as error:
                return "" if error.errno == _NO_SUCH_JOB and not troubled else reason_of(error)
            self._note(told)
            if told["Status"] & _JOB_DONE:
                return ""
            trouble = next((why for bits, why in _JOB_TROUBLE if told["Status"] & bits), "")
            troubled = troubled + 1 if trouble else 0
            if troubled >= _TROUBLE_LASTS:
                return trouble
            now = (told["Status"], told["PagesPrinted"], told["Position"])
            if now != last:
                until, last = time.monotonic() + confirm_s, now
            time.sleep(_LOOK_EVERY_S)
        return "not_confirmed"

    def _broken(self, reason: str) -> Exception:
        return broken(self._address, reason, sent=self._sent, size=len(self._data))


@contextmanager
def open_queue(spooler: Spooler, name: str) -> Iterator[Queue]:
    """The queue of a printer by its name; raises OSError."""
    with plain_errors(spooler):
        printer = spooler.OpenPrinter(name)
    try:
        yield Queue(spooler, printer)
    finally:
        with contextlib.suppress(OSError), plain_errors(spooler):
            spooler.ClosePrinter(printer)


@contextmanager
def plain_errors(spooler: Spooler) -> Iterator[None]:
    """pywin32's errors as the system's own, with the number that fits."""
    try:
        yield
    except spooler.error as error:
        number = getattr(error, "winerror", 0)
        raise OSError(_ERRORS.get(number, errno.EIO), str(error)) from error
