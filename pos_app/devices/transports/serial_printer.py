"""A printer on a serial port, by wire or Bluetooth, on Linux and on Windows."""

import errno
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from pos_app.devices.finding.addresses import SerialAddress
from pos_app.devices.finding.missing_part import library
from pos_app.devices.transports.link import PartlyTaken, Patience
from pos_app.devices.transports.link_printer import LinkPrinter
from pos_app.devices.transports.progress import wait_until_gone

if TYPE_CHECKING:
    from serial import Serial

try:
    import termios

    _TERMINAL_ERRORS: tuple[type[Exception], ...] = (termios.error,)
except ImportError:  # Windows
    _TERMINAL_ERRORS = ()

_LOOK_EVERY_S = 0.01
# Windows tells its error only in words, and calls a port in use a matter of permission.
_WORDS = (
    ("FileNotFoundError", errno.ENOENT),
    ("PermissionError", errno.EBUSY),
    ("Access is denied", errno.EBUSY),
    ("semaphore timeout", errno.ETIMEDOUT),  # a Bluetooth printer that is switched off
)


class Pauses(msgspec.Struct, frozen=True):
    """What Bluetooth printers need: a moment after opening, and a longer one between two times.

    `closing_s` is for what the air still carries when the system has let go of the last byte.
    """

    after_opening_s: float = 0.1
    before_reopening_s: float = 0.5
    closing_s: float = 0.3


class SerialPrinter(LinkPrinter):
    """A printer on a serial port with 8 data bits, no parity and 1 stop bit, without handshake."""

    def __init__(
        self,
        at: SerialAddress,
        *,
        write_timeout_s: float = 10.0,
        reply_timeout_s: float = 1.0,
        pauses: Pauses | None = None,
    ) -> None:
        patience = Patience(reply_s=reply_timeout_s, settle_s=write_timeout_s)
        self._at = at
        self._pauses = pauses or Pauses()
        self._closed_at = 0.0
        super().__init__(str(at), lambda: self._opened(patience), patience, at.port)

    def _opened(self, patience: Patience) -> "_SerialLink":
        library("serial")
        if not self._at.bluetooth:
            return _SerialLink(_open(self._at, patience), patience)
        time.sleep(max(self._closed_at + self._pauses.before_reopening_s - time.monotonic(), 0))
        port = _open(self._at, patience)
        time.sleep(self._pauses.after_opening_s)
        return _BluetoothLink(port, patience, self)

    def has_closed(self) -> None:
        """Note when the port was let go of."""
        self._closed_at = time.monotonic()

    @property
    def pauses(self) -> Pauses:
        """What its link waits for."""
        return self._pauses


class _SerialLink:
    """An open port; waits in short steps, as Windows and Linux both can."""

    two_way = True
    anybody = False

    def __init__(self, port: "Serial", patience: Patience) -> None:
        self._port = port
        self._patience = patience

    def write(self, data: bytes) -> int:
        from serial import SerialTimeoutException

        with _plain_errors():
            try:
                taken = self._port.write(data)
            except SerialTimeoutException as error:
                raise PartlyTaken("the port takes nothing more") from error
        if not taken:
            raise OSError(errno.EIO, "the port was closed meanwhile")
        return taken

    def read(self, timeout_s: float) -> bytes:
        until = time.monotonic() + timeout_s
        with _plain_errors():
            while not (received := self._port.read(64)):
                if time.monotonic() >= until:
                    raise TimeoutError("nothing came")
                time.sleep(_LOOK_EVERY_S)
        return received

    def waiting(self) -> int:
        """What the system holds and has not sent."""
        with _plain_errors():
            return self._port.out_waiting

    def finish(self) -> None:
        """Closing a port throws away what it holds."""
        wait_until_gone(self.waiting, self._patience.settle_s)

    def close(self) -> None:
        self._port.close()


class _BluetoothLink(_SerialLink):
    def __init__(self, port: "Serial", patience: Patience, printer: SerialPrinter) -> None:
        super().__init__(port, patience)
        self._printer = printer

    def finish(self) -> None:
        super().finish()
        time.sleep(self._printer.pauses.closing_s)

    def close(self) -> None:
        super().close()
        self._printer.has_closed()


def _open(at: SerialAddress, patience: Patience) -> "Serial":
    from serial import Serial

    with _plain_errors():
        return Serial(
            at.port,
            at.baud,
            timeout=0,
            write_timeout=patience.settle_s,
            exclusive=True,
            dsrdtr=False,
            rtscts=False,
            xonxoff=False,
        )


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Errors of pyserial as the system's own, with a number."""
    from serial import SerialException

    try:
        yield
    except SerialException as error:
        raise _numbered(error) from error
    except _TERMINAL_ERRORS as error:
        raise OSError(errno.EIO, str(error)) from error


def _numbered(error: OSError) -> OSError:
    told = str(error)
    guessed = (number for words, number in _WORDS if words in told)
    return OSError(error.errno or next(guessed, errno.EIO), told)
