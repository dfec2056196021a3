"""How much memory a process took; imports little, so as to add little."""

import sys
from pathlib import Path


def peak_bytes(process: int | None = None) -> int:
    """The most memory that a process, this one unless told otherwise, has held at once."""
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process(process).memory_info().peak_wset)
    # Not `ru_maxrss`: a process inherits it from the one that started it.
    status = Path(f"/proc/{process or 'self'}/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024
