"""A backup copy is whole at every moment, and an older one stays until the new one is."""

import threading
from pathlib import Path

import pytest

from pos_app.domain.errors import LapakError
from pos_app.services.till import Till, Work
from pos_app.store import backup
from pos_app.store.verification import verify
from tests.drivers.tills import sell


def copied(work: Work, target: Path) -> Path:
    return backup.copy(work.db, target)


def test_a_copy_is_the_database_in_one_file(till: Till, tmp_path: Path) -> None:
    sell(till)
    target = till.read(copied, tmp_path / "stick" / "lapak.db").result()
    assert [path.name for path in target.parent.iterdir()] == ["lapak.db"]
    assert verify(target) == verify(till.path)


def test_each_copy_is_whole_while_sales_are_written(till: Till, tmp_path: Path) -> None:
    stop = threading.Event()

    def shop() -> None:
        while not stop.is_set():
            sell(till)

    selling = threading.Thread(target=shop)
    selling.start()
    try:
        target = tmp_path / "copy.db"
        counts = []
        for _ in range(10):
            sell(till)
            till.read(copied, target).result()
            counts.append(verify(target).sales)
    finally:
        stop.set()
        selling.join()
    assert counts == sorted(set(counts))
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.db"]


def test_a_copy_that_fails_leaves_the_older_one(till: Till, tmp_path: Path) -> None:
    target = till.read(copied, tmp_path / "copy.db").result()
    older = target.read_bytes()
    (tmp_path / "copy.db.part").mkdir()
    sell(till)
    with pytest.raises(LapakError, match="backup_failed"):
        till.read(copied, target).result()
    assert target.read_bytes() == older
    assert verify(till.path).sales == 1


@pytest.mark.parametrize("place", ["file/copy.db", "folder"])
def test_a_place_that_cannot_take_a_copy_is_said(till: Till, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder" / "full").mkdir(parents=True)
    with pytest.raises(LapakError) as caught:
        till.read(copied, tmp_path / place).result()
    assert caught.value.code == "backup_failed"
    assert caught.value.details["path"] == str(tmp_path / place)
    assert not list(tmp_path.rglob("*.part"))
