"""Setting a booth up, on its own and for an expo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.register import Booth, Expo
from pos_app.services import booth, outbox, shifts
from pos_app.services.booth import RegisterState
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till
from pos_app.store.verification import verify
from tests.drivers.tills import database_in, make_till, sell, set_up

EXPO = Expo("expo-1", "Expo Kab. Semarang", "Asia/Makassar", 240)
BOOTH = Booth("booth-1", "A12", "Batik Polokarto")


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Till]:
    """A till that nobody has set up."""
    till = make_till(tmp_path)
    yield till
    till.close()


def join(till: Till, register: str = "register-1", code: str = "K1") -> RegisterState:
    link = SyncLink(register, "http://127.0.0.1:1", "token", "server", "00" * 32)
    return till.write(booth.join_booth, till.install, link, BOOTH, EXPO, code).result()


def test_a_new_till_belongs_to_no_booth(bare: Till) -> None:
    assert bare.read(booth.current_register).result() is None
    with pytest.raises(LapakError, match="booth_not_set_up"):
        bare.write(shifts.open_shift, "Siti", 0).result()


def test_a_booth_is_set_up_with_its_code_in_capitals_and_its_first_register(bare: Till) -> None:
    made = bare.write(booth.create_booth, bare.install, " Batik  Polokarto ", "a12").result()
    assert (made.booth.code, made.booth.name, made.code) == ("A12", "Batik Polokarto", "K1")
    assert (made.expo, made.zone, made.head.seq) == (None, "Asia/Jakarta", 1)
    assert made.public_key == bare.install.public_key
    assert bare.read(booth.current_register).result() == made


def test_a_till_is_set_up_once(till: Till) -> None:
    with pytest.raises(LapakError, match="booth_exists"):
        till.write(booth.create_booth, till.install, "Kopi", "B1").result()


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        (" ", "A12", "booth_name_not_usable"),
        ("x" * 61, "A12", "booth_name_not_usable"),
        ("Batik", "", "booth_code_not_usable"),
        ("Batik", "A-12", "booth_code_not_usable"),
        ("Batik", "A12345678", "booth_code_not_usable"),
    ],
)
def test_a_name_or_code_that_cannot_be_used_leaves_the_till_as_it_was(
    bare: Till, name: str, code: str, told: str
) -> None:
    with pytest.raises(LapakError, match=told):
        bare.write(booth.create_booth, bare.install, name, code).result()
    assert bare.read(booth.current_register).result() is None


def test_joining_opens_a_register_that_names_the_one_before(till: Till) -> None:
    before = till.read(booth.register_in_use).result()
    till.write(shifts.close_shift, 300_000).result()
    joined = join(till)
    assert (joined.booth, joined.expo, joined.zone) == (BOOTH, EXPO, EXPO.zone)
    assert joined.cutoff_minutes == 240
    assert joined.head.seq == 1
    assert joined.id != before.id
    assert till.read(outbox.situation).result().waiting == 1


def test_joining_again_as_the_same_register_changes_only_the_way_to_the_server(bare: Till) -> None:
    first = join(bare)
    assert join(bare) == first
    assert bare.read(outbox.situation).result().link is not None


def test_a_till_does_not_join_in_the_middle_of_a_shift(till: Till) -> None:
    with pytest.raises(LapakError, match="shift_still_open"):
        join(till)


def test_going_back_to_a_register_that_was_left_is_refused_in_words(bare: Till) -> None:
    join(bare, "register-1")
    join(bare, "register-2", "K2")
    with pytest.raises(LapakError, match="register_left"):
        join(bare, "register-1")
    assert bare.read(booth.register_in_use).result().id == "register-2"


def test_a_booth_that_sold_on_its_own_sells_on_for_an_expo_under_the_same_codes(
    tmp_path: Path,
) -> None:
    till = make_till(tmp_path)
    set_up(till)
    alone = sell(till).sale.receipt_number
    till.write(shifts.close_shift, 312_500).result()
    join(till)
    till.write(shifts.open_shift, "Siti", 0).result()
    joined = [sell(till).sale.receipt_number for _ in range(2)]
    till.close()
    assert len({alone, *joined}) == 3
    assert verify(database_in(tmp_path)).sales == 3
