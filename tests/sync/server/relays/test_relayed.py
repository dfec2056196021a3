"""What a hall's server passes on: known by its key, believed only what registers signed."""

import msgspec
import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.register import Booth, Expo
from sync.server.accounts import programs
from sync.server.fair import joining
from sync.server.fair.expos import all_expos
from sync.server.figures.totals import expo_totals
from sync.server.office import Office
from sync.server.relays import relayed
from sync.wire import RelayedRegister, compress
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair

EXPO = Expo("hall-expo", "Pameran Aula", "Asia/Makassar", 120)
BOOTH = Booth("hall-booth", "A1", "Batik Polokarto")


def told(till: PaperTill, **changed: object) -> RelayedRegister:
    request = till.join_request("")
    known = (request.register, "K1", request.public_key, request.install_id, request.version)
    return msgspec.structs.replace(RelayedRegister(EXPO, BOOTH, *known), **changed)


def token_of(office: Office, name: str = "aula") -> str:
    return relayed.create_relay_key(office, name).split(".")[0]


def sold(seed: int = 7, sales: int = 3) -> PaperTill:
    till = PaperTill(seed)
    till.open()
    till.sell(sales)
    return till


def pass_on(office: Office, token: str, till: PaperTill, raw: bytes | None = None) -> int:
    body = compress(till.batch() if raw is None else raw)
    given = office, token, EXPO.id, till.register, body, "zstd"
    return relayed.receive_relayed(*given).acked_seq


def refused(code: str, office: Office, token: str, what: RelayedRegister) -> None:
    with pytest.raises(LapakError) as caught:
        relayed.introduce(office, token, what)
    assert caught.value.code == code


def test_what_a_hall_passes_on_is_held_and_counted_here_too(office: Office) -> None:
    till, token = sold(), token_of(office)
    assert relayed.introduce(office, token, told(till)).acked_seq == 0
    head = till.head.seq
    assert pass_on(office, token, till) == head
    assert pass_on(office, token, till) == head  # a repeat does no harm
    assert relayed.introduce(office, token, told(till)).acked_seq == head
    with office.database.read() as connection:
        totals = expo_totals(connection, EXPO.id)
        assert all_expos(connection) == (EXPO,)
    assert (totals.sales, totals.complete) == (3, 1)


def test_an_expo_that_changed_in_the_hall_changes_here(office: Office) -> None:
    till, token = sold(), token_of(office)
    relayed.introduce(office, token, told(till))
    renamed = msgspec.structs.replace(EXPO, name="Pameran Besar", cutoff_minutes=0)
    stand = msgspec.structs.replace(BOOTH, name="Batik Baru")
    relayed.introduce(office, token, told(till, expo=renamed, booth=stand))
    with office.database.read() as connection:
        assert all_expos(connection) == (renamed,)
        assert expo_totals(connection, EXPO.id).booths[0].name == "Batik Baru"


def test_a_hall_cannot_make_up_what_a_register_sold(office: Office) -> None:
    till, token = sold(), token_of(office)
    relayed.introduce(office, token, told(till))
    forger = sold(seed=8)
    forged = forger.batch()
    with pytest.raises(LapakError, match="batch_of_another_register"):
        pass_on(office, token, till, forged)
    with pytest.raises(LapakError, match="fork"):
        pass_on(office, token, till, till.batch().replace(b"Kopi", b"Teh!"))
    refused("register_key_differs", office, token, told(till, public_key="ab" * 32))
    assert pass_on(office, token, till) == till.head.seq


def test_a_hall_has_nothing_to_do_with_anothers_expo(office: Office) -> None:
    till, token, other = sold(), token_of(office), token_of(office, "lain")
    relayed.introduce(office, token, told(till))
    refused("expo_of_another_server", office, other, told(till))
    with pytest.raises(LapakError, match="expo_of_another_server"):
        pass_on(office, other, till)
    assert pass_on(office, token, till) == till.head.seq


def test_an_expo_set_up_here_is_no_halls(sqlite_fair: Fair) -> None:
    mine = told(sold(), expo=sqlite_fair.expo)
    refused("expo_of_another_server", sqlite_fair.office, token_of(sqlite_fair.office), mine)


def test_keys_open_one_door_only(office: Office) -> None:
    till, token = sold(), token_of(office)
    program = programs.create_api_token(office, "buku besar")
    refused("token_unknown", office, program, told(till))
    refused("token_unknown", office, "x", told(till))
    with office.database.read() as connection, pytest.raises(LapakError, match="token_unknown"):
        programs.program_of(connection, token)
    programs.revoke_api_token(office, "aula")
    refused("token_revoked", office, token, told(till))


def test_tills_of_a_passed_on_expo_join_the_hall_only(office: Office) -> None:
    relayed.introduce(office, token_of(office), told(sold()))
    with pytest.raises(LapakError, match="expo_joined_elsewhere"):
        joining.create_join_code(office, EXPO.id, "A1")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"expo": msgspec.structs.replace(EXPO, id="")}, "expo_unknown"),
        ({"expo": msgspec.structs.replace(EXPO, zone="Mars")}, "zone_unknown"),
        ({"expo": msgspec.structs.replace(EXPO, name=" ")}, "expo_name_not_usable"),
        ({"expo": msgspec.structs.replace(EXPO, cutoff_minutes=-1)}, "cutoff_out_of_range"),
        ({"booth": msgspec.structs.replace(BOOTH, code="A 1!")}, "booth_code_not_usable"),
        ({"booth": msgspec.structs.replace(BOOTH, id="\n")}, "booth_unknown"),
        ({"register": "../x"}, "join_request_unusable"),
        ({"public_key": "zz"}, "join_request_unusable"),
        ({"code": "<b>"}, "booth_code_not_usable"),
    ],
)
def test_what_no_hall_would_say_is_refused(
    sqlite_fair: Fair, wrong: dict[str, object], code: str
) -> None:
    office = sqlite_fair.office
    refused(code, office, token_of(office), told(sold(), **wrong))
    with office.database.read() as connection:
        assert EXPO not in all_expos(connection)
