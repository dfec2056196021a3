"""Where a file can be handed over: sticks and cards that are plugged in."""

import os
from pathlib import Path

import msgspec
from PySide6.QtCore import QStorageInfo

_MOUNTED_UNDER = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


class Stick(msgspec.Struct, frozen=True):
    """A place to write to; `free` is in bytes."""

    path: Path
    name: str
    free: int


def sticks() -> tuple[Stick, ...]:
    """What is plugged in now. A drive that hangs is waited for: never call it from a window."""
    home = str(Path.home())
    found = [
        Stick(Path(volume.rootPath()), volume.displayName(), volume.bytesAvailable())
        for volume in QStorageInfo.mountedVolumes()
        if volume.isValid() and volume.isReady() and is_stick(volume.rootPath(), home, os.name)
    ]
    return tuple(sorted(found, key=lambda stick: str(stick.path)))


def is_stick(root: str, home: str, system: str) -> bool:
    """Whether a volume is none that the machine itself lives on.

    Windows tells small sticks as removable and large ones as fixed, so every drive but the one
    with the person's own folder is offered there.
    """
    if system == "nt":
        return root[:2].upper() != home[:2].upper()
    return root.startswith(_MOUNTED_UNDER)
