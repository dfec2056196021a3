"""Doing something without root's rights, to whom no file is read-only."""

import os
from collections.abc import Callable
from pathlib import Path

from pos_app.domain.errors import LapakError

_NOBODY = 65534
"""The user that POSIX systems keep for those without rights."""


def told_as_nobody(action: Callable[[], object]) -> str:
    """What a LapakError's code is when a user without rights does it; `done` without one.

    It happens in a forked process, which has all modules loaded that root could read.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, _outcome(action).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read().decode()
    os.waitpid(child, 0)
    return told


def give_to_nobody(folder: Path) -> None:
    """Let that user own a folder and all in it, and reach it from the top."""
    if os.geteuid() != 0:
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, _NOBODY, _NOBODY)
    for path in folder.parents:
        if path.stat().st_mode & 0o005 != 0o005 and path.owner() == "root" and len(path.parts) > 2:
            path.chmod(path.stat().st_mode | 0o055)


def _outcome(action: Callable[[], object]) -> str:
    try:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
        action()
    except LapakError as error:
        return error.code
    except BaseException as error:  # noqa: BLE001 the parent process must hear of anything
        return repr(error)
    return "done"
