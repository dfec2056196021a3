"""Printer addresses as the settings hold them: how each kind is written and read.

`serial:///dev/ttyUSB0?baud=9600`, `serial://COM5?baud=9600&bluetooth=1`,
`usb://0416:5011/SERIAL`, `windows://Printer%20name`, `cups://queue`.
"""

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote

import msgspec

DEFAULT_BAUD = 9600
"""What nearly every cheap printer is set to; Bluetooth does not mind."""

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400)
_IDS = re.compile(r"([0-9a-f]{4}):([0-9a-f]{4})", re.IGNORECASE)
_SAYS_BLUETOOTH = re.compile(r"rfcomm|bluetooth", re.IGNORECASE)
_COM_PORT = re.compile(r"COM[0-9]{1,3}", re.IGNORECASE)


class SerialAddress(msgspec.Struct, frozen=True):
    """A serial port and its speed; `bluetooth` ports want pauses where others want none."""

    port: str
    baud: int = DEFAULT_BAUD
    bluetooth: bool = False

    def __str__(self) -> str:
        place = quote(self.port, safe="/")
        told = self.bluetooth and not _SAYS_BLUETOOTH.search(self.port)
        return f"serial://{place}?baud={self.baud}{'&bluetooth=1' if told else ''}"


class UsbAddress(msgspec.Struct, frozen=True):
    """A USB device by its ids, and by its serial number where two are alike."""

    vendor: int
    product: int
    serial: str = ""

    def __str__(self) -> str:
        number = f"/{quote(self.serial, safe='')}" if self.serial else ""
        return f"usb://{self.vendor:04x}:{self.product:04x}{number}"


def queue_address(system: str, name: str) -> str:
    """The address of a queue of `windows` or `cups`."""
    return f"{system}://{quote(name, safe='')}"


def serial_from(parts: SplitResult) -> SerialAddress:
    """What a `serial://` address says; raises ValueError."""
    port = unquote(parts.netloc + parts.path) if not parts.netloc else unquote(parts.netloc)
    if not (port.startswith("/") or (_COM_PORT.fullmatch(port) and parts.path in {"", "/"})):
        raise ValueError(port)
    asked = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    baud = int(asked.pop("baud", DEFAULT_BAUD))
    bluetooth = asked.pop("bluetooth", "0") == "1" or bool(_SAYS_BLUETOOTH.search(port))
    if asked or baud not in BAUDS:
        raise ValueError(parts.query)
    return SerialAddress(port, baud, bluetooth)


def usb_from(parts: SplitResult) -> UsbAddress:
    """What a `usb://` address says; raises ValueError."""
    ids = _IDS.fullmatch(parts.netloc)
    if ids is None or parts.query or parts.path.count("/") > 1:
        raise ValueError(parts.netloc)
    return UsbAddress(int(ids[1], 16), int(ids[2], 16), unquote(parts.path[1:]))


def queue_from(parts: SplitResult) -> str:
    """The queue that a `windows://` or `cups://` address names; raises ValueError."""
    name = unquote(parts.netloc)
    if not name.strip() or parts.query or parts.path not in {"", "/"}:
        raise ValueError(parts.netloc)
    return name
