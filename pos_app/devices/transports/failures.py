"""What an error of the system says of a printer: a word for logs, a code for people."""

import errno
import socket
import stat
from pathlib import Path
from typing import Any

from pos_app.devices.finding.missing_part import MissingPart
from pos_app.devices.transports.transport import (
    DeliveryUncertain,
    PrinterState,
    PrinterStatus,
    PrinterUnreachable,
)

_REASONS = {
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.ENXIO: "no_such_device",  # also a pipe that nobody reads
    errno.ENODEV: "no_such_device",
    errno.ENOENT: "no_such_device",
    errno.EBUSY: "busy",
    errno.EAGAIN: "busy",  # somebody else holds the lock of a serial port
    errno.EIO: "connection_lost",
    errno.EPIPE: "connection_lost",
    errno.ENETUNREACH: "no_network",
    errno.ENETDOWN: "no_network",
    errno.EHOSTUNREACH: "no_network",
    errno.ENOTSUP: "no_driver",
    errno.ECANCELED: "paused",  # a queue that takes no jobs
}
_CODES = {
    "no_permission": "printer_no_permission",
    "no_such_device": "printer_not_there",
    "busy": "printer_busy",
    "no_network": "printer_no_network",
    "name_unknown": "printer_name_unknown",
    "not_a_printer": "printer_not_a_printer",
    "no_driver": "printer_no_driver",
    "paused": "printer_paused",
    "stuck": "printer_queue_stuck",
}
_CANNOT_PRINT = {
    PrinterState.PAPER_OUT: "printer_paper_out",
    PrinterState.COVER_OPEN: "printer_cover_open",
    PrinterState.OFFLINE: "printer_offline",
}
_USUAL_GROUP = "lp"


class Stranger(ConnectionError):  # noqa: N818 -- says what it is
    """What answers is no printer."""


_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (Stranger, "not_a_printer"),
    (MissingPart, "part_missing"),
    (TimeoutError, "timeout"),
    (socket.gaierror, "name_unknown"),
    (ConnectionRefusedError, "refused"),
    (ConnectionError, "connection_lost"),
)
"""Words for errors by what they are, the first that fits."""


def reason_of(error: Exception) -> str:
    """A word for what went wrong, for logs and for choosing a sentence."""
    for kind, reason in _KINDS:
        if isinstance(error, kind):
            return reason
    if isinstance(error, OSError):
        return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
    return type(error).__name__


def unreachable(address: str, error: Exception, path: str = "") -> PrinterUnreachable:
    """The error where nothing was sent; `path` is the device file, where there is one."""
    if isinstance(error, MissingPart):
        return PrinterUnreachable("printer_part_missing", address=address, **error.details)
    reason = reason_of(error)
    details: dict[str, Any] = {"address": address, "reason": reason}
    if reason == "no_permission":
        details["group"] = group_of(path)
    return PrinterUnreachable(_CODES.get(reason, "printer_unreachable"), **details)


def require_ready(address: str, status: PrinterStatus) -> None:
    """Raise PrinterUnreachable for a printer that says that it cannot print."""
    code = _CODES.get(status.reason) or _CANNOT_PRINT.get(status.state)
    if code is not None:
        details = {"reason": status.reason} if status.reason else {}
        raise PrinterUnreachable(code, address=address, **details)


def broken(
    address: str, reason: str, *, sent: int, size: int
) -> PrinterUnreachable | DeliveryUncertain:
    """The error where a job broke off after so many of its bytes."""
    if sent == 0:
        states = {state.value: code for state, code in _CANNOT_PRINT.items()}
        code = _CODES.get(reason) or states.get(reason, "printer_unreachable")
        return PrinterUnreachable(code, address=address, reason=reason)
    return DeliveryUncertain(
        "delivery_uncertain", address=address, sent=sent, size=size, reason=reason
    )


def group_of(path: str) -> str:
    """The group whose members may use a device file: usually `lp`, or `dialout` for ports."""
    try:
        import grp

        told = Path(path).stat()
        name = grp.getgrgid(told.st_gid).gr_name
    except (ImportError, OSError, KeyError):
        return _guessed_group(path)
    if told.st_gid == 0 or not told.st_mode & stat.S_IWGRP:
        return _guessed_group(path)  # its group would not help
    return name


def _guessed_group(path: str) -> str:
    return "dialout" if Path(path).name.startswith(("tty", "rfcomm")) else _USUAL_GROUP
