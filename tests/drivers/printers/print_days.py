"""Many bad days at the printers, four at a time: `make printing SEEDS=1000`.

Tells what was injected, how often, and which days broke a promise; the exit code is their number.
"""

import argparse
import logging
import multiprocessing
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.drivers.printers.print_day import live
from tests.drivers.printers.print_plan import plan_of

_PROCESSES = 4
"""They wait most of the time."""

_HELD = (
    "every sale was committed and has its receipt",
    "no paper came out twice unless somebody said that it had not come out",
    "what was said to have been printed was on paper, or somebody said so",
    "what was said not to have been printed was not on paper",
    "nothing was doubtful without a fault",
    "nothing old was printed before somebody asked for it",
    "no drawer opened twice for one receipt",
    "in the end everything was on paper that nobody had given up",
)


def day_of(seed: int) -> tuple[Counter[str], str]:
    """Live through the day of a seed: what happened, and which promise was broken."""
    logging.disable()
    with tempfile.TemporaryDirectory() as folder:
        try:
            return live(Path(folder), plan_of(seed)), ""
        except Exception as error:  # noqa: BLE001 -- whatever it was, the other days go on
            return Counter(), f"{type(error).__name__}: {error}"


def main() -> int:
    """Live through the days that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1_000, help="how many days")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first day")
    asked = parser.parse_args()
    started = time.monotonic()
    seeds = range(asked.first, asked.first + asked.seeds)
    happened: Counter[str] = Counter()
    broken: dict[int, str] = {}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_PROCESSES, mp_context=context) as pool:
        for seed, (counted, trouble) in zip(seeds, pool.map(day_of, seeds), strict=True):
            happened += counted
            if trouble:
                broken[seed] = trouble
                print(f"seed {seed}: {trouble}", flush=True)
    for name, count in sorted(happened.items()):
        print(f"{count:8,} {name}")
    print(f"{len(seeds) - len(broken)} of {len(seeds)} days in {time.monotonic() - started:.0f} s")
    for promise in _HELD if not broken else ():
        print(f"held: {promise}")
    return min(len(broken), 100)


if __name__ == "__main__":
    raise SystemExit(main())
