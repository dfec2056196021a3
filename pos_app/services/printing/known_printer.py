"""A printer that is known from earlier days: one that used to answer is not believed if silent."""

from pos_app.devices.transports.transport import (
    PrinterState,
    PrinterStatus,
    PrinterUnreachable,
    Transport,
)
from pos_app.services.till import Till
from pos_app.store import printers_heard
from pos_app.store.database import Work

_TELLS_NOTHING = frozenset({PrinterState.UNKNOWN, PrinterState.OFFLINE, PrinterState.NONE})


class KnownPrinter:
    """A transport that remembers over restarts whether its printer answers.

    The transport itself knows only since it was made. A printer that hangs when a till is opened
    would else take a job in silence, and the till take it for printed.
    """

    def __init__(self, transport: Transport, till: Till) -> None:
        self._transport = transport
        self._till = till
        self._heard = self._greeted = False

    @property
    def address(self) -> str:
        """The text that `transport_from` reads."""
        return self._transport.address

    def send(self, data: bytes) -> bool:
        """Deliver one job; whether the printer told that it is fine. Raises as the transport's."""
        if not self._greeted and self._used_to_answer():
            state = self.status().state
            if state is PrinterState.UNKNOWN:
                raise PrinterUnreachable(
                    "printer_unreachable", address=self.address, reason="no_answer"
                )
            # Once it has answered, the transport knows as much.
            self._greeted = state not in _TELLS_NOTHING
        return self._transport.send(data)

    def status(self) -> PrinterStatus:
        """Ask the printer, and remember it if it answers."""
        status = self._transport.status()
        if not self._heard and status.state not in _TELLS_NOTHING:
            self._till.write(_note_answer, self.address).result()
            self._heard = True
        return status

    def _used_to_answer(self) -> bool:
        return self._till.read(_has_answered, self.address).result()


def forget_printer(work: Work, address: str) -> None:
    """Take the printer at an address for a new one: whether it answers is learned again."""
    printers_heard.forget(work.db, address)


def _has_answered(work: Work, address: str) -> bool:
    return printers_heard.has_answered(work.db, address)


def _note_answer(work: Work, address: str) -> None:
    printers_heard.note_answer(work.db, address)
