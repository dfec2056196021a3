"""What this machine can print on without asking anybody: ports, USB printers, queues.

What cannot be listed is told as such, never left out in silence.
"""

import sys
from collections.abc import Callable, Iterable

from pos_app.devices.finding.found import FoundPrinter, Listing
from pos_app.devices.finding.missing_part import MissingPart
from pos_app.domain.errors import LapakError

Source = Callable[[], Iterable[FoundPrinter]]
"""One way to look; raises MissingPart, or OSError where the system refuses, at any time."""


_NEED_PART = {
    "serial_ports": "serial_ports_need_part",
    "system_printers": "system_printers_need_part",
    "usb_printers": "usb_printers_need_part",
}
_NOT_LISTED = {
    "serial_ports": "serial_ports_not_listed",
    "system_printers": "system_printers_not_listed",
    "usb_printers": "usb_printers_not_listed",
}


def printers_here() -> Listing:
    """Everything that this machine lists, system printers first; may take a few seconds."""
    return listing_of(_sources())


def listing_of(sources: dict[str, Source]) -> Listing:
    """The findings of several sources: `system_printers`, `usb_printers`, `serial_ports`.

    A printer that two of them know is listed once, as the first names it.
    """
    found: dict[str, FoundPrinter] = {}
    unlisted: list[LapakError] = []
    for kind, source in sources.items():
        try:
            for printer in source():
                found.setdefault(printer.address, printer)
        except MissingPart as missing:
            unlisted.append(LapakError(_NEED_PART[kind], **missing.details))
        except OSError as error:
            unlisted.append(LapakError(_NOT_LISTED[kind], reason=str(error)))
    return Listing(tuple(found.values()), tuple(unlisted))


def _sources() -> dict[str, Source]:
    from pos_app.devices.finding import cups, serial_ports, usb_printers, windows_printers

    return {
        "system_printers": windows_printers.listed if sys.platform == "win32" else cups.listed,
        "usb_printers": usb_printers.listed,
        "serial_ports": serial_ports.listed,
    }
