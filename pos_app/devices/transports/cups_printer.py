"""A queue of CUPS, given jobs as they are and followed until they are printed.

CUPS keeps a job for a printer that is off, and prints it when somebody switches that on; so the
queue is asked first, and a job that does not move is taken back. It is certain that nothing was
printed where CUPS had not begun it, or had not reached the printer, once it is held.
"""

import contextlib
import itertools
import re
import threading
import time

from pos_app.devices.finding.addresses import queue_address
from pos_app.devices.finding.cups import run
from pos_app.devices.finding.missing_part import MissingPart
from pos_app.devices.transports.failures import broken, reason_of, require_ready, unreachable
from pos_app.devices.transports.transport import (
    CANNOT_PRINT,
    PrinterState,
    PrinterStatus,
)

_REQUEST = re.compile(r"request id is (\S+) ")
_ALERTS = re.compile(r"^\s+Alerts: (.*)$", re.MULTILINE)
_STATES = (
    (("cover-open", "door-open", "interlock-open"), PrinterState.COVER_OPEN),
    (("media-empty", "media-needed"), PrinterState.PAPER_OUT),
    (("offline", "timed-out", "media-jam", "shutdown"), PrinterState.OFFLINE),
)
_LOW = "media-low"
_ALL_SENT = "cups-waiting-for-job-completed"
_BAD_ENDS = ("job-canceled", "job-aborted")
# A raw job that was printed may keep the reasons it had on its way, so only bad ends are told.
_LOOK_EVERY_S = 0.2
_HELD = "job-hold-until-specified"
_STATUS = re.compile(r"^\s+Status:(.*)$", re.MULTILINE)
_NOT_REACHED = (
    "Connecting to printer",
    "Looking up printer",
    "The printer is not responding",
    "The printer is unreachable at this time",
    "The printer may not exist or is unavailable at this time",
    "Waiting for printer to become available",
)
"""What CUPS' own backends say last while they have not sent a byte (socket.c, usb-libusb.c)."""


class CupsPrinter:
    """A queue by its name; its address is `cups://` and the name."""

    def __init__(self, queue: str, *, confirm_timeout_s: float = 20.0) -> None:
        self._queue = queue
        self._confirm_s = confirm_timeout_s
        self._turn = threading.Lock()
        self._begun = False  # CUPS was seen at work on the job

    @property
    def address(self) -> str:
        """The text that `transport_from` reads."""
        return queue_address("cups", self._queue)

    def send(self, data: bytes) -> bool:
        """Give a job to CUPS and follow it; False, for CUPS asks no printer whether it printed.

        Raises PrinterUnreachable or DeliveryUncertain.
        """
        with self._turn:
            try:
                require_ready(self.address, self._status())
            except (OSError, MissingPart) as error:
                raise unreachable(self.address, error) from error
            trouble, sent = self._given_and_followed(data)
            if trouble:
                raise broken(self.address, trouble, sent=sent, size=len(data))
            return False

    def status(self) -> PrinterStatus:
        """What CUPS knows of the queue; an idle one is unknown, for CUPS asks no printer."""
        with self._turn:
            try:
                return self._status()
            except (OSError, MissingPart) as error:
                return PrinterStatus(PrinterState.OFFLINE, reason_of(error))

    def _status(self) -> PrinterStatus:
        return _status_of(run("lpstat", "-l", "-p", self._queue))

    def _given_and_followed(self, data: bytes) -> tuple[str, int]:
        """Print a job; why it is not certain that it was printed, and how much may have been.

        Raises PrinterUnreachable where CUPS did not take it.
        """
        try:
            told = run("lp", "-d", self._queue, "-o", "raw", "-t", "Lapak", given=data)
        except TimeoutError:
            return "not_confirmed", len(data)  # it may have been taken
        except (OSError, MissingPart) as error:
            raise unreachable(self.address, error) from error
        taken = _REQUEST.search(told)
        if taken is None:
            return "not_confirmed", len(data)
        try:
            trouble = self._follow(taken[1])
        except (OSError, MissingPart) as error:
            trouble = reason_of(error)
        if trouble and self._taken_back(taken[1]):
            return ("stuck" if trouble == "not_confirmed" else trouble), 0
        return trouble, len(data)

    def _taken_back(self, job: str) -> bool:
        """Cancel a job; whether it is certain that nothing of it was printed.

        It is held first: what CUPS tells of a job that stands still is true of its end.
        """
        untouched = False
        with contextlib.suppress(OSError, MissingPart):
            run("lp", "-i", job, "-H", "hold")
            untouched = self._is_untouched(job)
        with contextlib.suppress(OSError, MissingPart):
            run("cancel", job)
            return untouched
        return False

    def _is_untouched(self, job: str) -> bool:
        """Whether a job that is held was never begun, or never reached the printer."""
        if f"now printing {job}." in run("lpstat", "-l", "-p", self._queue):
            return False
        held = _block(run("lpstat", "-l", "-o", self._queue), job)
        said = " ".join(_STATUS.findall(held)).strip()
        untouched = said.startswith(_NOT_REACHED) if said else not self._begun
        return untouched and _HELD in _alerts(held)

    def _follow(self, job: str) -> str:
        self._begun = False
        until, last = time.monotonic() + self._confirm_s, ""
        while time.monotonic() < until:
            waiting = _block(run("lpstat", "-l", "-o", self._queue), job)
            if not waiting:
                return self._end_of(job)
            told = run("lpstat", "-l", "-p", self._queue)
            self._begun |= f"now printing {job}." in told
            if _ALL_SENT in _alerts(told) and f"now printing {job}." in told:
                return ""
            status = _status_of(told)
            if status.state in CANNOT_PRINT:
                return status.reason or status.state.value
            if waiting != last:
                until, last = time.monotonic() + self._confirm_s, waiting
            time.sleep(_LOOK_EVERY_S)
        return "not_confirmed"

    def _end_of(self, job: str) -> str:
        """How a job ended; one of which CUPS keeps no record counts as printed."""
        done = _block(run("lpstat", "-l", "-W", "completed", "-o", self._queue), job)
        return "not_confirmed" if any(end in _alerts(done) for end in _BAD_ENDS) else ""


def _status_of(told: str) -> PrinterStatus:
    alerts = _alerts(told)
    if " disabled since " in told.partition("\n")[0]:
        return PrinterStatus(PrinterState.OFFLINE, "paused")
    for words, state in _STATES:
        if any(word in alerts for word in words):
            return PrinterStatus(state)
    return PrinterStatus(PrinterState.PAPER_NEAR_END if _LOW in alerts else PrinterState.UNKNOWN)


def _alerts(told: str) -> str:
    """What stands in the lines of alerts, such as `media-empty-error`."""
    return " ".join(_ALERTS.findall(told))


def _block(told: str, job: str) -> str:
    """The lines about one job: its own and the indented ones below."""
    lines = told.splitlines()
    for at, line in enumerate(lines):
        if line.split(" ", 1)[0] == job:
            below = itertools.takewhile(lambda later: later[:1].isspace(), lines[at + 1 :])
            return "\n".join((line, *below))
    return ""
