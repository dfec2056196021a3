"""One running till for one database, by a lock that the system lets go of when a process dies.

The library filelock does the same and costs 10 ms at every start, most of it importing.
"""

import os
import sys
from pathlib import Path

from pos_app.domain.errors import LapakError


class InstanceLock:
    """A locked file; it stays where it is, so that two processes never lock two files of a name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock at once.

        Raises LapakError `already_running`, or OSError where the file cannot be made.
        """
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0))
        try:
            _lock(descriptor)
        except (BlockingIOError, PermissionError) as error:
            os.close(descriptor)
            raise LapakError("already_running", path=str(self._path)) from error
        except OSError:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def release(self) -> None:
        """Let go; closing the descriptor unlocks it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
