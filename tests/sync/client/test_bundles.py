"""Handing data over on a stick: whole and read back, or nothing; and the organizer's answer."""

import errno
import io
import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from msgspec.structs import replace

from pos_app.domain.errors import LapakError
from pos_app.services import identity, outbox, shifts
from pos_app.services.bundles import Written
from pos_app.services.till import Till
from sync.bundle import acknowledgement, chains
from sync.bundle.acknowledgement import Acknowledged
from sync.client.bundles import StickBundles
from sync.client.join import join
from sync.client.stick import Disk
from sync.server.intake.bundles import Imported, Outcome, acknowledgements, import_bundle
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.tills import make_till, open_shop, sell
from tests.store.test_disk_full import fill, mounted


@pytest.fixture
def organizer(tmp_path: Path) -> Iterator[RealOrganizer]:
    with RealOrganizer(tmp_path) as made:
        yield made


@pytest.fixture
def till(organizer: RealOrganizer, tmp_path: Path) -> Iterator[Till]:
    """A till that has joined, has sold, and has not been online since."""
    made = make_till(tmp_path)
    join(made, organizer.address, organizer.join_code())
    open_shop(made)
    for _ in range(3):
        sell(made)
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def head(till: Till) -> int:
    register = till.read(outbox.situation).result().register
    assert register is not None
    return register.head.seq


def nobody(_done: int, _total: int) -> None:
    """Hear of progress and do nothing."""


def write(till: Till, stick: Path, *, complete: bool = False, disk: Disk | None = None) -> Written:
    [written] = StickBundles(till, disk).write(stick, nobody, complete=complete)
    return written


def bring(organizer: RealOrganizer, path: Path) -> Imported:
    with path.open("rb") as file:
        return import_bundle(organizer.fair.office, file, path.name)


def answer(organizer: RealOrganizer, imported: Imported) -> tuple[Acknowledged, ...]:
    return acknowledgements(organizer.fair.office, imported.expo.id, imported.acknowledged)


def test_what_a_till_writes_the_organizer_reads_and_confirms(
    organizer: RealOrganizer, till: Till, stick: Path
) -> None:
    written = write(till, stick)
    assert (written.entries, written.size) == (head(till), written.path.stat().st_size)
    assert written.path.name == "setor-A1-K1-20261121-090000.lapak"
    assert list(stick.iterdir()) == [written.path]
    imported = bring(organizer, written.path)
    [part] = imported.parts
    assert (part.outcome, part.new) == (Outcome.TAKEN, head(till))
    assert organizer.booth().status == "complete"
    [told] = answer(organizer, imported)
    confirmed = StickBundles(till).confirm(acknowledgement.write_code(told))
    assert (confirmed.news, confirmed.waiting) == (head(till), 0)
    assert till.read(outbox.situation).result().waiting == 0


def test_only_what_is_new_goes_on_the_next_stick_unless_all_is_wanted(
    organizer: RealOrganizer, till: Till, stick: Path
) -> None:
    told = answer(organizer, bring(organizer, write(till, stick).path))
    (stick / "panitia.lapakack").write_bytes(acknowledgement.write_file(told))
    StickBundles(till).confirm_file(stick)
    sell(till)
    part = write(till, stick)
    assert (part.entries, part.is_complete) == (1, False)
    whole = write(till, stick, complete=True)
    assert (whole.entries, whole.is_complete) == (head(till), True)
    for written in (part, whole):
        bring(organizer, written.path)
    assert organizer.booth().held == head(till)


def test_progress_is_told_and_a_long_journal_goes_in_batches(
    till: Till, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.wire.MAX_ENTRIES", 2)
    heard: list[tuple[int, int]] = []
    StickBundles(till).write(stick, lambda done, of: heard.append((done, of)), complete=True)
    assert heard[0] == (2, head(till))
    assert heard[-1] == (head(till), head(till))


def test_registers_that_were_left_behind_go_along(
    organizer: RealOrganizer, till: Till, stick: Path
) -> None:
    left = head(till) + 1
    till.write(shifts.close_shift, 0).result()
    join(till, organizer.address, organizer.join_code("B2"))
    assert write(till, stick).entries == left + head(till)
    imported = bring(organizer, write(till, stick).path)
    assert [(part.code, part.new) for part in imported.parts] == [
        ("B2-K1", head(till)),
        ("A1-K1", left),
    ]
    told = acknowledgement.write_file(answer(organizer, imported))
    (stick / "all.lapakack").write_bytes(told)
    assert StickBundles(till).confirm_file(stick).waiting == 0
    assert [part.code for part in bring(organizer, write(till, stick).path).parts] == ["B2-K1"]


def test_a_register_of_another_organizer_gets_a_file_of_its_own(
    organizer: RealOrganizer, till: Till, stick: Path, tmp_path: Path
) -> None:
    till.write(shifts.close_shift, 0).result()
    (tmp_path / "second").mkdir()
    with RealOrganizer(tmp_path / "second") as second:
        join(till, second.address, second.join_code())
        here, there = StickBundles(till).write(stick, nobody, complete=False)
        assert bring(second, here.path).parts[0].outcome is Outcome.TAKEN
        assert bring(organizer, there.path).parts[0].outcome is Outcome.TAKEN
        with pytest.raises(LapakError, match="bundle_for_another_server"):
            bring(second, there.path)


def test_a_till_of_no_expo_has_nobody_to_write_for(tmp_path: Path, stick: Path) -> None:
    alone = make_till(tmp_path / "alone")
    with pytest.raises(LapakError, match="bundle_without_expo"):
        write(alone, stick)
    assert list(stick.iterdir()) == []
    alone.close()


def test_the_recovery_code_opens_a_complete_file(till: Till, stick: Path) -> None:
    written = write(till, stick, complete=True)
    with written.path.open("rb") as file:
        found = list(chains.for_owner(file, StickBundles(till).recovery_code()))
    assert sum(len(one.entries) for one in found) == head(till)


class FailingFile(io.BufferedRandom):
    """A file whose calls go through its disk's counter."""

    def __init__(self, raw: io.RawIOBase, count: Callable[[], None]) -> None:
        super().__init__(raw)
        self._count = count

    def write(self, data: object, /) -> int:
        self._count()
        return super().write(data)  # type: ignore[arg-type]


class FailingDisk(Disk):
    """A stick that is pulled out before its `nth` call; for good, or for that once."""

    def __init__(self, nth: int, *, for_good: bool, number: int = errno.EIO) -> None:
        self.left, self.for_good, self.number = nth, for_good, number

    def count(self) -> None:
        self.left -= 1
        if self.left == 0 or (self.for_good and self.left < 0):
            raise OSError(self.number, "pulled out")

    def create(self, path: Path) -> BinaryIO:
        self.count()
        return FailingFile(io.FileIO(path, "w+"), self.count)

    def settle(self, file: BinaryIO) -> None:
        self.count()
        super().settle(file)

    def open_back(self, path: Path) -> BinaryIO:
        self.count()
        return super().open_back(path)

    def rename(self, path: Path, to: Path) -> None:
        self.count()
        super().rename(path, to)

    def settle_folder(self, folder: Path) -> None:
        self.count()
        super().settle_folder(folder)

    def remove(self, path: Path) -> None:
        self.count()
        super().remove(path)


@pytest.mark.parametrize("for_good", [False, True])
def test_a_stick_pulled_out_at_any_call_leaves_nothing_half_done(
    till: Till, stick: Path, for_good: bool
) -> None:
    told = set()
    for nth in itertools.count(1):
        try:
            write(till, stick, disk=FailingDisk(nth, for_good=for_good))
        except LapakError as error:
            told.add(error.code)
        else:
            break
        if not for_good:
            assert list(stick.iterdir()) == []
    assert nth > 8
    assert told == {"bundle_stick_gone"}
    written = write(till, stick)
    assert list(stick.iterdir()) == [written.path]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "bundle_no_room"),
        (errno.EROFS, "bundle_read_only"),
        (errno.EACCES, "bundle_read_only"),
        (errno.ENODEV, "bundle_stick_gone"),
    ],
)
def test_what_a_stick_refuses_is_said_by_name(
    till: Till, stick: Path, number: int, code: str
) -> None:
    with pytest.raises(LapakError, match=code):
        write(till, stick, disk=FailingDisk(2, for_good=False, number=number))
    assert list(stick.iterdir()) == []


def test_a_place_that_is_gone_is_said_by_name(till: Till, stick: Path) -> None:
    with pytest.raises(LapakError, match="bundle_folder_missing"):
        write(till, stick / "gone")


class LyingDisk(Disk):
    """A stick that says it wrote, and gives something else back: they are sold."""

    def settle(self, file: BinaryIO) -> None:
        super().settle(file)
        file.seek(200)
        file.write(b"\0")
        super().settle(file)


def test_a_stick_that_gives_back_something_else_is_noticed(till: Till, stick: Path) -> None:
    with pytest.raises(LapakError, match="bundle_written_wrong"):
        write(till, stick, disk=LyingDisk())
    assert list(stick.iterdir()) == []


def test_a_full_stick_keeps_nothing_and_takes_the_file_once_there_is_room(
    till: Till, tmp_path: Path
) -> None:
    with mounted(tmp_path / "small", "size=1m") as small:
        ballast = fill(small)
        with pytest.raises(LapakError, match="bundle_no_room"):
            write(till, small)
        assert list(small.iterdir()) == [ballast]
        ballast.unlink()
        assert write(till, small).path.exists()


def test_a_read_only_stick_is_said_by_name(till: Till, tmp_path: Path) -> None:
    with (
        mounted(tmp_path / "locked", "ro") as locked,
        pytest.raises(LapakError, match="bundle_read_only"),
    ):
        write(till, locked)


def confirm(till: Till, one: Acknowledged) -> int:
    return StickBundles(till).confirm(acknowledgement.write_code(one)).news


def test_an_answer_that_does_not_fit_changes_nothing(
    organizer: RealOrganizer, till: Till, stick: Path, tmp_path: Path
) -> None:
    [told] = answer(organizer, bring(organizer, write(till, stick).path))
    wrong = {
        "ack_of_another_register": replace(told, register="0190f3c2-2b7e-7c11-9a53-1d6f2b7c8e90"),
        "ack_of_another_server": replace(told, server_id="another"),
        "ack_not_genuine": replace(told, acked_seq=told.acked_seq - 1),
    }
    for code, one in wrong.items():
        with pytest.raises(LapakError, match=code):
            confirm(till, one)
    other = make_till(tmp_path / "other")
    with pytest.raises(LapakError, match="ack_of_another_register"):
        confirm(other, told)
    other.close()
    assert till.read(outbox.situation).result().waiting == head(till)
    assert confirm(till, told) == head(till)


def test_an_answer_to_another_history_is_told(
    organizer: RealOrganizer, till: Till, stick: Path, tmp_path: Path
) -> None:
    shutil.copytree(tmp_path / "till", tmp_path / "copied" / "till")
    shutil.copy(tmp_path / "till.install", tmp_path / "copied" / "till.install")
    copy = make_till(tmp_path / "copied")
    sell(till, "Kain")
    sell(copy, "Jamu")
    [told] = answer(organizer, bring(organizer, write(till, stick).path))
    with pytest.raises(LapakError, match="ack_of_another_history"):
        confirm(copy, told)
    copy.close()


def test_a_copied_till_that_was_never_online_again_is_made_known_by_its_file(
    organizer: RealOrganizer, till: Till, stick: Path, tmp_path: Path
) -> None:
    before = head(till)
    shutil.copytree(tmp_path / "till", tmp_path / "spare" / "till")
    spare = make_till(tmp_path / "spare")
    assert spare.continued is not None
    spare.write(identity.continue_register, spare.install, identity.Because.RESTORED).result()
    sell(spare)
    imported = bring(organizer, write(spare, stick).path)
    assert {part.outcome for part in imported.parts} == {Outcome.TAKEN}
    assert all(part.code.startswith("A1-K1") for part in imported.parts)
    assert organizer.booth().sales == 4  # three are carried over, one is new
    told = answer(organizer, imported)
    (stick / "back.lapakack").write_bytes(acknowledgement.write_file(told))
    assert StickBundles(spare).confirm_file(stick).waiting == 0
    spare.close()
    bring(organizer, write(till, stick, complete=True).path)
    assert head(till) == before
    assert organizer.booth().sales == 4


def test_an_older_answer_takes_nothing_back(
    organizer: RealOrganizer, till: Till, stick: Path
) -> None:
    [first] = answer(organizer, bring(organizer, write(till, stick).path))
    sell(till)
    [second] = answer(organizer, bring(organizer, write(till, stick).path))
    assert confirm(till, second) == head(till)
    assert confirm(till, first) == 0
    assert till.read(outbox.situation).result().waiting == 0


def test_on_a_stick_with_answers_for_many_tills_the_own_one_is_found(
    organizer: RealOrganizer, till: Till, stick: Path
) -> None:
    with pytest.raises(LapakError, match="ack_unreadable"):
        StickBundles(till).confirm_file(stick)
    [told] = answer(organizer, bring(organizer, write(till, stick).path))
    stranger = replace(told, register="stranger")
    (stick / "a.lapakack").write_bytes(acknowledgement.write_file((stranger,)))
    (stick / "b.lapakack").write_bytes(b"\xff" * 300_000)
    (stick / "c.lapakack").write_bytes(acknowledgement.write_file((told,)))
    assert StickBundles(till).confirm_file(stick).news == head(till)
    for name, code in (("b.lapakack", "ack_unreadable"), ("none.lapakack", "bundle_not_read")):
        with pytest.raises(LapakError, match=code):
            StickBundles(till).confirm_file(stick / name)
