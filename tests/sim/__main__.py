"""Many fairs with bad days, on all cores: `make sim SEEDS=10000`, or one again: `--seed 4711`.

Tells what was injected and what held; the exit code says whether something did not. Goes on after
a stop with `--from`.
"""

import argparse
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from tests.sim.convergence import PROMISES
from tests.sim.seed import Outcome, live, live_tidily

_INJECTED = (
    "request lost",
    "answer lost",
    "request repeated at once",
    "request repeated later",
    "request delayed",
    "arrived late",
    "request torn",
    "answer torn",
    "request spoilt",
    "captive portal",
    "proxy was busy",
    "booth cut off",
    "till died",
    "server died",
    "till restored",
    "server restored",
    "till copied",
    "clock jumped",
)
_LIVED = ("sell", "void", "refund", "shift", "pushes")
_EVERY_S = 60


def main() -> int:
    """Live through the fairs that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.sim", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="how many fairs")
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first seed")
    parser.add_argument("--seed", type=int, help="only this one, and its story")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    # Sets of texts have an order of their own in each process, unless they are told this.
    os.environ["PYTHONHASHSEED"] = "0"
    if asked.seed is not None:
        return _one(asked.seed)
    return _many(range(asked.first, asked.first + asked.seeds), asked.processes)


def _one(seed: int) -> int:
    with _pool(1) as pool:
        outcome = pool.submit(live, seed).result()
    print("\n".join(outcome.story))
    print(outcome.trouble or f"seed {seed}: everything held")
    return bool(outcome.trouble)


def _many(seeds: range, processes: int) -> int:
    started = told = time.monotonic()
    happened: Counter[str] = Counter()
    broken: list[int] = []
    with _pool(processes) as pool:
        outcomes: Iterable[Outcome] = pool.map(live_tidily, seeds, chunksize=4)
        for outcome in outcomes:
            happened += outcome.happened
            if outcome.trouble:
                broken.append(outcome.seed)
                print(f"seed {outcome.seed}: {outcome.trouble}", flush=True)
            if time.monotonic() - told > _EVERY_S:
                told = time.monotonic()
                print(f"… up to seed {outcome.seed}, {len(broken)} broken", flush=True)
    for name in (*_LIVED, *_INJECTED):
        print(f"{happened[name]:10,} {name}")
    seconds = time.monotonic() - started
    print(f"{len(seeds) - len(broken):,} of {len(seeds):,} fairs held, in {seconds:,.0f} s")
    for promise in PROMISES if not broken else ():
        print(f"held: {promise}")
    return bool(broken)


def _pool(processes: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=context)


if __name__ == "__main__":
    raise SystemExit(main())
