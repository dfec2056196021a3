"""Which machine this is: the id that the operating system gave it, never told to anybody.

Of our own: the libraries for it start a shell, which the start of a till has no time for.
"""

import hashlib
import sys
from contextlib import suppress
from pathlib import Path

_LINUX = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def machine_mark(salt: str) -> str:
    """A hash of the machine's id and a salt, in hex; empty where the system tells none."""
    told = _told().strip()
    return hashlib.sha256(f"lapak/machine\0{salt}\0{told}".encode()).hexdigest() if told else ""


def _told() -> str:
    if sys.platform == "win32":
        return _windows()
    for path in _LINUX:
        with suppress(OSError, UnicodeDecodeError):
            return path.read_text(encoding="ascii")
    return ""


def _windows() -> str:
    import winreg

    place = r"SOFTWARE\Microsoft\Cryptography"
    with (
        suppress(OSError),
        winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key,  # type: ignore[attr-defined]
    ):
        return str(winreg.QueryValueEx(key, "MachineGuid")[0])  # type: ignore[attr-defined]
    return ""
