"""A printer that Windows knows by name: its spooler takes bytes as they are (RAW).

The spooler takes a job for a printer that is off, and prints it when somebody switches that on; so
the printer is asked first, and a job that does not move is taken back.
"""

import threading

from pos_app.devices.finding.addresses import queue_address
from pos_app.devices.finding.missing_part import MissingPart
from pos_app.devices.finding.windows_printers import Spooler, win32print
from pos_app.devices.transports.failures import reason_of, require_ready, unreachable
from pos_app.devices.transports.transport import PrinterState, PrinterStatus
from pos_app.devices.transports.windows_queue import QueuedJob, open_queue


class WindowsPrinter:
    """A printer by its name in Windows; its address is `windows://` and the name."""

    def __init__(
        self, name: str, *, confirm_timeout_s: float = 20.0, spooler: Spooler | None = None
    ) -> None:
        self._name = name
        self._confirm_s = confirm_timeout_s
        self._given = spooler
        self._turn = threading.Lock()

    @property
    def address(self) -> str:
        """The text that `transport_from` reads."""
        return queue_address("windows", self._name)

    def send(self, data: bytes) -> bool:
        """Give a job to the spooler and follow it; False, for drivers do not tell what printed.

        Raises PrinterUnreachable or DeliveryUncertain.
        Nothing is given to a printer that is offline or paused. A job that does not move any more
        is taken back, so that it cannot come out when nobody expects it.
        """
        with self._turn:
            try:
                with open_queue(self._given or win32print(), self._name) as queue:
                    require_ready(self.address, queue.status())
                    QueuedJob(queue, self.address, data).go(self._confirm_s)
            except (OSError, MissingPart) as error:
                raise unreachable(self.address, error) from error
        return False

    def status(self) -> PrinterStatus:
        """What Windows knows of the printer; unknown where its driver tells nothing."""
        with self._turn:
            try:
                with open_queue(self._given or win32print(), self._name) as queue:
                    return queue.status()
            except (OSError, MissingPart) as error:
                return PrinterStatus(PrinterState.OFFLINE, reason_of(error))
