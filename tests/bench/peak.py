"""How much memory this process took; imports little, so as to add little."""

import sys
from pathlib import Path


def peak_bytes() -> int:
    """The most memory that this process has held at once."""
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process().memory_info().peak_wset)
    # Not `ru_maxrss`: a process inherits it from the one that started it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024
