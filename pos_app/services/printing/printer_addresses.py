"""Where printers are, in the words of somebody who types it."""

from enum import StrEnum
from urllib.parse import urlsplit

from msgspec.structs import replace

from pos_app.devices.finding.addresses import (
    BAUDS,
    DEFAULT_BAUD,
    SerialAddress,
    UsbAddress,
    queue_address,
    serial_from,
)
from pos_app.devices.finding.found import Connection
from pos_app.devices.transports.printers import transport_from
from pos_app.devices.transports.transport import NoPrinter
from pos_app.domain.errors import LapakError
from pos_app.settings import PrinterSetup

__all__ = [
    "BAUDS",
    "DEFAULT_BAUD",
    "Connection",
    "Place",
    "address_typed",
    "connection_of",
    "is_set",
    "speed_of",
    "with_speed",
]


class Place(StrEnum):
    """What somebody who types an address says that it is."""

    NETWORK = "network"
    SERIAL = "serial"
    FILE = "file"
    USB = "usb"
    WINDOWS = "windows"
    CUPS = "cups"


_REFUSED = {
    Place.NETWORK: "printer_host_not_understood",
    Place.SERIAL: "printer_port_not_understood",
    Place.FILE: "printer_file_not_understood",
    Place.USB: "printer_ids_not_understood",
    Place.WINDOWS: "printer_queue_not_understood",
    Place.CUPS: "printer_queue_not_understood",
}


def is_set(setup: PrinterSetup) -> bool:
    """Whether a setup names a printer at all."""
    return setup.address.strip() != NoPrinter.address


def connection_of(address: str) -> Connection | None:
    """How a printer at an address is connected; None where there is none."""
    scheme, _, place = address.partition("://")
    bluetooth = "rfcomm" in place or "bluetooth=1" in place
    match scheme:
        case "tcp":
            return Connection.NETWORK
        case "serial" | "file" if bluetooth:
            return Connection.BLUETOOTH
        case "serial":
            return Connection.SERIAL
        case "file" | "usb":
            return Connection.USB
        case "windows" | "cups":
            return Connection.SYSTEM
    return None


def address_typed(place: Place, text: str, *, baud: int = DEFAULT_BAUD) -> str:
    """The address of what somebody typed; a whole one such as `tcp://…` is taken as it is.

    Raises LapakError `printer_address_missing`, or one whose code says what belongs there.
    """
    typed = text.strip()
    if not typed:
        raise LapakError("printer_address_missing")
    whole = "://" in typed
    try:
        address = typed if whole else _address(place, typed, baud)
        transport_from(address)
    except (ValueError, LapakError) as error:
        code = "printer_address_not_understood" if whole else _REFUSED[place]
        raise LapakError(code, address=typed) from error
    return address


def speed_of(address: str) -> int:
    """The baud rate of a serial port; 0 for any other connection."""
    parts = urlsplit(address)
    return serial_from(parts).baud if parts.scheme == "serial" else 0


def with_speed(address: str, baud: int) -> str:
    """The address of a serial port at another baud rate; any other as it is."""
    parts = urlsplit(address)
    return str(replace(serial_from(parts), baud=baud)) if parts.scheme == "serial" else address


def _address(place: Place, typed: str, baud: int) -> str:
    match place:
        case Place.NETWORK:
            return f"tcp://{''.join(typed.split())}"
        case Place.SERIAL:
            return str(SerialAddress(typed, baud))
        case Place.FILE:
            return f"file://{typed}"
        case Place.USB:
            ids, _, serial = typed.partition("/")
            vendor, _, product = ids.partition(":")
            return str(UsbAddress(int(vendor, 16), int(product, 16), serial))
    return queue_address(place.value, typed)
