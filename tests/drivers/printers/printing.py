"""Settings of printers, made short."""

from pos_app.services.printing.printer import PrinterSettings
from pos_app.settings import PrinterSetup


def printing_on(address: str, *, paper: str = "58", language: str = "id") -> PrinterSettings:
    """The settings of a till with one printer."""
    return PrinterSettings((PrinterSetup(address=address, paper=paper),), language)
