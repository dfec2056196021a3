"""From the printer address in the settings to the transport that reaches it."""

import re
from collections.abc import Callable, Mapping
from ipaddress import IPv4Address
from typing import TypeGuard
from urllib.parse import SplitResult, unquote, urlsplit

from pos_app.devices.finding.addresses import queue_from, serial_from, usb_from
from pos_app.devices.transports.transport import NoPrinter, Transport
from pos_app.domain.errors import LapakError

_CUPS_NAME = re.compile(
    r"[^-\s/#,][^\s/#,]*"
)  # its programs would read others as options, or as two

_HOST_NAME = re.compile(r"[\w-]+(\.[\w-]+)*\.?")
_NUMBERS = re.compile(r"[0-9.]+")


def transport_from(address: str) -> Transport:
    """The transport of an address: `none`, or one of these.

    `tcp://host:port` (9100 if left out), `file:///dev/usb/lp0`,
    `serial:///dev/rfcomm0?baud=9600` (9600 if left out), `serial://COM5`,
    `usb://0416:5011` with `/SERIAL` where two are alike, `windows://Printer%20name`,
    `cups://queue`. Nothing is opened yet. Raises LapakError `printer_address_not_understood`.
    """
    text = address.strip()
    if text == NoPrinter.address:
        return NoPrinter()
    try:
        parts = urlsplit(text)
        reads = _TRANSPORTS[parts.scheme]
        return reads(_plain(parts))
    except (KeyError, ValueError) as error:
        raise LapakError("printer_address_not_understood", address=address) from error


def _plain(parts: SplitResult) -> SplitResult:
    if parts.fragment or parts.username is not None or "\0" in unquote(parts.netloc + parts.path):
        raise ValueError(parts.netloc)
    return parts


def _tcp(parts: SplitResult) -> Transport:
    from pos_app.devices.transports.tcp import DEFAULT_PORT, TcpPrinter

    host, port = parts.hostname, parts.port
    if not _is_host(host) or port == 0 or parts.query or parts.path not in {"", "/"}:
        raise ValueError(parts.netloc)
    return TcpPrinter(host, port or DEFAULT_PORT)


def _is_host(host: str | None) -> TypeGuard[str]:
    """Whether it may be one at all; raises ValueError for numbers that are no address."""
    if host is None or not (":" in host or _HOST_NAME.fullmatch(host)):
        return False
    return not _NUMBERS.fullmatch(host) or bool(IPv4Address(host))


def _file(parts: SplitResult) -> Transport:
    from pos_app.devices.transports.device_file import DeviceFilePrinter

    if parts.netloc or parts.query or not parts.path.startswith("/"):
        raise ValueError(parts.path)
    return DeviceFilePrinter(unquote(parts.path))


def _serial(parts: SplitResult) -> Transport:
    from pos_app.devices.transports.serial_printer import SerialPrinter

    return SerialPrinter(serial_from(parts))


def _usb(parts: SplitResult) -> Transport:
    from pos_app.devices.transports.usb_printer import UsbPrinter

    return UsbPrinter(usb_from(parts))


def _windows(parts: SplitResult) -> Transport:
    from pos_app.devices.transports.windows_printer import WindowsPrinter

    return WindowsPrinter(queue_from(parts))


def _cups(parts: SplitResult) -> Transport:
    from pos_app.devices.transports.cups_printer import CupsPrinter

    name = queue_from(parts)
    if not _CUPS_NAME.fullmatch(name):
        raise ValueError(name)
    return CupsPrinter(name)


_TRANSPORTS: Mapping[str, Callable[[SplitResult], Transport]] = {
    "tcp": _tcp,
    "file": _file,
    "serial": _serial,
    "usb": _usb,
    "windows": _windows,
    "cups": _cups,
}
