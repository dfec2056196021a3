"""Files that are written whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes, *, mode: int = 0o666) -> None:
    """Write beside a file, then put that in its place: a full disk or a power cut tears neither.

    What was written is on the disk when this returns. `mode` are the rights of a new file, less
    the umask. Raises OSError; the former file is as it was, and nothing lies beside it.
    """

    def opened(name: str, flags: int) -> int:
        return os.open(name, flags, mode)

    beside = path.with_name(f"{path.name}.part")
    try:
        with open(beside, "wb", opener=opened) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
