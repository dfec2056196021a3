"""A booth that moves to a spare laptop by a code: all that the organizer holds is brought back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pos_app.domain.continuation import Because
from pos_app.domain.errors import LapakError
from pos_app.services import booth, carts, catalogue, moving, returns, shifts
from pos_app.services.organizer import SyncKind
from pos_app.services.till import Till
from pos_app.store import verification
from sync.client.bundles import StickBundles
from sync.client.join import join
from sync.client.server import Server
from sync.server.fair.moves import create_move_code
from tests.drivers.lines import open_line, push, register_id
from tests.drivers.people import staffed
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.tills import Clock, make_till, open_shop, sell, set_up


@pytest.fixture
def organizer(tmp_path: Path) -> Iterator[RealOrganizer]:
    with RealOrganizer(tmp_path) as made:
        yield made


@pytest.fixture
def old(tmp_path: Path, organizer: RealOrganizer) -> Iterator[Till]:
    """The laptop that is replaced: it sold twice and sent it, and its shift is open."""
    till = make_till(tmp_path / "old")
    join(till, organizer.address, organizer.join_code())
    open_shop(till)
    for _ in range(2):
        sell(till)
    push(till)
    yield till
    till.close()


@pytest.fixture
def spare(tmp_path: Path) -> Iterator[Till]:
    till = make_till(tmp_path / "spare", Clock())
    yield till
    till.close()


def move_code(organizer: RealOrganizer, register: str = "A1-K1") -> str:
    fair = organizer.fair
    return create_move_code(fair.office, fair.expo.id, register)[0].code


def moved_in(organizer: RealOrganizer, spare: Till) -> str:
    """Move by code; returns the code that the booth's receipts bear now."""
    join(spare, organizer.address, move_code(organizer))
    found = spare.read(moving.moved_here).result()
    assert found is not None
    assert (found.because, found.before) == (Because.MOVED, "A1-K1")
    return found.now


def test_everything_that_the_organizer_holds_goes_on_at_the_spare_laptop(
    organizer: RealOrganizer, old: Till, spare: Till
) -> None:
    now = moved_in(organizer, spare)
    assert spare.read(catalogue.count_products).result() == 5
    assert sell(spare).sale.receipt_number == f"{now}-000001"
    summary = spare.read(shifts.shift_summary).result()
    assert summary is not None
    assert summary.report.totals.sales == 3
    assert verification.verify(spare.path).sales == 3
    push(spare)
    assert (organizer.booth().sales, organizer.booth().status) == (3, "complete")


def test_what_the_old_laptop_sells_on_counts_and_it_is_told_where_the_booth_is(
    organizer: RealOrganizer, old: Till, spare: Till
) -> None:
    sell(old)  # not sent yet when the booth moves
    now = moved_in(organizer, spare)
    sell(spare)
    push(spare)
    with open_line(old) as line:
        told = line.until(SyncKind.ATTENTION)
    assert (told.code, told.details, told.waiting) == ("register_moved", {"register": now}, 0)
    sell(old)
    push(old)
    assert (organizer.booth().sales, organizer.booth().status) == (5, "complete")


def test_what_was_sold_before_can_be_taken_back_at_the_spare_laptop(
    organizer: RealOrganizer, old: Till, spare: Till
) -> None:
    sold = sell(old).sale
    push(old)
    moved_in(organizer, spare)
    spare.write(returns.void_sale, sold.id, "Salah").result()
    push(spare)
    assert organizer.booth().sales == 2


def test_people_and_their_permissions_move_along(
    organizer: RealOrganizer, old: Till, spare: Till
) -> None:
    staffed(old)
    push(old)
    moved_in(organizer, spare)
    assert verification.verify(spare.path).registers == 2


def test_a_till_that_has_a_booth_cannot_use_the_code_and_does_not_use_it_up(
    organizer: RealOrganizer, old: Till, spare: Till, tmp_path: Path
) -> None:
    code = move_code(organizer)
    busy = make_till(tmp_path / "busy")
    set_up(busy)
    with pytest.raises(LapakError, match="move_needs_empty_till"):
        join(busy, organizer.address, code)
    busy.close()
    join(spare, organizer.address, code)
    assert register_id(spare) != register_id(old)


def test_a_booth_that_moves_twice_brings_all_of_it_along(
    organizer: RealOrganizer, old: Till, spare: Till, tmp_path: Path
) -> None:
    now = moved_in(organizer, spare)
    sell(spare)
    push(spare)
    third = make_till(tmp_path / "third", Clock())
    join(third, organizer.address, move_code(organizer, now))
    sell(third)
    push(third)
    assert verification.verify(third.path).sales == 4
    assert (organizer.booth().sales, organizer.booth().status) == (4, "complete")
    third.close()


def test_a_booth_that_sold_alone_before_the_expo_moves_with_what_the_expo_knows(
    organizer: RealOrganizer, spare: Till, tmp_path: Path
) -> None:
    old = make_till(tmp_path / "old")
    set_up(old, "A1")
    sell(old)
    old.write(shifts.close_shift, 300_000).result()
    join(old, organizer.address, organizer.join_code())
    old.write(shifts.open_shift, "Siti", 300_000).result()
    sell(old)
    push(old)
    old.close()
    moved_in(organizer, spare)
    assert verification.verify(spare.path).sales == 1
    assert spare.read(catalogue.count_products).result() == 5
    sell(spare)


def test_a_register_of_which_nothing_is_held_has_nothing_to_move(
    organizer: RealOrganizer, tmp_path: Path
) -> None:
    till = make_till(tmp_path / "old")
    join(till, organizer.address, organizer.join_code())
    till.close()
    with pytest.raises(LapakError, match="register_not_heard"):
        move_code(organizer)


def test_when_the_way_breaks_nothing_has_changed_and_the_same_code_moves_it_later(
    organizer: RealOrganizer, old: Till, spare: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = move_code(organizer)

    def breaks(*_: object) -> None:
        raise LapakError("server_unreachable", address="x", reason="x")

    monkeypatch.setattr(Server, "sibling_page", breaks)
    with pytest.raises(LapakError, match="server_unreachable"):
        join(spare, organizer.address, code)
    monkeypatch.undo()
    assert spare.read(booth.current_register).result() is None
    assert not list(spare.path.parent.glob("*.part*"))
    join(spare, organizer.address, code)
    assert spare.read(carts.held).result() == ()
    assert verification.verify(spare.path).sales == 2


def test_a_booth_moves_with_a_complete_file_and_its_recovery_code(
    organizer: RealOrganizer, old: Till, spare: Till, tmp_path: Path
) -> None:
    sell(old)  # never sent: it stands in the file alone
    path, code = written(old, tmp_path)
    now = StickBundles(spare).bring(path, code).now
    assert sell(spare).sale.receipt_number == f"{now}-000001"
    assert verification.verify(spare.path).sales == 4
    with open_line(spare) as line:
        line.until(SyncKind.SYNCED)
    assert (organizer.booth().sales, organizer.booth().missing) == (4, 0)
    push(old)
    assert (organizer.booth().sales, organizer.booth().status) == (4, "complete")


def written(till: Till, folder: Path, *, complete: bool = True) -> tuple[Path, str]:
    """A file as `Setor data` writes it, and the till's recovery code."""
    stick = folder / "stick"
    stick.mkdir()
    bundles = StickBundles(till)
    [file] = bundles.write(stick, lambda _done, _of: None, complete=complete)
    return file.path, bundles.recovery_code()


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda data: data[: len(data) // 2], "bundle_damaged"),
        (lambda data: data[:-200] + bytes(20) + data[-180:], "bundle_damaged"),
        (lambda _: b"daftar belanja", "bundle_unknown"),
    ],
)
def test_a_file_that_is_not_whole_moves_nothing(
    old: Till, spare: Till, tmp_path: Path, damage: Callable[[bytes], bytes], code: str
) -> None:
    path, recovery = written(old, tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(LapakError, match=code):
        StickBundles(spare).bring(path, recovery)
    assert spare.read(booth.current_register).result() is None
    assert not list(spare.path.parent.glob("*.part*"))


def test_a_wrong_code_a_part_or_a_missing_file_is_said_by_name(
    old: Till, spare: Till, tmp_path: Path
) -> None:
    path, _ = written(old, tmp_path, complete=False)
    _, recovery = written(old, tmp_path / "old")
    for chosen, code, error in (
        (path, recovery, "bundle_not_complete"),
        (tmp_path / "old" / "stick" / "x.lapak", recovery, "file_not_readable"),
        (next((tmp_path / "old" / "stick").glob("*.lapak")), "AAAAA", "recovery_code_wrong"),
    ):
        with pytest.raises(LapakError, match=error):
            StickBundles(spare).bring(chosen, code)
    assert spare.read(booth.current_register).result() is None
