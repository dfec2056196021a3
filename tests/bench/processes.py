"""Processes that a bench starts, and what they say."""

import os
import subprocess
import sys
import time
from pathlib import Path

TOP = Path(__file__).parents[2]
_PATIENCE_S = 60
_ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
"""An installed program has its byte code, so a measured one may keep it too."""


def run(module: str, *arguments: object, patience_s: float = _PATIENCE_S) -> dict[str, float]:
    """Run a module to its end; what it said, as words with numbers, and `started`."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=TOP,
        env=_ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=patience_s,
    )
    said = dict(line.split() for line in done.stdout.splitlines())
    return {"started": started, **{word: float(number) for word, number in said.items()}}
