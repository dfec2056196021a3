"""kill -9 of a real selling process at random moments: nothing that was acknowledged is lost."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from pos_app.domain import journal
from pos_app.domain.kinds import body_of
from pos_app.domain.sale import Sale
from pos_app.services.till import Till, Work
from pos_app.store import journal as stored
from pos_app.store.verification import verify
from tests.drivers.tills import database_in, make_till

KILLS = 15
TOP = Path(__file__).parents[2]


def sell_until_killed(folder: Path, first: int, rng: Random) -> list[str]:
    """Run the seller, kill it at some moment; the lines that it printed."""
    command = [sys.executable, "-m", "tests.drivers.seller", str(folder), str(first)]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as seller:
        assert seller.stdout is not None
        # Every third run dies at its start, the others while they sell.
        wanted, at_most_s = (0, 1.5) if rng.random() < 0.3 else (rng.randint(1, 25), 0.02)
        lines = [seller.stdout.readline() for _ in range(wanted)]
        with suppress(subprocess.TimeoutExpired):
            seller.wait(rng.uniform(0, at_most_s))
        assert seller.poll() is None, "the seller ended by itself"
        seller.kill()
        return [*lines, *seller.stdout.readlines()]


def sales_of(till: Till) -> list[Sale]:
    """Every sale in the journal, in its order."""

    def read(work: Work) -> list[Sale]:
        entries = [
            journal.decode(data) for _, chain in stored.chains(work.db) for _, data, _ in chain
        ]
        return [body_of(entry) for entry in entries if entry.kind == "sale.completed"]

    return till.read(read).result()


@pytest.mark.parametrize("seed", [1])
def test_a_seller_that_is_killed_again_and_again_loses_and_doubles_nothing(
    tmp_path: Path, seed: int
) -> None:
    rng = Random(seed)
    told: dict[str, str] = {}
    for _ in range(KILLS):
        lines = sell_until_killed(tmp_path, len(told) + 1, rng)
        told |= dict(line.split() for line in lines)
        if database_in(tmp_path).exists() and told:
            assert verify(database_in(tmp_path)).sales in {len(told), len(told) + 1}
    assert len(told) >= KILLS

    till = make_till(tmp_path)
    sales = sales_of(till)
    till.close()
    by_id = {sale.id: sale.receipt_number for sale in sales}
    assert len(by_id) == len(sales)
    assert {f"sale-{number}": receipt for number, receipt in told.items()}.items() <= by_id.items()
    numbers = [sale.receipt_number for sale in sales]
    assert numbers == [f"A12-K1-{number:06d}" for number in range(1, len(sales) + 1)]
    verified = verify(database_in(tmp_path))
    assert (verified.sales, verified.total) == (len(sales), sum(sale.total for sale in sales))
