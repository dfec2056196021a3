"""Memory: the most that a till at work takes against the most that a bare window takes."""

from pathlib import Path

from tests.bench.measure import Figure, Sizes, median, paired
from tests.bench.processes import run
from tests.bench.shelf import stocked

_MEGABYTE = 1024 * 1024
_ROUNDS = 3


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`memory_vs_bare`."""
    folder = stocked(work, sizes.many_products)
    bare, busy = [], []
    for _ in range(min(_ROUNDS, sizes.starts)):
        bare.append(run("tests.bench.bare_process", "memory")["peak_bytes"] / _MEGABYTE)
        said = run("tests.bench.busy_process", folder, sizes.many_products)
        busy.append(said["peak_bytes"] / _MEGABYTE)
    told = f"{median(busy):.1f} / {median(bare):.1f} MB"
    return (paired("memory_vs_bare", busy, bare, told),)
