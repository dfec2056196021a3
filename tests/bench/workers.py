"""Ingest into PostgreSQL with several processes against one."""

from pathlib import Path

from tests.bench.backlog import Fair, Tills, serving, set_up
from tests.bench.engines import postgres
from tests.bench.measure import Figure, Sizes, median, ms, paired, seconds


def measure(_work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`ingest_4_processes_vs_1`: above 1 several are quicker."""
    with postgres() as databases:
        fair = set_up(databases.template, 2 * sizes.crew, sizes.sales_each)
        one, several = [], []
        for _ in range(min(sizes.ingests, 5)):
            one.append(_pushed(fair, databases.copy("one"), 1))
            several.append(_pushed(fair, databases.copy("several"), sizes.crew))
            databases.drop("one")
            databases.drop("several")
    told = (
        f"{fair.entries} entries of {2 * sizes.crew} tills: {ms(median(several))} with "
        f"{sizes.crew} processes, {ms(median(one))} with one"
    )
    return (paired("ingest_4_processes_vs_1", one, several, told),)


def _pushed(fair: Fair, url: str, workers: int) -> float:
    with serving(url, workers) as (address, _):
        tills = Tills(fair, address)
        try:
            tills.greet()
            return seconds(tills.push_all)
        finally:
            tills.close()
