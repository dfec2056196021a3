"""From the printer address in the settings to the transport that reaches it."""

from urllib.parse import unquote, urlsplit

from pos_app.devices.device_file import DeviceFilePrinter
from pos_app.devices.tcp import DEFAULT_PORT, TcpPrinter
from pos_app.devices.transport import NoPrinter, Transport
from pos_app.domain.errors import LapakError


def transport_from(address: str) -> Transport:
    """The transport of `none`, `tcp://host:port` (9100 if left out) or `file:///dev/usb/lp0`.

    Nothing is opened yet. Raises LapakError `printer_address_not_understood`.
    """
    text = address.strip()
    if text == NoPrinter.address:
        return NoPrinter()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise LapakError("printer_address_not_understood", address=address) from error
    if parts.query or parts.fragment or parts.username is not None:
        raise LapakError("printer_address_not_understood", address=address)
    match parts.scheme:
        case "tcp" if host and port != 0 and parts.path in {"", "/"}:
            return TcpPrinter(host, port or DEFAULT_PORT)
        case "file" if not parts.netloc and parts.path.startswith("/"):
            return DeviceFilePrinter(unquote(parts.path))
    raise LapakError("printer_address_not_understood", address=address)
