"""Data that was restored or copied: the till goes on at once, and no number is given out twice."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.domain.cash import CashWay
from pos_app.domain.continuation import Because
from pos_app.services import shifts
from pos_app.services.booth import current_register
from pos_app.services.mark_keeper import MarkKeeper
from pos_app.services.till import Till
from pos_app.store import machine_id, verification
from pos_app.store.install import install_path
from pos_app.store.mark import mark_path
from tests.drivers.tills import Clock, database_in, make_till, sell, set_up


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A booth's machine; its till is set up, has sold once, and is closed."""
    till = make_till(tmp_path / "booth")
    set_up(till)
    sell(till)
    closed(till)
    return tmp_path / "booth"


def closed(till: Till) -> None:
    """Close a till as the counter does."""
    MarkKeeper(till).close()
    till.close()


def reopened(folder: Path) -> Till:
    return make_till(folder, Clock())


def restored(folder: Path, sales: int = 1) -> Till:
    """A till whose database was put back to what it was some sales ago."""
    older = database_in(folder).read_bytes()
    till = reopened(folder)
    for _ in range(sales):
        sell(till)
    closed(till)
    database_in(folder).write_bytes(older)
    return reopened(folder)


@pytest.fixture
def behind(folder: Path) -> Iterator[Till]:
    till = restored(folder)
    yield till
    till.close()


def code(till: Till) -> str:
    register = till.read(current_register).result()
    assert register is not None
    return register.code


def test_a_till_that_is_only_opened_again_stays_what_it_is(folder: Path) -> None:
    for _ in range(2):
        till = reopened(folder)
        assert till.continued is None
        assert sell(till).sale.receipt_number.startswith("A12-K1-")
        closed(till)


def test_a_restored_database_goes_on_as_a_new_register(behind: Till) -> None:
    assert behind.continued is not None
    assert (behind.continued.because, behind.continued.before) == (Because.RESTORED, "A12-K1")
    assert behind.continued.now == f"A12-{code(behind)}"
    assert sell(behind).sale.receipt_number == f"A12-{code(behind)}-000001"


def test_a_power_cut_before_the_mark_was_written_restores_nothing(folder: Path) -> None:
    till = reopened(folder)
    sell(till)
    till.close()  # and no mark
    again = reopened(folder)
    assert again.continued is None
    again.close()


@pytest.mark.parametrize("torn", [b"", b"{}", b"\xff\xff", b'{"register":"r","seq":"x"}'])
def test_a_mark_that_cannot_be_read_tells_nothing(folder: Path, torn: bytes) -> None:
    mark_path(database_in(folder)).write_bytes(torn)
    till = reopened(folder)
    assert till.continued is None
    till.close()


def test_no_receipt_number_is_printed_twice_however_often_a_backup_comes_back(
    folder: Path,
) -> None:
    older = database_in(folder).read_bytes()
    numbers = []
    for _ in range(4):
        till = reopened(folder)
        numbers += [sell(till).sale.receipt_number for _ in range(2)]
        closed(till)
        database_in(folder).write_bytes(older)
    assert len(set(numbers)) == len(numbers)


def test_the_shift_goes_on_and_its_drawer_is_counted_whole(behind: Till) -> None:
    sold = sell(behind).sale
    summary = behind.read(shifts.shift_summary).result()
    assert summary is not None
    assert summary.report.totals.sales == 2
    assert summary.report.first_receipt == sold.receipt_number
    behind.write(shifts.move_cash, CashWay.OUT, 10_000, "Makan").result()
    closing = behind.write(shifts.close_shift, summary.report.expected - 10_000).result()
    assert (closing.difference, closing.sales) == (0, 2)
    assert behind.write(shifts.open_shift, "Siti", 0).result().receipts == 1


def test_what_was_continued_is_replayed_the_same(behind: Till) -> None:
    sell(behind)
    assert verification.verify(behind.path).sales == 2


def test_a_folder_that_was_copied_alone_is_another_register(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "till", tmp_path / "stick" / "till")
    copy = reopened(tmp_path / "stick")
    assert copy.continued is not None
    assert copy.continued.because is Because.COPIED
    assert code(copy) != "K1"
    copy.close()


def test_a_disk_that_runs_in_another_machine_is_another_register(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = reopened(folder)
    closed(first)
    monkeypatch.setattr(machine_id, "_told", lambda: "another machine")
    moved = reopened(folder)
    assert moved.continued is not None
    assert moved.install.public_key != first.install.public_key
    assert moved.install.install_id != first.install.install_id
    closed(moved)
    again = reopened(folder)
    assert (again.continued, again.install) == (None, moved.install)
    again.close()


def test_a_machine_that_tells_no_id_is_taken_for_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_id, "_told", lambda: "")
    till = reopened(folder)
    assert till.continued is None
    till.close()


def test_an_installation_of_an_earlier_version_learns_its_machine(folder: Path) -> None:
    path = install_path(database_in(folder))
    text = path.read_text(encoding="utf-8")
    head, _, tail = text.partition(',"machine":"')
    path.write_text(head + tail[tail.index('"') + 1 :], encoding="utf-8")
    till = reopened(folder)
    assert till.continued is None
    till.close()
    assert path.read_text(encoding="utf-8") == text


def test_the_machines_own_id_is_written_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_id, "_told", lambda: "0123456789abcdef")
    till = make_till(tmp_path / "booth")
    till.close()
    kept = install_path(database_in(tmp_path / "booth")).read_text(encoding="utf-8")
    assert "0123456789abcdef" not in kept
