"""CUPS by its own programs `lp`, `lpstat` and `cancel`: they are there wherever CUPS is."""

import errno
import os
import re
import sys
from collections.abc import Iterator

from pos_app.devices.finding.addresses import queue_address
from pos_app.devices.finding.found import Connection, FoundPrinter
from pos_app.devices.finding.missing_part import cups as missing_cups

PATIENCE_S = 5.0
"""The programs answer at once unless the service hangs."""

_DEVICE = re.compile(r"^device for (?P<queue>\S+): (?P<device>.*)$", re.MULTILINE)
_NO_QUEUES = "No destinations added"
_COMPLAINTS = (
    ("Invalid destination name", errno.ENODEV),
    ("does not exist", errno.ENODEV),
    ("not accepting", errno.ECANCELED),
    ("Scheduler is not running", errno.ECONNREFUSED),
    ("Unable to connect", errno.ECONNREFUSED),
    ("Forbidden", errno.EACCES),
    ("Unauthorized", errno.EACCES),
)


def run(*command: str, given: bytes = b"", timeout_s: float = PATIENCE_S) -> str:
    """What a program of CUPS says, in English.

    Raises MissingPart without CUPS, TimeoutError, and OSError with what it complained of.
    """
    import subprocess  # most tills never ask CUPS

    try:
        process = subprocess.Popen(  # noqa: S603 -- words for CUPS's own programs, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
        )
    except FileNotFoundError as error:
        raise missing_cups() from error
    with process:
        try:
            said, complaint = process.communicate(given, timeout_s)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise TimeoutError(f"{command[0]} does not answer") from error
    if process.returncode:
        raise _numbered(complaint.decode(errors="replace").strip() or f"{command[0]} failed")
    return said.decode(errors="replace")


def listed() -> Iterator[FoundPrinter]:
    """Every queue of CUPS, in the order of their names; raises MissingPart or OSError."""
    try:
        said = run("lpstat", "-v")
    except OSError as error:
        if _NO_QUEUES in str(error):
            return
        raise
    for queue in sorted(_DEVICE.finditer(said), key=lambda queue: queue["queue"].lower()):
        name = queue["queue"]
        yield FoundPrinter(queue_address("cups", name), name, Connection.SYSTEM)


def _environment() -> dict[str, str]:
    """English words, and the system's libraries where PyInstaller has put its own before them."""
    environment = {**os.environ, "LC_ALL": "C"}
    if getattr(sys, "frozen", False):
        environment.pop("LD_LIBRARY_PATH", None)
        if before := environment.pop("LD_LIBRARY_PATH_ORIG", ""):
            environment["LD_LIBRARY_PATH"] = before
    return environment


def _numbered(complaint: str) -> OSError:
    known = (number for words, number in _COMPLAINTS if words in complaint)
    return OSError(next(known, errno.EIO), complaint)
