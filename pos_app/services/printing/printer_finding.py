"""Finding the printers of this machine and its network, for pages that then set one up.

Everything here waits: call it on a background thread (`Background.run_blocking`).
"""

from collections.abc import Callable

from pos_app.devices.finding import address_range
from pos_app.devices.finding.found import Answer, Connection, FoundPrinter, Listing, Looked
from pos_app.devices.finding.listing import printers_here
from pos_app.devices.transports.network_look import NetworkLook
from pos_app.devices.transports.tcp import DEFAULT_PORT

__all__ = [
    "Answer",
    "Connection",
    "FoundPrinter",
    "Listing",
    "Looked",
    "NetworkSearch",
    "listed",
    "proposed_range",
]


def listed() -> Listing:
    """Serial ports, USB printers and system printers; with an error for what cannot be listed.

    Asks nobody and prints nothing; a few seconds at most. Each error has a sentence.
    """
    return printers_here()


def proposed_range() -> str:
    """The addresses of this machine's own network, as a person would type them; may be empty.

    Nothing is sent.
    """
    return address_range.own_range()


class NetworkSearch:
    """A look for network printers over a range that a person confirmed; `run` it once.

    Raises LapakError `address_range_not_understood`, `address_range_too_large` or
    `address_range_not_near` when it is made, before anything is sent.
    """

    def __init__(self, text: str, *, port: int = DEFAULT_PORT) -> None:
        self._look = NetworkLook(address_range.addresses_in(text), port=port)
        self.total: int = self._look.total

    def run(self, heard: Callable[[Looked], None]) -> Looked:
        """Look; ends by itself within half a minute. `heard` is called on this same thread."""
        return self._look.run(heard)

    def cancel(self) -> None:
        """Let `run` end within a tenth of a second with what it has found; from any thread."""
        self._look.cancel()
