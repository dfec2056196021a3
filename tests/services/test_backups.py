"""Copies of a till's database: whole, in a second place, only the latest few."""

from pathlib import Path

from pos_app.services import backups
from pos_app.store.verification import verify
from tests.drivers.tills import Clock, sell, selling_till


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
