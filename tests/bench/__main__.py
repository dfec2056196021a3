"""`python -m tests.bench [--only NAME] [--out build/bench.json]`: measure, write, print."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench import (
    bundles,
    chain,
    checkout,
    closing,
    exporting,
    history,
    ingest,
    large_fair,
    memory,
    merging,
    pricing,
    printing,
    reconnect,
    relay,
    report,
    settling,
    spooling,
    startup,
    watched,
    window,
    workers,
)
from tests.bench.measure import FULL, QUICK, Figure, Sizes

SUBJECTS: Mapping[str, Callable[[Path, Sizes], tuple[Figure, ...]]] = {
    "checkout": checkout.measure,
    "pricing": pricing.measure,
    "closing": closing.measure,
    "history": history.measure,
    "window": window.measure,
    "printing": printing.measure,
    "spooling": spooling.measure,
    "startup": startup.measure,
    "memory": memory.measure,
    "ingest": ingest.measure,
    "reconnect": reconnect.measure,
    "relay": relay.measure,
    "merging": merging.measure,
    "chain": chain.measure,
    "bundles": bundles.measure,
    "settling": settling.measure,
    "large_fair": large_fair.measure,
    "watched": watched.measure,
    "workers": workers.measure,
    "exporting": exporting.measure,
}


def main() -> None:
    asked = _arguments()
    work = asked.out.absolute().parent / "bench"
    shutil.rmtree(work, ignore_errors=True)
    figures: dict[str, Figure] = {}
    try:
        for name in asked.only or SUBJECTS:
            sys.stderr.write(f"{name} …\n")
            measured = SUBJECTS[name](work, QUICK if asked.quick else FULL)
            figures |= {figure.key: figure for figure in measured}
    finally:
        shutil.rmtree(work, ignore_errors=True)
    report.save(asked.out, figures)
    sys.stdout.write(f"{report.table(figures)}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=SUBJECTS, help="a subject, repeatable")
    parser.add_argument("--out", type=Path, default=Path("build/bench.json"))
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does everything run?")
    return parser.parse_args()


if __name__ == "__main__":
    main()
