"""What printers, their places and their work are called."""

import sys
from urllib.parse import unquote, urlsplit

from pos_app.services.printing.printer_addresses import Connection, Place, connection_of
from pos_app.settings import PrinterSetup
from resources.translations import Catalog

_MOST = 40


def connection_name(kind: Connection | None, tr: Catalog) -> str:
    """How a printer is connected."""
    names = {
        Connection.NETWORK: tr("Network (LAN)"),
        Connection.USB: tr("USB"),
        Connection.SERIAL: tr("Serial port"),
        Connection.BLUETOOTH: tr("Bluetooth"),
        Connection.SYSTEM: tr("Printer of this computer"),
    }
    return names[kind] if kind is not None else tr("No connection")


def place_name(place: Place, tr: Catalog) -> str:
    """What is typed to say where a printer is."""
    return {
        Place.NETWORK: tr("Network (LAN)"),
        Place.SERIAL: tr("Serial, Bluetooth"),
        Place.FILE: tr("Device file"),
        Place.USB: tr("USB number"),
        Place.WINDOWS: tr("Windows printer"),
        Place.CUPS: tr("CUPS queue"),
    }[place]


def place_hint(place: Place, tr: Catalog, platform: str = sys.platform) -> str:
    """What belongs into the field."""
    return {
        Place.NETWORK: tr("For example 192.168.1.50 (port 9100 is usual)"),
        Place.SERIAL: _serial_hint(tr, platform),
        Place.FILE: tr("For example /dev/usb/lp0"),
        Place.USB: tr("For example 0416:5011"),
        Place.WINDOWS: tr("The name as Windows shows it"),
        Place.CUPS: tr("The name of the queue in CUPS"),
    }[place]


def _serial_hint(tr: Catalog, platform: str) -> str:
    """Pairing makes a port by itself on Windows and macOS; on Linux somebody has to ask for it."""
    if platform == "win32":
        return tr("For example COM5. Bluetooth: pair the printer in Windows first.")
    if platform == "darwin":
        return tr("For example /dev/cu.Printer001. Bluetooth: pair the printer first.")
    return tr(
        "For example /dev/rfcomm0. Bluetooth: pair the printer, then type in a terminal, after "
        "each start of the computer: sudo rfcomm bind 0 and the printer's address"
    )


def role_names(tr: Catalog) -> dict[str, str]:
    """What a printer prints."""
    return {"receipt": tr("Receipts"), "order": tr("Order copies"), "label": tr("Labels")}


def code_ways(tr: Catalog) -> dict[str, str]:
    """How QR codes get onto paper."""
    return {
        "dots": tr("As a picture"),
        "enlarged": tr("As a small picture"),
        "native": tr("By the printer"),
    }


def roles_said(roles: tuple[str, ...], tr: Catalog) -> str:
    """What a printer prints, in one line."""
    names = role_names(tr)
    return ", ".join(names[role] for role in roles if role in names) or tr("Prints nothing yet")


def shown_address(address: str) -> str:
    """An address as people write it: a host, a port, a file, a name."""
    try:
        parts = urlsplit(address)
        place = unquote(parts.netloc + parts.path)
    except ValueError:
        return shortened(address)
    if parts.scheme == "tcp":
        place = place.removesuffix(":9100")
    return shortened(place or address)


def printer_name(setup: PrinterSetup) -> str:
    """What people call a printer: its name, or where it is."""
    return shortened(setup.name) if setup.name.strip() else shown_address(setup.address)


def shortened(text: str, most: int = _MOST) -> str:
    """A text that a system told, in one line that fits a button."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def advice(setup: PrinterSetup, tr: Catalog) -> str:
    """What to look at where nothing came out, one line each."""
    first = tr("Is it switched on, is paper in it, does its lamp shine without blinking?")
    by_kind = {
        Connection.NETWORK: (
            tr("Is the network cable in, or the printer on the same Wi-Fi as this machine?"),
            tr("Hold FEED while you switch it on: what it prints then tells its address."),
        ),
        Connection.USB: (
            tr("Pull the cable out and put it in again, at the printer too."),
            tr("Does another program use it, or another computer? Close that one."),
        ),
        Connection.SERIAL: (
            tr("Is the cable in? Does the speed match what the printer's self test tells?"),
            tr("A port without a printer takes everything, too: try the other ports."),
        ),
        Connection.BLUETOOTH: (
            tr("Is it paired with this computer, and with no telephone that is near?"),
            tr("Switch it off and on again, wait ten seconds, then print again."),
        ),
        Connection.SYSTEM: (
            tr(
                "Open the printer in the system's settings: is it paused, offline, or full of jobs?"
            ),
            tr("Print a test page from there: if that fails too, its driver is the cause."),
        ),
    }
    kind = connection_of(setup.address)
    lines = (first, *(by_kind[kind] if kind is not None else ()))
    return "\n".join(f"• {line}" for line in lines)
