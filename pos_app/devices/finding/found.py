"""What a look for printers finds: each with the address that `transport_from` reads."""

from enum import StrEnum

import msgspec

from pos_app.domain.errors import LapakError


class Connection(StrEnum):
    """How a printer is connected."""

    NETWORK = "network"
    USB = "usb"
    SERIAL = "serial"
    BLUETOOTH = "bluetooth"
    SYSTEM = "system"  # a queue of Windows or CUPS


class Answer(StrEnum):
    """What came back when it was asked; `unasked` says nothing against a printer."""

    UNASKED = "unasked"
    PRINTER = "printer"  # answers as a printer
    SILENT = "silent"  # open, says nothing: many cheap printers
    STRANGER = "stranger"  # is no printer


class FoundPrinter(msgspec.Struct, frozen=True):
    """Something to print on, or a place where it may be; `name` is what people know it by."""

    address: str
    name: str
    kind: Connection
    answers: Answer = Answer.UNASKED


class Listing(msgspec.Struct, frozen=True):
    """What this machine knows of without asking anybody.

    `unlisted` are errors, each with a sentence in `pos_app.messages`, for what could not be listed.
    """

    printers: tuple[FoundPrinter, ...]
    unlisted: tuple[LapakError, ...] = ()


class Looked(msgspec.Struct, frozen=True):
    """How far a look over the network has come; `printers` in the order of their addresses."""

    done: int
    total: int
    printers: tuple[FoundPrinter, ...] = ()
