"""USB devices of the printer class: those that Linux gives a device file, and the others."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from pos_app.devices.finding.addresses import UsbAddress
from pos_app.devices.finding.found import Connection, FoundPrinter
from pos_app.devices.finding.missing_part import library, libusb

PRINTER_CLASS = 7
"""What a USB interface says that a printer listens to."""


class SystemFolders(msgspec.Struct, frozen=True):
    """Where Linux tells of its USB printers, and where it puts their device files."""

    told: Path = Path("/sys/class/usbmisc")
    files: Path = Path("/dev/usb")


def listed(
    folders: SystemFolders | None = None,
    backend: Any = None,  # one of pyusb's; it has no types
) -> Iterator[FoundPrinter]:
    """Device files first, then what only libusb reaches; raises MissingPart after the files."""
    known: set[UsbAddress] = set()
    for address, printer in _files(folders or SystemFolders()):
        known |= {address, msgspec.structs.replace(address, serial="")}
        yield printer
    for device in printer_devices(backend):
        address = UsbAddress(device.idVendor, device.idProduct, serial_of(device))
        if address not in known:  # nor one whose number this account may not read
            name = _named(_text(device, "manufacturer"), _text(device, "product"))
            yield FoundPrinter(str(address), name or str(address), Connection.USB)


def printer_devices(backend: Any = None) -> tuple[Any, ...]:
    """Pyusb's devices that have a printer interface; raises MissingPart or OSError."""
    core = library("usb.core")

    def prints(device: Any) -> bool:
        with contextlib.suppress(OSError):  # some devices tell nobody what they are
            return any(
                interface.bInterfaceClass == PRINTER_CLASS
                for configuration in device
                for interface in configuration
            )
        return False

    try:
        return tuple(core.find(find_all=True, custom_match=prints, backend=backend))
    except core.NoBackendError as error:
        raise libusb() from error


def serial_of(device: Any) -> str:
    """A device's serial number; empty where it has none or may not be asked."""
    return _text(device, "serial_number")


def _files(folders: SystemFolders) -> Iterator[tuple[UsbAddress, FoundPrinter]]:
    for entry in sorted(folders.told.glob("lp*")):
        device = (entry / "device").resolve().parent
        file = folders.files / entry.name
        name = _named(_read(device / "manufacturer"), _read(device / "product"))
        with contextlib.suppress(ValueError):  # it was pulled out meanwhile
            vendor, product = (int(_read(device / part), 16) for part in ("idVendor", "idProduct"))
            address = UsbAddress(vendor, product, _read(device / "serial"))
            shown = f"{name} · {file}" if name else str(file)
            yield address, FoundPrinter(f"file://{file}", shown, Connection.USB)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _text(device: Any, part: str) -> str:
    """A text of a device; many may only be read by those who may also print."""
    try:
        return str(getattr(device, part) or "").strip("\x00 ")
    except (OSError, ValueError, NotImplementedError):
        return ""


def _named(maker: str, product: str) -> str:
    return product if product.startswith(maker) else f"{maker} {product}".strip()
