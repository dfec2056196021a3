"""Writing a file that somebody asked for."""

import errno
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from pos_app.domain.errors import LapakError
from pos_app.whole_file import write_whole
from ui.background import Background

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def saved(path: Path, content: bytes) -> Path:
    """Write a file whole; a full disk or a pulled stick leaves no torn one behind.

    Raises LapakError `file_no_room` or `file_not_written`.
    """
    try:
        write_whole(path, content)
    except OSError as error:
        code = "file_no_room" if error.errno in _NO_ROOM else "file_not_written"
        raise LapakError(code, name=path.name, reason=str(error)) from error
    return path


def save_made(
    background: Background,
    made: "Future[bytes]",
    path: Path,
    done: Callable[[Path], None],
    failed: Callable[[Exception], None],
) -> None:
    """Write a file's content once it is made; `done` gets the path, `failed` also what making did.

    Nothing of it runs on the window's thread.
    """

    def write(content: bytes) -> None:
        background.watch(background.run_blocking(saved, path, content), done, failed)

    background.watch(made, write, failed)
