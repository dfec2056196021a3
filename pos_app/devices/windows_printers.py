"""The printers that Windows knows by name."""

from collections.abc import Iterator
from typing import Any, Protocol, cast

from pos_app.devices.addresses import queue_address
from pos_app.devices.found import Connection, FoundPrinter
from pos_app.devices.missing_part import library

_LOCAL, _CONNECTED = 2, 4
_LEVEL = 2
# Printers that make files: nothing comes out of them at a counter.
_PAPERLESS = ("PORTPROMPT:", "FILE:", "SHRFAX:", "NUL:", "XPSPORT:", "MICROSOFT.", "ONENOTE")


class Spooler(Protocol):
    """The calls of pywin32's `win32print` that are used, as it has them."""

    def EnumPrinters(self, flags: int, name: str | None, level: int) -> Any:
        """The printers known; at level 2 a dict each."""


def win32print() -> Spooler:
    """pywin32's module; raises MissingPart."""
    return cast("Spooler", library("win32print"))


def listed(spooler: Spooler | None = None) -> Iterator[FoundPrinter]:
    """Every printer but those that only make files; raises MissingPart."""
    known = (spooler or win32print()).EnumPrinters(_LOCAL | _CONNECTED, None, _LEVEL)
    for printer in sorted(known, key=lambda printer: str(printer["pPrinterName"]).lower()):
        name, port = str(printer["pPrinterName"]), str(printer["pPortName"] or "")
        if not port.upper().startswith(_PAPERLESS):
            yield FoundPrinter(queue_address("windows", name), name, Connection.SYSTEM)
