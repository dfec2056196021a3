"""A booth that moves to a spare laptop with a backup."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.domain.continuation import Because
from pos_app.domain.errors import LapakError
from pos_app.services import backups, booth, catalogue, returns, shifts
from pos_app.services.moving import move_here
from pos_app.services.till import Till
from pos_app.store import verification
from tests.drivers.tills import Clock, database_in, make_till, sell, set_up


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Till]:
    """The laptop that is replaced: it sold twice, and its shift is open."""
    till = make_till(tmp_path / "old")
    set_up(till)
    for _ in range(2):
        sell(till)
    yield till
    till.close()


@pytest.fixture
def spare(tmp_path: Path) -> Iterator[Till]:
    till = make_till(tmp_path / "spare", Clock())
    yield till
    till.close()


@pytest.fixture
def backup(old: Till, tmp_path: Path) -> Path:
    return old.read(backups.make_backup, tmp_path / "stick").result()


def test_everything_goes_on_at_the_spare_laptop_under_its_own_numbers(
    old: Till, spare: Till, backup: Path
) -> None:
    continued = move_here(spare, backup)
    assert (continued.because, continued.before) == (Because.MOVED, "A12-K1")
    sold = sell(spare).sale
    assert sold.receipt_number == f"{continued.now}-000001"
    assert sell(old).sale.receipt_number == "A12-K1-000003"
    assert spare.read(catalogue.count_products).result() == 5
    summary = spare.read(shifts.shift_summary).result()
    assert summary is not None
    assert summary.report.totals.sales == 3
    assert verification.verify(spare.path).sales == 3


def test_what_was_sold_before_can_be_taken_back_there(old: Till, spare: Till, backup: Path) -> None:
    sold = sell(old).sale
    move_here(spare, old.read(backups.make_backup, backup.parent).result())
    spare.write(returns.void_sale, sold.id, "Salah").result()
    assert verification.verify(spare.path).sales == 2


def test_a_till_that_has_a_booth_takes_nothing_over(spare: Till, backup: Path) -> None:
    set_up(spare, "B7")
    with pytest.raises(LapakError, match="booth_exists"):
        move_here(spare, backup)


@pytest.mark.parametrize("size", [0, 90, 5_000, 60_000])
def test_a_file_that_is_not_whole_changes_nothing(spare: Till, backup: Path, size: int) -> None:
    with backup.open("rb+") as file:
        file.truncate(size)
    with pytest.raises(LapakError):
        move_here(spare, backup)
    assert spare.read(booth.current_register).result() is None
    assert not list(spare.path.parent.glob("*.part*"))
    set_up(spare)
    assert sell(spare).seq


def test_what_is_no_backup_of_a_booth_is_refused_by_name(
    tmp_path: Path, spare: Till, backup: Path
) -> None:
    empty = make_till(tmp_path / "empty")
    empty.close()
    text = tmp_path / "notes.db"
    text.write_text("daftar belanja " * 500, encoding="utf-8")
    for path, code in (
        (database_in(tmp_path / "empty"), "data_without_booth"),
        (tmp_path / "gone.db", "database_missing"),
        (text, "database_foreign"),
    ):
        with pytest.raises(LapakError, match=code):
            move_here(spare, path)
    assert move_here(spare, backup).before == "A12-K1"


def test_a_crash_before_the_new_register_was_opened_opens_it_at_the_next_start(
    tmp_path: Path, old: Till, spare: Till, monkeypatch: pytest.MonkeyPatch, backup: Path
) -> None:
    def crash(*_: object) -> None:
        raise LapakError("disk_full")

    monkeypatch.setattr("pos_app.services.identity.continue_register", crash)
    with pytest.raises(LapakError, match="disk_full"):
        move_here(spare, backup)
    monkeypatch.undo()
    spare.close()
    again = make_till(tmp_path / "spare", Clock())
    assert again.continued is not None
    assert again.continued.before == "A12-K1"
    again.close()


def test_the_file_of_a_till_that_is_closed_is_as_good_as_a_backup(
    tmp_path: Path, old: Till, spare: Till
) -> None:
    old.close()
    shutil.copytree(tmp_path / "old" / "till", tmp_path / "disk")
    assert move_here(spare, tmp_path / "disk" / "lapak.db").before == "A12-K1"


def test_what_a_move_that_was_killed_left_behind_is_gone_at_the_next_start(
    tmp_path: Path, backup: Path
) -> None:
    folder = database_in(tmp_path / "spare").parent
    folder.mkdir(parents=True)
    left = [folder / f"taken-over.part{end}" for end in ("", "-wal", "-shm")]
    for path in left:
        path.write_bytes(b"half a booth")
    spare = make_till(tmp_path / "spare")
    assert not any(path.exists() for path in left)
    move_here(spare, backup)
    spare.close()
