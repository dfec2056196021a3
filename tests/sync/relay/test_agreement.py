"""What organizers decide in a hall or at the centre stands in both in the end."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from pos_app.domain.errors import LapakError
from sync.relay_wire import ExpoTold
from sync.server.fair import expos, offers, registers
from sync.server.fair.expo_details import DetailsChange
from sync.server.fair.offers import OfferedRow
from sync.server.figures import changed_details
from sync.server.office import Office
from sync.server.relays import agreeing
from tests.drivers.bad_network import GOOD, BadNetwork, Way
from tests.drivers.organizers import Fair
from tests.drivers.relays import at, central, relay_to


def told(office: Office, expo: str) -> ExpoTold:
    with office.database.read() as connection:
        return agreeing.told_of(connection, expo, -1)


def change(office: Office, expo: str, **fields: object) -> None:
    changed_details.change_details(office, expo, DetailsChange(**fields))  # type: ignore[arg-type]


def test_what_the_centre_says_comes_down_to_the_hall(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    expo = hall.expo.id
    till = hall.till(sales=3)
    hall.push(till)
    with central(centre_file) as up, at(centre_file) as centre:
        relay = relay_to(up.url, hall, relay_key)
        relay.round()
        change(centre, expo, name="Expo Jaya", header=("Pemkab",), announcement="Tutup 20.00")
        change(centre, expo, zone="Asia/Makassar", first_day=date(2026, 11, 21), cutoff_minutes=60)
        offers.put_offers(centre, expo, [OfferedRow("Kopi", 45_000), OfferedRow("Teh", 9_000)])
        registers.revoke_register(centre, expo, till.register, "Laptop hilang")
        relay.round()
        assert told(hall.office, expo) == told(centre, expo)
    assert told(hall.office, expo).details.announcement == "Tutup 20.00"
    assert [one.offer.name for one in told(hall.office, expo).offers or ()] == ["Kopi", "Teh"]
    with pytest.raises(LapakError, match="token_revoked"):
        hall.push(till)


def test_what_the_hall_decides_goes_up_before_anybody_joined(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    expo = hall.expo.id
    change(hall.office, expo, name="Pameran Aula", announcement="Parkir di utara")
    offers.put_offers(hall.office, expo, [OfferedRow("Kopi", 45_000, booths=("A1",))])
    with central(centre_file) as up, at(centre_file) as centre:
        relay_to(up.url, hall, relay_key).round()
        assert told(centre, expo) == told(hall.office, expo)
        with centre.database.read() as connection:
            assert expos.booths_of(connection, expo) == tuple(hall.booths.values())


def test_a_till_that_is_locked_out_in_the_hall_is_so_at_the_centre_and_others_are_not(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    lost, other = hall.till("A1", 1), hall.till("B2", 2)
    with central(centre_file) as up, at(centre_file) as centre:
        relay = relay_to(up.url, hall, relay_key)
        relay.round()
        registers.revoke_register(hall.office, hall.expo.id, lost.register, "Hilang")
        relay.round()
        with centre.database.read() as connection:
            found = {one.id: one for one in registers.registers_of(connection, hall.expo.id)}
    assert (found[lost.register].is_revoked, found[lost.register].reason) == (True, "Hilang")
    assert not found[other.register].is_revoked


def test_who_decided_last_holds_in_both(hall: Fair, centre_file: Path, relay_key: str) -> None:
    expo = hall.expo.id
    with central(centre_file) as up, at(centre_file) as centre:
        relay = relay_to(up.url, hall, relay_key)
        relay.round()
        change(hall.office, expo, announcement="dari aula")
        offers.put_offers(hall.office, expo, [OfferedRow("Kopi", 45_000)])
        hall.office.clock.pass_time(timedelta(minutes=1))  # type: ignore[attr-defined]
        change(centre, expo, announcement="dari pusat")
        change(centre, expo, announcement="dari pusat lagi")
        relay.round()
        assert told(hall.office, expo) == told(centre, expo)
        assert told(centre, expo).details.announcement == "dari pusat lagi"
        [kept] = told(centre, expo).offers or ()
        assert kept.offer.name == "Kopi"


def test_two_who_decided_in_one_second_agree_on_the_centres_word(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    expo = hall.expo.id
    with central(centre_file) as up, at(centre_file) as centre:
        relay = relay_to(up.url, hall, relay_key)
        relay.round()
        change(hall.office, expo, announcement="dari aula")
        change(centre, expo, announcement="dari pusat")
        before = told(hall.office, expo).details.revision
        relay.round()
        relay.round()
        assert told(hall.office, expo) == told(centre, expo)
        assert told(centre, expo).details.announcement == "dari pusat"
        assert told(centre, expo).details.revision > before  # tills that heard the other ask again


def test_either_side_put_back_from_a_backup_hears_it_again(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    expo = hall.expo.id
    backup = centre_file.read_bytes()
    with central(centre_file) as up, at(centre_file) as centre:
        relay = relay_to(up.url, hall, relay_key)
        relay.round()
        change(centre, expo, announcement="dari pusat")
        offers.put_offers(centre, expo, [OfferedRow("Kopi", 45_000)])
        relay.round()
    for beside in centre_file.parent.glob("centre.db-*"):
        beside.unlink()
    centre_file.write_bytes(backup)
    with central(centre_file) as up, at(centre_file) as centre:
        relay_to(up.url, hall, relay_key).round()
        assert told(centre, expo) == told(hall.office, expo)
        assert told(centre, expo).details.announcement == "dari pusat"


def test_a_line_that_is_cut_anywhere_leaves_neither_side_half_told(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    expo = hall.expo.id
    with (
        central(centre_file) as up,
        at(centre_file) as centre,
        BadNetwork(int(up.url.rsplit(":", 1)[1])) as network,
    ):
        relay = relay_to(f"http://127.0.0.1:{network.port}", hall, relay_key)
        relay.round()
        change(hall.office, expo, name="Pameran Aula")
        offers.put_offers(centre, expo, [OfferedRow(f"Kopi {n}", 45_000) for n in range(40)])
        cuts = [Way(up=much) for much in (0, 150, 700)] + [
            Way(down=much) for much in (0, 300, 5000)
        ]
        for cut in cuts:
            network.turns_bad([GOOD, cut])  # who it is, then what is told
            relay.round()
            assert len(told(hall.office, expo).offers or ()) in {0, 40}
        relay.round()
        assert told(hall.office, expo) == told(centre, expo)
        assert told(centre, expo).details.name == "Pameran Aula"
        assert network.cut == len(cuts)


def test_what_nobody_can_have_typed_is_not_taken_over(hall: Fair) -> None:
    before = told(hall.office, hall.expo.id)
    for details in (
        msgspec.structs.replace(before.details, revision=9, zone="Mars/Olympus"),
        msgspec.structs.replace(before.details, revision=9, expo="another"),
        msgspec.structs.replace(before.details, revision=2**60),
    ):
        wrong = msgspec.structs.replace(before, details=details)
        with pytest.raises(LapakError):
            agreeing.take_over(hall.office, hall.expo.id, wrong)
    assert told(hall.office, hall.expo.id) == before
