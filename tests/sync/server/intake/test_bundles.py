"""Bundles at the organizer's: the same as a push, harmless in any number and order."""

import io
import itertools
from typing import BinaryIO

import pytest

from pos_app.domain.errors import LapakError
from sync import wire
from sync.bundle import acknowledgement
from sync.server.fair import registers
from sync.server.intake.bundles import Imported, Outcome, acknowledgements, import_bundle
from sync.server.office import Office
from tests.drivers.bundles import batches_of, bundle_of, places
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair


def bring(fair: Fair, *tills: PaperTill, after: int = 0, **changes: object) -> Imported:
    return bring_file(fair, bundle(fair, *tills, after=after, **changes))


def bundle(fair: Fair, *tills: PaperTill, **changes: object) -> bytes:
    return bundle_of(*tills, identity=fair.office.identity, **changes)  # type: ignore[arg-type]


def bring_file(fair: Fair, data: bytes) -> Imported:
    return import_bundle(fair.office, io.BytesIO(data), "A1.lapak")


def test_a_stick_brings_what_a_network_would_have_brought(fair: Fair) -> None:
    till, other = fair.till(sales=20), fair.till("B2", 8, sales=20)
    fair.push(other)
    brought = bring(fair, till, size=7)
    [part] = brought.parts
    assert (part.code, part.outcome, part.new, part.held) == ("A1-K1", Outcome.TAKEN, 22, 22)
    booth = fair.booth("A1")
    assert (booth.total, booth.sales, booth.status) == (till.total, 20, "complete")


def test_the_same_file_again_changes_nothing(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=20)
    bring(sqlite_fair, till)
    before = sqlite_fair.totals()
    again = bring(sqlite_fair, till)
    assert [part.outcome for part in again.parts] == [Outcome.KNOWN]
    assert sqlite_fair.totals() == before


def test_files_may_come_in_any_order(sqlite_fair: Fair) -> None:
    for number, order in enumerate(itertools.permutations(range(3))):
        till = sqlite_fair.till(seed=100 + number, sales=6)
        files = [bundle(sqlite_fair, till)]
        till.sell(5)
        files.append(bundle(sqlite_fair, till, after=8))
        till.sell(4)
        files.append(bundle(sqlite_fair, till))
        for place in order:
            bring_file(sqlite_fair, files[place])
        assert sqlite_fair.push(till, till.heartbeat()).acked_seq == 17
    booth = sqlite_fair.booth()
    assert (booth.sales, booth.status) == (6 * 15, "complete")


def test_a_file_that_begins_later_than_the_server_ends_says_what_is_missing(
    sqlite_fair: Fair,
) -> None:
    till = sqlite_fair.till(sales=20)
    [part] = bring(sqlite_fair, till, after=9).parts
    assert (part.outcome, part.new, part.held, part.declared) == (Outcome.GAP, 0, 0, 22)
    assert sqlite_fair.booth().missing == 22
    [part] = bring(sqlite_fair, till).parts
    assert part.outcome is Outcome.TAKEN


def test_stick_and_network_may_take_turns(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=3)
    sqlite_fair.push(till)
    till.sell(4)
    bring(sqlite_fair, till, after=5)
    till.sell(2)
    assert sqlite_fair.push(till, till.batch(9)).acked_seq == 11


def test_several_registers_of_one_till_come_in_one_file(sqlite_fair: Fair) -> None:
    till, earlier = sqlite_fair.till(sales=3), sqlite_fair.till("B2", 8, sales=4)
    brought = bring(sqlite_fair, till, earlier)
    assert [(part.code, part.new) for part in brought.parts] == [("A1-K1", 5), ("B2-K1", 6)]


def test_two_histories_are_told_and_both_kept(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=3)
    copy = till.copied(99)
    till.sell(2)
    copy.sell(3)
    bring(sqlite_fair, till)
    brought = bring(sqlite_fair, copy)
    assert [part.outcome for part in brought.parts] == [Outcome.FORK]
    assert not brought.acknowledged
    assert sqlite_fair.booth().status == "forked"


def test_a_till_that_was_locked_out_is_heard_and_told_of(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=3)
    registers.revoke_register(sqlite_fair.office, sqlite_fair.expo.id, "A1-K1")
    [part] = bring(sqlite_fair, till).parts
    assert (part.outcome, part.is_blocked) == (Outcome.TAKEN, True)


def nothing_stored(fair: Fair) -> bool:
    booth = fair.booth()
    return (booth.held, booth.declared, booth.total) == (0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"server_id": "another"}, "bundle_for_another_server"),
        ({"expo": "another"}, "bundle_of_another_expo"),
        ({"form": 2}, "bundle_newer"),
        ({"form": 0}, "bundle_older"),
        ({"for_server": "00" * 48}, "bundle_damaged"),
        ({"ephemeral": "00" * 32}, "bundle_damaged"),
    ],
)
def test_what_was_not_meant_for_this_server_is_refused_by_name(
    sqlite_fair: Fair, changes: dict[str, object], code: str
) -> None:
    till = sqlite_fair.till(sales=3)
    with pytest.raises(LapakError, match=code):
        bring_file(sqlite_fair, bundle(sqlite_fair, till, **changes))
    assert nothing_stored(sqlite_fair)


def test_a_register_that_never_joined_is_unknown(sqlite_fair: Fair) -> None:
    stranger = PaperTill(5)
    stranger.expo = sqlite_fair.expo
    stranger.open()
    with pytest.raises(LapakError, match="bundle_register_unknown"):
        bring(sqlite_fair, stranger)


def test_a_register_that_never_joined_stops_no_other(sqlite_fair: Fair) -> None:
    till, stranger = sqlite_fair.till(sales=3), PaperTill(5)
    stranger.open()
    brought = bring(sqlite_fair, till, stranger)
    assert [part.outcome for part in brought.parts] == [Outcome.TAKEN, Outcome.REFUSED]


def test_whoever_signs_for_another_register_is_not_believed(sqlite_fair: Fair) -> None:
    till, thief = sqlite_fair.till(sales=3), PaperTill(5)
    thief.register, thief.expo = till.register, till.expo
    thief.open()
    thief.sell(2)
    with pytest.raises(LapakError, match="bundle_damaged"):
        bring(sqlite_fair, thief)
    assert nothing_stored(sqlite_fair)


def test_a_batch_signed_by_another_key_is_refused_although_the_file_is_signed(
    sqlite_fair: Fair,
) -> None:
    till, thief = sqlite_fair.till(sales=3), PaperTill(5)
    thief.register = till.register
    thief.open()
    [part] = bring(sqlite_fair, till, batches=batches_of(thief)).parts
    assert (part.outcome, part.problem) == (Outcome.REFUSED, "signature_wrong")
    assert nothing_stored(sqlite_fair)


def test_a_bomb_stores_nothing(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=3)
    with pytest.raises(LapakError, match="batch_too_large"):
        bring(sqlite_fair, till, batches=[bytes(64 * 1024 * 1024)])
    assert nothing_stored(sqlite_fair)


def test_a_byte_changed_anywhere_stores_nothing(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=3)
    data = bundle(sqlite_fair, till)
    for place in places(data, 1000):
        changed = bytearray(data)
        changed[place] ^= 1 + place % 255
        with pytest.raises(LapakError):
            bring_file(sqlite_fair, bytes(changed))
    assert nothing_stored(sqlite_fair)
    bring_file(sqlite_fair, data)
    assert sqlite_fair.booth().status == "complete"


class FailingFile(io.BytesIO):
    """A file on a stick that is pulled out before the `nth` call; for good or for once."""

    def __init__(self, data: bytes, nth: int, *, for_good: bool) -> None:
        super().__init__(data)
        self.left, self.for_good = nth, for_good

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0 or (self.for_good and self.left < 0):
            raise OSError(5, "Input/output error")

    def read(self, size: int | None = -1, /) -> bytes:
        self._count()
        return super().read(size)

    def seek(self, place: int, whence: int = 0, /) -> int:
        self._count()
        return super().seek(place, whence)


@pytest.mark.parametrize("for_good", [False, True])
def test_a_stick_pulled_out_at_any_time_loses_and_doubles_nothing(
    sqlite_fair: Fair, for_good: bool
) -> None:
    till = sqlite_fair.till(sales=6)
    data = bundle(sqlite_fair, till, size=3)
    told: set[str] = set()
    for nth in itertools.count(1):
        file: BinaryIO = FailingFile(data, nth, for_good=for_good)
        try:
            import_bundle(sqlite_fair.office, file, "A1.lapak")
        except LapakError as error:
            told.add(error.code)
        else:
            break
        assert sqlite_fair.booth().held in {0, 3, 6, 8}
    assert nth > 15
    assert told == {"bundle_not_read"}
    booth = sqlite_fair.booth()
    assert (booth.total, booth.sales, booth.status) == (till.total, 6, "complete")


def test_a_full_disk_takes_whole_batches_or_none_and_all_of_them_later(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=400)
    data = bundle(sqlite_fair, till, size=50)
    grow(sqlite_fair.office, 8)
    with pytest.raises(LapakError, match="disk_full"):
        bring_file(sqlite_fair, data)
    held = sqlite_fair.booth().held
    assert 0 < held < 402
    assert held % 50 == 0
    grow(sqlite_fair.office, 10_000)
    bring_file(sqlite_fair, data)
    booth = sqlite_fair.booth()
    assert (booth.total, booth.status) == (till.total, "complete")


def grow(office: Office, most: int) -> None:
    """Let the database have so many pages more and no others."""
    with office.database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + most}")


def test_what_is_held_goes_back_signed(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=3)
    brought = bring(sqlite_fair, till)
    office = sqlite_fair.office
    [told] = acknowledgements(office, brought.expo.id, brought.acknowledged)
    assert acknowledgement.read_code(acknowledgement.write_code(told)) == told
    assert (told.register, told.acked_seq) == (till.register, till.head.seq)
    assert told.acked_hash == till.head.hash.hex()
    message = wire.receipt_message(told.watermark(""), told.register)
    office.identity.private_key.public_key().verify(bytes.fromhex(told.receipt), message)
    with pytest.raises(LapakError, match="register_unknown"):
        acknowledgements(office, brought.expo.id, ("nobody",))
