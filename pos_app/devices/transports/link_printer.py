"""What printers at the far end of a link have in common, however the link is opened."""

import threading
from collections.abc import Callable
from contextlib import closing

from pos_app.devices.finding.missing_part import MissingPart
from pos_app.devices.transports.conversation import Conversation, Manners
from pos_app.devices.transports.delivery import Delivery
from pos_app.devices.transports.failures import reason_of, unreachable
from pos_app.devices.transports.link import Link, Patience
from pos_app.devices.transports.transport import PrinterState, PrinterStatus


class LinkPrinter:
    """A printer for which a link is opened for each job and each question.

    Once it has answered a status request, its silence counts: no job is sent into it. `connect`
    raises OSError or MissingPart; `path` is the device file, where there is one.
    """

    def __init__(
        self, address: str, connect: Callable[[], Link], patience: Patience, path: str = ""
    ) -> None:
        self._address = address
        self._connect = connect
        self._patience = patience
        self._path = path
        self._manners = Manners()
        self._turn = threading.Lock()  # many printers take one connection at a time

    @property
    def address(self) -> str:
        """The text that `transport_from` reads."""
        return self._address

    def send(self, data: bytes) -> bool:
        """Deliver one job; whether the printer told that it is fine.

        Raises PrinterUnreachable or DeliveryUncertain.
        """
        with self._turn:
            try:
                talk = Conversation(self._connect, self._manners)
            except (OSError, MissingPart) as error:
                raise unreachable(self.address, error, self._path) from error
            with closing(talk):
                return Delivery(talk, self.address, self._patience, self._manners).of(data)

    def status(self) -> PrinterStatus:
        """Ask the printer; one that cannot be reached, or is none, is offline."""
        with self._turn:
            try:
                with closing(Conversation(self._connect, self._manners)) as talk:
                    return PrinterStatus(talk.state(self._patience.reply_s))
            except (OSError, MissingPart) as error:
                return PrinterStatus(PrinterState.OFFLINE, reason_of(error))
