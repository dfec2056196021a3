"""Killing a process of ours at a random moment of its work."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

TOP = Path(__file__).parents[2]


def killed(rng: Random, within_s: float, *words: str) -> None:
    """Run a bundler until it is ready, and kill it some time after that."""
    command = [sys.executable, "-m", "tests.drivers.bundler", *words]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as bundler:
        assert bundler.stdout is not None
        assert bundler.stdout.readline() == "ready\n"
        with suppress(subprocess.TimeoutExpired):
            bundler.wait(rng.uniform(0, within_s))
        assert bundler.poll() is None, "the bundler ended by itself"
        bundler.kill()
