"""The printer that is set: its address, its paper, and what became of what was sent to it."""

from collections.abc import Callable

import msgspec

from pos_app.devices.document import Document, DrawerPulse
from pos_app.devices.paper import Paper, paper_named
from pos_app.devices.printers import transport_from
from pos_app.devices.transport import (
    DeliveryUncertain,
    NoPrinter,
    PrinterUnreachable,
    Transport,
)
from pos_app.domain.errors import LapakError
from pos_app.settings import Settings
from resources.translations import Catalog


class PrinterSettings(msgspec.Struct, frozen=True):
    """Where receipts go (`transport_from`), on which paper (`58mm`, `80mm`), in which language."""

    address: str
    paper: str
    language: str


def printer_settings(settings: Settings) -> PrinterSettings:
    """The part of a machine's settings that concerns its printer."""
    return PrinterSettings(settings.printer_address, f"{settings.paper}mm", settings.language)


def paper_columns(settings: Settings) -> int:
    """How many letters fit a row of the paper that is set."""
    return paper_named(printer_settings(settings).paper).columns


class Printer(msgspec.Struct, frozen=True):
    """What is needed to print something."""

    transport: Transport
    paper: Paper
    tr: Catalog

    @property
    def is_none(self) -> bool:
        """Whether this machine has no printer."""
        return isinstance(self.transport, NoPrinter)

    def rendered(self, document: Document) -> bytes:
        """A document as the printer understands it."""
        from pos_app.devices import escpos_renderer

        return escpos_renderer.render(document, self.paper)

    def deliver(self, data: bytes) -> tuple[str, str]:
        """Send a job: the state it ends in (`sent`, `failed` or `uncertain`) and why."""
        try:
            self.transport.send(data)
        except PrinterUnreachable as error:
            return "failed", error.code
        except DeliveryUncertain as error:
            return "uncertain", str(error.details.get("reason", ""))
        return "sent", ""


Errand = Callable[[Printer], Document]
"""What is printed once, while somebody waits for it, and is not stored."""


def printer_of(settings: PrinterSettings) -> Printer:
    """The printer of some settings.

    Raises LapakError `printer_address_not_understood` or `paper_unknown`.
    """
    return Printer(
        transport_from(settings.address), paper_named(settings.paper), Catalog(settings.language)
    )


def drawer_pulse(printer: Printer) -> Document:
    """What opens the drawer; raises LapakError `drawer_without_printer`."""
    if printer.is_none:
        raise LapakError("drawer_without_printer")
    return Document((DrawerPulse(),))
