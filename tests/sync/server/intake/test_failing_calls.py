"""The nth call to the organizer's database fails, for every n, while a push is taken in."""

import itertools
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from pos_app.domain.errors import LapakError
from sync.server.figures.projection import reproject
from sync.server.office import open_office
from tests.drivers.failing_database import FailingDatabase, failing_database
from tests.drivers.organizers import Clock, Fair, prepared


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[FailingDatabase]:
    with failing_database(tmp_path) as made:
        yield made


@pytest.fixture
def fair(tmp_path: Path, disk: FailingDatabase) -> Iterator[Fair]:
    assert not disk.failed
    opened = open_office(str(prepared(tmp_path / "organizer.db")), clock=Clock())
    yield Fair(opened)
    opened.database.close()


@pytest.mark.parametrize("for_good", [False, True])
def test_a_push_is_taken_in_whole_or_not_and_counts_once_when_repeated(
    disk: FailingDatabase, fair: Fair, caplog: pytest.LogCaptureFixture, for_good: bool
) -> None:
    till = fair.till()
    for nth in itertools.count(1):
        before = fair.push(till).acked_seq
        till.sell(2)
        till.void(till.sales[-1])
        raw = till.batch(after=before)
        disk.fail(nth, for_good=for_good)
        with suppress(LapakError, DBAPIError):
            assert fair.push(till, raw).acked_seq == till.head.seq
        disk.heal()
        assert fair.booth().held in (before, till.head.seq), f"half stored at call {nth}"
        assert fair.push(till, raw).acked_seq == till.head.seq
        booth = fair.booth()
        sales = len(till.sales) - len(till.returns)
        assert (booth.sales, booth.total) == (sales, till.total), f"not once at call {nth}"
        assert booth.status == "complete"
        if not disk.failed:
            break
    assert nth > 15
    reproject(fair.office.database, fair.expo.id)
    assert fair.booth() == booth
    assert {record.name for record in caplog.records} <= {"sync.server.intake.receive"}
    caplog.clear()
