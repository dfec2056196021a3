"""Joining an expo with a code, however often and whatever goes wrong on the way."""

from pathlib import Path

import msgspec
import pytest

from pos_app.domain.errors import LapakError
from pos_app.services import booth, outbox, shifts
from pos_app.services.till import Till
from sync.client.join import join
from tests.drivers.fake_organizer import BOOTH, EXPO, FakeOrganizer
from tests.drivers.lines import IMPATIENT, entries, push
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.scripted_server import Asked, answer, saying
from tests.drivers.tills import make_till, open_shop, sell, selling_till

Organizer = FakeOrganizer | RealOrganizer


def test_a_code_makes_a_till_a_register_of_a_booth(bare: Till, organizer: Organizer) -> None:
    joined = join(bare, organizer.address, organizer.join_code())
    assert (joined.booth.code, joined.booth.name, joined.code) == ("A1", "Batik Polokarto", "K1")
    assert joined.expo is not None
    assert bare.read(booth.current_register).result() == joined
    open_shop(bare)
    assert sell(bare).sale.receipt_number == "A1-K1-000001"
    assert push(bare).acked_seq == 4


def test_the_same_code_again_is_the_same_booth_and_changes_no_entry(
    bare: Till, organizer: Organizer
) -> None:
    code = organizer.join_code()
    first = join(bare, organizer.address, code)
    before = entries(bare)
    spelled = f" {code[:4].lower()}-{code[4:]} "
    assert join(bare, organizer.address, spelled) == first
    assert entries(bare) == before
    assert push(bare).acked_seq == 1


def test_a_lost_answer_is_got_by_asking_again_although_the_code_is_used(
    bare: Till, fake: FakeOrganizer
) -> None:
    code = fake.join_code()
    fake.script.append(lambda _asked, proper: proper()[:60])
    with pytest.raises(LapakError, match="server_answer_torn"):
        join(bare, fake.address, code)
    assert bare.read(booth.current_register).result() is None
    assert join(bare, fake.address, code).booth == BOOTH


def test_a_code_serves_one_till(bare: Till, organizer: Organizer, tmp_path: Path) -> None:
    code = organizer.join_code()
    join(bare, organizer.address, code)
    other = make_till(tmp_path / "other")
    with pytest.raises(LapakError, match="join_code_used"):
        join(other, organizer.address, code)
    assert other.read(booth.current_register).result() is None
    second = join(other, organizer.address, organizer.join_code())
    assert second.code == "K2"
    other.close()


def test_a_wrong_code_is_said_and_leaves_the_till_as_it_was(
    till: Till, organizer: Organizer
) -> None:
    till.write(shifts.close_shift, 300_000).result()
    before = till.read(outbox.situation).result()
    with pytest.raises(LapakError, match="join_code_wrong"):
        join(till, organizer.address, "WRNGCDE2")
    assert till.read(outbox.situation).result() == before


def test_a_booth_that_sold_on_its_own_goes_on_at_the_expo(
    tmp_path: Path, fake: FakeOrganizer
) -> None:
    with selling_till(tmp_path, code="A1") as till:
        alone = sell(till).sale.receipt_number
        with pytest.raises(LapakError, match="shift_still_open"):
            join(till, fake.address, fake.join_code())
        till.write(shifts.close_shift, 315_000).result()
        joined = join(till, fake.address, fake.join_code())
        assert joined.expo == EXPO
        till.write(shifts.open_shift, "Siti", 0).result()
        assert sell(till).sale.receipt_number != alone
        push(till)
        assert fake.held(joined.id) == entries(till)


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "ftp://10.0.0.1",
        "http://",
        "http://host/path",
        "10.0.0.1:99999",
        "http://a b",
        "http://[::1",
        "http://user:pw@host",
        "host#x",
        "host?x",
    ],
)
def test_an_address_that_is_none_is_said_at_once(bare: Till, address: str) -> None:
    with pytest.raises(LapakError) as caught:
        join(bare, address, "ABCDEF01")
    assert caught.value.code == "server_address_not_understood"
    assert caught.value.details == {"address": address}


@pytest.mark.parametrize("address", ["{}", " http://{}/ ", "HTTP://{}"])
def test_an_address_is_understood_as_people_type_it(
    bare: Till, fake: FakeOrganizer, address: str
) -> None:
    host = fake.address.removeprefix("http://")
    join(bare, address.format(host), fake.join_code())
    link = bare.read(outbox.situation).result().link
    assert link is not None
    assert link.address == fake.address


def test_nobody_at_the_address_is_said(bare: Till, fake: FakeOrganizer) -> None:
    fake.go_down()
    with pytest.raises(LapakError) as caught:
        join(bare, fake.address, "ABCDEF01", IMPATIENT)
    assert caught.value.code == "server_unreachable"
    fake.come_up()


@pytest.mark.parametrize(
    "changed",
    [
        {"expo": {"zone": "Mars/Olympus"}},
        {"expo": {"zone": "../../etc/passwd"}},
        {"expo": {"cutoff_minutes": 9999}},
        {"expo": {"name": "x" * 5000}},
        {"booth": {"code": "A-12"}},
        {"booth": {"name": ""}},
        {"register_code": "K 1"},
        {"token": ""},
        {"token": "kué\r\n"},
        {"server_key": "zz"},
        {"server_key": "00"},
    ],
)
def test_a_grant_with_which_nothing_could_be_sold_is_refused(
    bare: Till, fake: FakeOrganizer, changed: dict[str, object]
) -> None:
    usual = fake.grant()
    told = {
        field: msgspec.structs.replace(getattr(usual, field), **value)
        if isinstance(value, dict)
        else value
        for field, value in changed.items()
    }
    fake.script.append(saying(answer(201, fake.grant(**told))))
    with pytest.raises(LapakError, match="server_not_lapak"):
        join(bare, fake.address, fake.join_code())
    assert bare.read(booth.current_register).result() is None


def test_the_request_tells_who_asks_and_nothing_secret(bare: Till, fake: FakeOrganizer) -> None:
    join(bare, fake.address, fake.join_code())
    [asked] = fake.asked
    assert isinstance(asked, Asked)
    assert bare.install.public_key.encode() in asked.body
    assert bare.install.private_key.encode() not in asked.body
    assert "authorization" not in asked.headers


def refusal(till: Till, organizer: RealOrganizer, code: str) -> str:
    with pytest.raises(LapakError) as caught:
        join(till, organizer.address, code)
    return caught.value.code


def test_a_till_that_mistypes_too_often_waits_and_no_other_till_does(
    bare: Till, tmp_path: Path
) -> None:
    with RealOrganizer(tmp_path) as organizer:
        told = [refusal(bare, organizer, f"WRNGCD{n}2") for n in range(2, 9)]
        assert told == ["join_code_wrong"] * 5 + ["join_too_many_tries"] * 2
        assert refusal(bare, organizer, organizer.join_code()) == "join_too_many_tries"
        other = make_till(tmp_path / "other")
        assert join(other, organizer.address, organizer.join_code()).code == "K1"
        other.close()
