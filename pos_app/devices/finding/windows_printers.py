"""The printers that Windows knows by name, and the calls that lead to them."""

import errno
from collections.abc import Iterator
from typing import Any, Protocol, cast

from pos_app.devices.finding.addresses import queue_address
from pos_app.devices.finding.found import Connection, FoundPrinter
from pos_app.devices.finding.missing_part import library

_LOCAL, _CONNECTED = 2, 4
_LEVEL = 2
# Printers that make files: nothing comes out of them at a counter.
_PAPERLESS = ("PORTPROMPT:", "FILE:", "SHRFAX:", "NUL:", "XPSPORT:", "MICROSOFT.", "ONENOTE")


class Spooler(Protocol):
    """The calls of pywin32's `win32print` that are used; all raise its `error`."""

    @property
    def error(self) -> type[Exception]:
        """What its calls raise: `winerror` is the number of Windows."""

    def EnumPrinters(self, flags: int, name: str | None, level: int, /) -> Any:
        """The printers known; at level 2 a dict each."""

    def OpenPrinter(self, name: str, /) -> Any:
        """A handle."""

    def ClosePrinter(self, printer: Any, /) -> None:
        """Let go of a handle."""

    def GetPrinter(self, printer: Any, level: int, /) -> Any:
        """A printer's state; at level 2 a dict."""

    def StartDocPrinter(self, printer: Any, level: int, document: Any, /) -> int:
        """Begin a job; its number."""

    def StartPagePrinter(self, printer: Any, /) -> None:
        """Begin a page."""

    def WritePrinter(self, printer: Any, data: bytes, /) -> int:
        """Give bytes of a job; how many were taken."""

    def EndPagePrinter(self, printer: Any, /) -> None:
        """End a page."""

    def EndDocPrinter(self, printer: Any, /) -> None:
        """End a job: from now on it may be printed."""

    def AbortPrinter(self, printer: Any, /) -> None:
        """Throw away the job that is being given."""

    def GetJob(self, printer: Any, job: int, level: int, /) -> Any:
        """A job's state; at level 1 a dict."""

    def SetJob(self, printer: Any, job: int, level: int, what: Any, command: int, /) -> None:
        """Command a job."""


def win32print() -> Spooler:
    """pywin32's module; raises MissingPart."""
    return cast("Spooler", library("win32print"))


def listed(spooler: Spooler | None = None) -> Iterator[FoundPrinter]:
    """Every printer but those that only make files; raises MissingPart or OSError."""
    asked = spooler or win32print()
    try:
        known = asked.EnumPrinters(_LOCAL | _CONNECTED, None, _LEVEL)
    except asked.error as error:  # pywin32's own kind
        raise OSError(errno.EIO, str(error)) from error
    for printer in sorted(known, key=lambda printer: str(printer["pPrinterName"]).lower()):
        name, port = str(printer["pPrinterName"]), str(printer["pPortName"] or "")
        if not port.upper().startswith(_PAPERLESS):
            yield FoundPrinter(queue_address("windows", name), name, Connection.SYSTEM)
