"""Start: from the process to the first painted frame, and to a sell page with its products."""

from pathlib import Path

from tests.bench.measure import Figure, Sizes, median, ms, paired
from tests.bench.processes import run
from tests.bench.shelf import stocked

_BARE = "tests.bench.bare_process"
_TILL = "tests.bench.starting_process"


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`first_frame_vs_bare` and `sell_page_vs_bare`; the first pair only warms the disk's cache."""
    folder = stocked(work, sizes.many_products)
    pairs = [(run(_BARE), run(_TILL, folder)) for _ in range(sizes.starts + 1)][1:]
    bare = [_after(said, "first_frame") for said, _ in pairs]
    frame = [_after(said, "first_frame") for _, said in pairs]
    selling = [_after(said, "sell_page") for _, said in pairs]
    return (
        paired("first_frame_vs_bare", frame, bare, f"{ms(median(frame))} / {ms(median(bare))}"),
        paired("sell_page_vs_bare", selling, bare, f"{ms(median(selling))} / {ms(median(bare))}"),
    )


def _after(said: dict[str, float], what: str) -> float:
    return said[what] - said["started"]
