"""Writing a file that somebody asked for."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from pos_app.domain.errors import LapakError

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def saved(path: Path, content: bytes) -> Path:
    """Write beside the file first, so that a full disk or a pulled stick leaves no torn one behind.

    Raises LapakError `file_no_room` or `file_not_written`.
    """
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        code = "file_no_room" if error.errno in _NO_ROOM else "file_not_written"
        raise LapakError(code, name=path.name, reason=str(error)) from error
    return path
