"""The nth call to the database fails while a till goes on as another register, or moves in."""

import itertools
from pathlib import Path

import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import GENESIS, Head, extend
from pos_app.services import booth, identity, moving
from pos_app.services.till import Till, Work
from pos_app.store import install, journal, registers
from pos_app.store.install import Install
from pos_app.store.taking_over import Chained
from pos_app.store.verification import verify
from tests.drivers.failing_database import failing_database
from tests.drivers.tills import database_in, make_till, sell, selling_till


def go_on(till: Till, here: Install) -> None:
    """What a start does that finds the data of another machine."""
    because = till.read(identity.noticed, here, None).result()
    if because is not None:
        till.write(identity.continue_register, here, because).result()


def count(till: Till) -> int:
    return len(till.read(lambda work: registers.registers(work.db)).result())


@pytest.mark.parametrize("for_good", [False, True])
def test_a_copied_till_opens_one_register_whatever_fails(tmp_path: Path, for_good: bool) -> None:
    machines = [install.load_or_create(tmp_path / f"{name}.install") for name in "ab"]
    with failing_database(tmp_path) as disk, selling_till(tmp_path) as till:
        told = set()
        for nth in itertools.count(1):
            before, here = count(till), machines[nth % 2]
            disk.fail(nth, for_good=for_good)
            try:
                go_on(till, here)
            except LapakError as error:
                told.add(error.code)
            disk.heal()
            assert count(till) in {before, before + 1}
            go_on(till, here)
            assert count(till) == before + 1
            if not disk.failed:
                break
        assert nth > 5
        assert told == {"disk_failed"}
        sell(till)
    assert verify(database_in(tmp_path)).registers == nth + 1


def journal_of(till: Till) -> list[Chained]:
    def everything(work: Work) -> list[bytes]:
        return journal.tail(work.db, booth.register_in_use(work).id, 0, 1000)

    lines = till.read(everything).result()
    register = till.read(booth.register_in_use).result().id
    return extend(Head(register, 0, GENESIS), lines)


def test_a_booth_moves_in_whole_or_not_at_all(tmp_path: Path) -> None:
    with selling_till(tmp_path / "old") as old:
        sell(old)
        chained = journal_of(old)
    with failing_database(tmp_path / "spare") as disk:
        spare = make_till(tmp_path / "spare")
        told = set()
        for nth in itertools.count(1, 31):
            disk.fail(nth, for_good=False)
            try:
                moving.move_journals(spare, chained)
            except LapakError as error:
                told.add(error.code)
            disk.heal()
            assert not list(spare.path.parent.glob("*.part*"))
            if not disk.failed:
                break
            assert spare.read(booth.current_register).result() is None
        assert nth > 100
        assert told == {"disk_failed"}
        sell(spare)
        spare.close()
    assert verify(database_in(tmp_path / "spare")).sales == 2
