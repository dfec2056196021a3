"""A database that an earlier release wrote is brought up to date, and sells on."""

from pathlib import Path

import pytest
import zstandard

from pos_app.domain.slips import Slip
from pos_app.services import print_queue
from pos_app.services.shifts import shift_summary
from pos_app.services.till import Till
from pos_app.store import verification
from tests.drivers.tills import database_in, make_till, sell

RELEASES = Path(__file__).parent / "releases"


@pytest.fixture(params=sorted(path.name.partition(".")[0] for path in RELEASES.iterdir()))
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A booth A12 with two sales in an open shift, their receipts still to be printed."""
    database = database_in(tmp_path)
    database.parent.mkdir(parents=True)
    packed = (RELEASES / f"{request.param}.db.zst").read_bytes()
    database.write_bytes(zstandard.decompress(packed))
    return tmp_path


def opened(folder: Path) -> Till:
    return make_till(folder)


def test_sales_of_an_earlier_release_are_all_there_and_verify(folder: Path) -> None:
    till = opened(folder)
    summary = till.read(shift_summary).result()
    till.close()
    assert summary is not None
    assert (summary.totals.sales, summary.totals.turnover, summary.expected) == (2, 38_500, 338_500)
    assert verification.verify(till.path).total == 38_500


def test_an_earlier_release_sells_on_with_the_next_number(folder: Path) -> None:
    till = opened(folder)
    try:
        assert sell(till).sale.receipt_number == "A12-K1-000003"
    finally:
        till.close()


def test_receipts_that_an_earlier_release_left_in_the_queue_stay_there(folder: Path) -> None:
    till = opened(folder)
    jobs = till.read(print_queue.unfinished).result()
    till.close()
    titles = ["A12-K1-000001", "A12-K1-000002"]
    assert [(job.slip, job.title) for job in jobs] == [(Slip.SALE, title) for title in titles]


def test_a_copy_of_the_earlier_database_stays_beside_it(folder: Path) -> None:
    opened(folder).close()
    opened(folder).close()
    assert len(list(database_in(folder).parent.glob("*.before-*"))) == 1
