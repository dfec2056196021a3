"""What printers at the far end of a link have in common, however the link is opened."""

import threading
from collections.abc import Callable
from contextlib import closing

from pos_app.devices.delivery import Link, Patience, ask, deliver, unreachable
from pos_app.devices.transport import PrinterState, PrinterStatus


class LinkPrinter:
    """A printer for which a link is opened for each job and each question.

    Once it has answered a status request, its silence counts: no job is sent into it.
    """

    def __init__(self, address: str, connect: Callable[[], Link], patience: Patience) -> None:
        self._address = address
        self._connect = connect
        self._patience = patience
        self._answers = False
        self._turn = threading.Lock()  # many printers take one connection at a time

    @property
    def address(self) -> str:
        """The text that `transport_from` reads."""
        return self._address

    def send(self, data: bytes) -> None:
        """Deliver one job; raises PrinterUnreachable or DeliveryUncertain."""
        with self._turn:
            try:
                link = self._connect()
            except OSError as error:
                raise unreachable(self.address, error) from error
            with closing(link):
                self._answers = deliver(
                    link, data, self.address, self._patience, must_answer=self._answers
                )

    def status(self) -> PrinterStatus:
        """Ask the printer; one that cannot be reached is offline."""
        with self._turn:
            try:
                link = self._connect()
            except OSError:
                return PrinterStatus(PrinterState.OFFLINE)
            with closing(link):
                status = ask(link, self._patience.reply_s)
            if status.state not in {PrinterState.UNKNOWN, PrinterState.OFFLINE}:
                self._answers = True
        return status
