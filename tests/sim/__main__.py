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

_LIVED = {
    "sell": "sales",
    "void": "voids",
    "refund": "refunds",
    "shift": "shifts closed",
    "pushes": "turns of sending",
}
_INJECTED = {
    "request lost": "requests lost",
    "answer lost": "answers lost",
    "request repeated at once": "requests repeated at once",
    "request repeated later": "requests repeated later",
    "request delayed": "requests delayed",
    "arrived late": "arrived when nobody waited any more",
    "request torn": "requests torn",
    "answer torn": "answers torn",
    "request spoilt": "requests with a bit flipped",
    "answer spoilt": "answers with a bit flipped",
    "captive portal": "answers by a captive portal",
    "proxy was busy": "answers by a busy proxy",
    "booth cut off": "booths cut off",
    "till died": "tills killed",
    "server died": "servers killed",
    "till restored": "tills put back from a backup",
    "server restored": "servers put back from a backup",
    "restored server told so": "of these told so",
    "till copied": "tills copied",
    "clock jumped": "clocks that jumped",
}
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
    print(_table(happened))
    seconds = time.monotonic() - started
    print(f"{len(seeds) - len(broken):,} of {len(seeds):,} fairs held, in {seconds:,.0f} s")
    for promise in PROMISES if not broken else ():
        print(f"- {promise}")
    return bool(broken)


def _table(happened: Counter[str]) -> str:
    """What people did and what was done to them, in Markdown."""
    named = [*_LIVED.values(), *_INJECTED.values()]
    keys = [*_LIVED, *_INJECTED]
    cells = [f"{name} | {happened[key]:,}" for key, name in zip(keys, named, strict=True)]
    half = (len(cells) + 1) // 2
    left, right = cells[:half], [*cells[half:], " | "][:half]
    rows = [f"| {one} | {other} |" for one, other in zip(left, right, strict=True)]
    return "\n".join(["| what | times | what | times |", "|---|--:|---|--:|", *rows])


def _pool(processes: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=context)


if __name__ == "__main__":
    raise SystemExit(main())
