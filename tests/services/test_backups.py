"""Copies of a till's database: whole, in a second place, only the latest few."""

from pathlib import Path

import pytest

from pos_app.domain.errors import LapakError
from pos_app.services import backups
from pos_app.store.verification import verify
from tests.drivers.tills import Clock, make_till, sell, selling_till


def test_a_backup_is_a_whole_database_with_everything_sold_so_far(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        sold = [sell(till).sale.total for _ in range(3)]
        made = till.read(backups.make_backup, backups.backup_folder(till)).result()
        sell(till)
    found = verify(made)
    assert (found.sales, found.total) == (3, sum(sold))


def test_only_the_latest_backups_are_kept(tmp_path: Path) -> None:
    clock = Clock()
    with selling_till(tmp_path, clock) as till:
        folder = backups.backup_folder(till)
        made = []
        for _ in range(backups.KEPT + 2):
            clock.move(minutes=1)
            made.append(till.read(backups.make_backup, folder).result())
    assert sorted(folder.iterdir()) == made[-backups.KEPT :]


def test_the_newest_backup_takes_the_place_of_a_lost_database(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        sold = sell(till).sale.total
        till.read(backups.make_backup, backups.backup_folder(till)).result()
        sell(till)
        database = till.path
    database.write_bytes(b"")
    backups.restore_newest(database)
    assert (verify(database).sales, verify(database).total) == (1, sold)


def test_backups_alone_show_that_a_database_was_lost(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        till.read(backups.make_backup, backups.backup_folder(till)).result()
    till.path.unlink()
    (tmp_path / "till.install").unlink()
    with pytest.raises(LapakError, match="database_lost"):
        make_till(tmp_path)


def test_what_stood_in_the_place_of_a_restored_backup_is_kept(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        till.read(backups.make_backup, backups.backup_folder(till)).result()
        database = till.path
    database.write_bytes(b"damaged")
    backups.restore_newest(database)
    assert Path(f"{database}.old-1").read_bytes() == b"damaged"


def test_without_a_backup_nothing_is_touched(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        database = till.path
    before = database.read_bytes()
    with pytest.raises(LapakError, match="restore_failed"):
        backups.restore_newest(database)
    assert database.read_bytes() == before


def test_a_new_start_keeps_all_files_of_the_old_till(tmp_path: Path) -> None:
    clock = Clock()
    with selling_till(tmp_path, clock) as till:
        sell(till)
        kept = till.read(backups.make_backup, backups.backup_folder(till)).result()
        database = till.path
    backups.start_anew(database)
    with selling_till(tmp_path, clock) as till:
        folder = backups.backup_folder(till)
        for _ in range(backups.KEPT + 1):
            clock.move(minutes=1)
            till.read(backups.make_backup, folder).result()
        assert till.install.install_id
    assert verify(Path(f"{database}.old-1")).sales == 1
    assert verify(Path(f"{folder}.old-1") / kept.name).sales == 1
    assert (tmp_path / "till.install.old-1").exists()
