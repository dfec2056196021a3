"""Transports that wait longer for an answer than a till does: a test's machine may be busy."""

from urllib.parse import urlsplit

from pos_app.devices.finding.addresses import SerialAddress
from pos_app.devices.transports.device_file import DeviceFilePrinter
from pos_app.devices.transports.serial_printer import SerialPrinter
from pos_app.devices.transports.tcp import TcpPrinter
from pos_app.devices.transports.transport import Transport

_REPLY_S, _WRITE_S = 15.0, 30.0


def patient(address: str) -> Transport:
    """The transport of a `tcp`, `file` or `serial` address."""
    parts = urlsplit(address)
    match parts.scheme:
        case "tcp":
            host, port = parts.hostname or "", parts.port or 0
            return TcpPrinter(host, port, reply_timeout_s=_REPLY_S, write_timeout_s=_WRITE_S)
        case "serial":
            at = SerialAddress(parts.path)
            return SerialPrinter(at, reply_timeout_s=_REPLY_S, write_timeout_s=_WRITE_S)
        case _:
            return DeviceFilePrinter(parts.path, reply_timeout_s=_REPLY_S, write_timeout_s=_WRITE_S)
