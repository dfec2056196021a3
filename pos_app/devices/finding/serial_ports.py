"""The serial ports of this machine, those of Bluetooth printers named as such."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from pos_app.devices.finding.addresses import SerialAddress
from pos_app.devices.finding.found import Connection, FoundPrinter
from pos_app.devices.finding.missing_part import library

_BLUETOOTH = re.compile(r"rfcomm|BTHENUM|bluetooth", re.IGNORECASE)
# Windows makes two ports for each printer; the one for calls from outside has no device.
_INCOMING = re.compile(r"BTHENUM.*[&_]0{12}(_|$)", re.IGNORECASE)


class Port(Protocol):
    """What pyserial tells of a port."""

    @property
    def device(self) -> str:
        """`/dev/ttyUSB0` or `COM5`."""

    @property
    def description(self) -> str:
        """What the system calls it, or `n/a`."""

    @property
    def hwid(self) -> str:
        """How it is connected."""


def listed() -> Iterator[FoundPrinter]:
    """Every serial port; raises MissingPart without pyserial."""
    yield from described(library("serial.tools.list_ports").comports())


def described(ports: Iterable[Port]) -> Iterator[FoundPrinter]:
    """Ports as places where a printer may be, in the order of their names."""
    for port in sorted(ports, key=lambda port: _in_order(port.device)):
        if not _INCOMING.search(port.hwid or ""):
            yield _found(port)


def _found(port: Port) -> FoundPrinter:
    told = (port.device, port.description, port.hwid)
    bluetooth = any(_BLUETOOTH.search(text or "") for text in told)
    # Windows names the port within the description.
    said = (port.description or "").replace(f"({port.device})", "").strip()
    return FoundPrinter(
        str(SerialAddress(port.device, bluetooth=bluetooth)),
        port.device if said in {"", "n/a", port.device} else f"{said} · {port.device}",
        Connection.BLUETOOTH if bluetooth else Connection.SERIAL,
    )


def _in_order(device: str) -> list[tuple[int, str]]:
    """COM9 before COM10."""
    parts = re.findall(r"\d+|\D+", device)
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]
