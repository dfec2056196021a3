"""The printers that are set: their addresses, their paper, and what became of what was sent."""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from pos_app.devices.rendering.document import Document, DrawerPulse
from pos_app.devices.rendering.paper import Paper
from pos_app.devices.rendering.profiles import paper_of
from pos_app.devices.transports.printers import transport_from
from pos_app.devices.transports.transport import (
    DeliveryUncertain,
    NoPrinter,
    PrinterUnreachable,
    Transport,
)
from pos_app.domain.errors import LapakError
from pos_app.services.papers.letterhead import Letterhead, letterhead_of
from pos_app.settings import PrinterSetup, ReceiptDesign, Settings
from resources.translations import Catalog

NOT_TOLD = "not_told"
"""The reason of a job that was sent to a printer which does not tell whether it came out."""


class PrinterSettings(msgspec.Struct, frozen=True):
    """The part of a machine's settings that concerns printing; at least one printer."""

    printers: tuple[PrinterSetup, ...] = (PrinterSetup(),)
    language: str = "id"
    receipt: ReceiptDesign = ReceiptDesign()


def printer_settings(settings: Settings) -> PrinterSettings:
    """What a machine's settings say of printing.

    A printer whose paper or drawer cannot be, as of a file that somebody wrote, has usual ones.
    """
    printers = tuple(map(_possible, settings.printers))
    return PrinterSettings(printers, settings.language, settings.receipt)


def _possible(setup: PrinterSetup) -> PrinterSetup:
    try:
        paper_of_setup(setup)
    except LapakError:
        usual = PrinterSetup()
        return replace(setup, paper=usual.paper, columns=0, width_dots=0, drawer=usual.drawer)
    return setup


def paper_columns(settings: Settings) -> int:
    """How many letters fit a row of the paper that receipts are printed on."""
    return paper_of_setup(_possible(settings.receipt_printer)).columns


def paper_of_setup(setup: PrinterSetup) -> Paper:
    """The paper in a printer, and what that can do; raises LapakError as `paper_of` does."""
    return paper_of(
        profile=setup.profile,
        paper=setup.paper,
        columns=setup.columns,
        width_dots=setup.width_dots,
        code_page=setup.code_page,
        cutter=setup.cutter,
        drawer=setup.drawer,
        qr=setup.qr,
        feed=setup.feed,
    )


class Printer(msgspec.Struct, frozen=True):
    """What is needed to print something."""

    setup: PrinterSetup
    transport: Transport
    paper: Paper
    look: Letterhead

    @property
    def tr(self) -> Catalog:
        """The language of what is printed."""
        return self.look.tr

    @property
    def is_none(self) -> bool:
        """Whether nothing comes out here."""
        return isinstance(self.transport, NoPrinter)

    @property
    def name(self) -> str:
        """What people call it."""
        return self.setup.name or ("" if self.is_none else self.setup.address)

    def rendered(self, document: Document) -> bytes:
        """A document as the printer understands it."""
        from pos_app.devices.rendering import escpos_renderer

        return escpos_renderer.render(document, self.paper)

    def deliver(self, data: bytes) -> "Delivered":
        """Send a job, and tell what became of it."""
        try:
            told = self.transport.send(data)
        except PrinterUnreachable as error:
            return Delivered("failed", error)
        except DeliveryUncertain as error:
            return Delivered("uncertain", error)
        return Delivered("sent", told=told)


class Delivered(msgspec.Struct, frozen=True):
    """The state a job ends in (`sent`, `failed` or `uncertain`), and why.

    `told` is whether the printer itself said behind a job that nothing is wrong.
    """

    state: str
    error: LapakError | None = None
    told: bool = False

    @property
    def reason(self) -> str:
        """What is stored with the job."""
        if self.error is not None:
            return str(self.error.details.get("reason") or self.error.code)
        return "" if self.told else NOT_TOLD


Reach = Callable[[str], Transport]
"""Makes a transport of an address, as `transport_from` does."""

Errand = Callable[[Printer], Document]
"""What is printed once, while somebody waits for it, and is not stored."""


def printer_of(
    setup: PrinterSetup,
    language: str,
    reach: Reach = transport_from,
    design: ReceiptDesign = ReceiptDesign(),  # noqa: B008 -- frozen
) -> Printer:
    """The printer of a setup, reached through what `reach` makes of its address.

    Raises LapakError `printer_address_not_understood`, or as `paper_of_setup` does.
    """
    look = letterhead_of(design, language, logo=setup.logo)
    return Printer(setup, reach(setup.address), paper_of_setup(setup), look)


def drawer_pulse(printer: Printer) -> Document:
    """What opens the drawer; raises LapakError `drawer_without_printer`."""
    if printer.is_none:
        raise LapakError("drawer_without_printer")
    return Document((DrawerPulse(),))
