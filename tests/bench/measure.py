"""What the benches share: sizes, figures, and a clock read around a function."""

import math
import time
from collections.abc import Callable, Sequence

import msgspec


class Sizes(msgspec.Struct, frozen=True):
    """How much is measured; `QUICK` only shows that everything runs."""

    many_products: int = 50_000
    few_products: int = 500
    checkouts: int = 1_500
    sales: int = 20_000
    around: int = 200
    scans: int = 300
    searches: int = 500
    starts: int = 11
    registers: int = 5
    sales_each: int = 2_000
    ingests: int = 11
    crowd: int = 200
    crowd_sales: int = 200
    chained: int = 20_000
    bundled: int = 50_000
    long_shift: int = 5_000
    short_shift: int = 50
    closings: int = 15
    long_history: int = 50_000
    short_history: int = 500
    openings: int = 60
    receipts: int = 400
    queued: int = 1_000
    stalled_receipts: int = 50
    merged: int = 5_000
    settled: int = 400
    booths: int = 400
    small_fair: int = 10_000
    large_fair: int = 2_000_000
    viewers: int = 50
    pushing: int = 100
    pushed_each: int = 100
    crew: int = 4
    exported: int = 200_000


FULL = Sizes()
QUICK = Sizes(
    many_products=90,
    few_products=30,
    checkouts=3,
    sales=40,
    around=4,
    scans=3,
    searches=4,
    starts=1,
    registers=2,
    sales_each=12,
    ingests=1,
    crowd=4,
    crowd_sales=3,
    chained=20,
    bundled=20,
    long_shift=6,
    short_shift=2,
    closings=2,
    long_history=12,
    short_history=4,
    openings=2,
    receipts=3,
    queued=5,
    stalled_receipts=2,
    merged=3,
    settled=3,
    booths=3,
    small_fair=6,
    large_fair=30,
    viewers=2,
    pushing=2,
    pushed_each=7,
    crew=2,
    exported=12,
)


class Figure(msgspec.Struct, frozen=True):
    """One key of the report, its value, and what it was made from, for people."""

    key: str
    value: float
    told: str


def seconds(function: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def median(values: Sequence[float]) -> float:
    """The middle value; the mean of the two in the middle for an even number."""
    ordered = sorted(values)
    return (ordered[len(ordered) // 2] + ordered[(len(ordered) - 1) // 2]) / 2


def p99(values: Sequence[float]) -> float:
    """The value that 99 of 100 do not exceed."""
    return sorted(values)[math.ceil(len(values) * 0.99) - 1]


def ms(value: float) -> str:
    """Seconds as milliseconds, for people."""
    return f"{value * 1000:.2f} ms"


def ratio(key: str, ours: Sequence[float], theirs: Sequence[float]) -> Figure:
    """The quotient of two medians of many short measurements, in seconds."""
    here, there = median(ours), median(theirs)
    return Figure(key, here / there, f"{ms(here)} / {ms(there)}, {len(ours)} each")


def paired(key: str, above: Sequence[float], below: Sequence[float], told: str) -> Figure:
    """The median quotient of a few long measurements, each with the one beside it in time.

    A machine that works at half its speed for some seconds then slows both sides of a quotient.
    """
    quotients = [over / under for over, under in zip(above, below, strict=True)]
    spread = f"{min(quotients):.2f}–{max(quotients):.2f} in {len(quotients)}"
    return Figure(key, median(quotients), f"{told}, {spread}")


def median_ms(key: str, times: Sequence[float]) -> Figure:
    """The median of many short measurements, given in seconds, in milliseconds."""
    return Figure(key, median(times) * 1000, f"{len(times)} times, {ms(p99(times))} at p99")
