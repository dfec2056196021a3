"""A hall's server and a central one over real HTTP: both hold the same bytes in the end."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from pos_app.domain.errors import LapakError
from sync.relay.relay import relaying
from sync.relay.upstream import Upstream
from sync.server.accounts import programs
from sync.server.fair.expo_details import DetailsChange
from sync.server.figures import changed_details
from sync.server.figures.totals import expo_totals
from sync.server.listening.door import Secure
from sync.server.relays import passing_on
from sync.server.relays.passing_on import Standing
from sync.server.store.rows import PassedOnRow, RegisterRow
from tests.drivers.organizers import Fair, prepared
from tests.drivers.relays import at, central, journals, relay_to, sums


def until(held: Callable[[], bool]) -> None:
    """Wait for another thread, which is soon; raises TimeoutError."""
    end = time.monotonic() + 30
    while not held():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)


def standing(hall: Fair) -> Standing:
    with hall.office.database.read() as connection:
        found = passing_on.standing(connection)
    assert found is not None
    return found


def test_the_centre_ends_with_the_halls_bytes_and_totals(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    tills = [hall.till("A1", 1, sales=40), hall.till("B2", 2, sales=25)]
    for till in tills:
        hall.push(till)
    with central(centre_file) as up:
        relay = relay_to(up.url, hall, relay_key)
        relay.round()
        tills[0].sell(5)
        hall.push(tills[0], tills[0].batch(after=len(tills[0].entries) - 5))
        relay.round()
    with at(centre_file) as centre:
        assert journals(centre) == journals(hall.office)
        assert sums(centre, hall.expo) == sums(hall.office, hall.expo)
    assert (standing(hall).waiting, standing(hall).problem) == (0, "")


def test_a_centre_with_a_certificate_of_its_own_is_known_by_the_key(
    hall: Fair, centre_file: Path, relay_key: str, tmp_path: Path
) -> None:
    hall.push(hall.till(sales=3))
    with central(centre_file, Secure(tmp_path / "tls.pem", 0)) as up:
        relay_to(up.secure_url, hall, relay_key).round()
        assert standing(hall).waiting == 0
        assert standing(hall).address == up.secure_url


def test_while_the_centre_is_away_the_hall_waits_and_loses_nothing(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    hall.push(hall.till(sales=10))
    with central(centre_file) as up:
        url = up.url
    relay = relay_to(url, hall, relay_key)
    relay.round()
    assert standing(hall).problem == "server_unreachable"
    assert standing(hall).waiting == len(journals(hall.office))
    with central(centre_file, port=int(url.rsplit(":", 1)[1])):
        relay.round()
    assert (standing(hall).waiting, standing(hall).problem) == (0, "")


def test_a_hall_that_forgot_what_it_passed_on_does_no_harm(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    hall.push(hall.till(sales=10))
    with central(centre_file) as up:
        relay_to(up.url, hall, relay_key).round()
        with hall.office.database.write() as connection:
            connection.execute(delete(PassedOnRow))
        relay_to(up.url, hall, relay_key).round()
    with at(centre_file) as centre:
        assert journals(centre) == journals(hall.office)
        assert sums(centre, hall.expo) == sums(hall.office, hall.expo)


def test_a_centre_that_was_restored_gets_it_all_again(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    till = hall.till(sales=5)
    hall.push(till)
    backup = centre_file.read_bytes()
    with central(centre_file) as up:
        relay_to(up.url, hall, relay_key).round()
    for beside in centre_file.parent.glob("centre.db-*"):
        beside.unlink()
    centre_file.write_bytes(backup)
    with central(centre_file) as up:
        relay_to(up.url, hall, relay_key).round()
    with at(centre_file) as centre:
        assert journals(centre) == journals(hall.office)


def test_what_the_hall_knows_to_be_missing_the_centre_knows_too(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    till = hall.till(sales=10)
    hall.push(till, till.batch(upto=6))
    with central(centre_file) as up:
        relay_to(up.url, hall, relay_key).round()
    with at(centre_file) as centre, centre.database.read() as connection:
        [booth, *_] = expo_totals(connection, hall.expo.id).booths
        assert (booth.held, booth.declared) == (6, till.head.seq)
        assert booth.missing == till.head.seq - 6


def test_one_register_that_the_centre_refuses_holds_nobody_up(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    first, second = hall.till("A1", 1, sales=4), hall.till("B2", 2, sales=4)
    hall.push(first)
    hall.push(second)
    with central(centre_file) as up:
        relay_to(up.url, hall, relay_key).round()
        with at(centre_file) as centre, centre.database.write() as connection:
            other = update(RegisterRow).where(RegisterRow.register_id == first.register)
            connection.execute(other.values(public_key=b"x" * 32))
        for till in (first, second):
            till.sell(1)
            hall.push(till, till.batch(after=len(till.entries) - 1))
        relay = relay_to(up.url, hall, relay_key)
        relay.round()
    assert standing(hall).refused == 1
    assert standing(hall).waiting == 1


def test_a_name_that_changed_in_the_hall_is_passed_on(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    hall.push(hall.till(sales=1))
    with central(centre_file) as up:
        relay = relay_to(up.url, hall, relay_key)
        relay.round()
        changed_details.change_details(hall.office, hall.expo.id, DetailsChange(name="Expo Baru"))
        relay.round()
    with at(centre_file) as centre, centre.database.read() as connection:
        assert expo_totals(connection, hall.expo.id).expo.name == "Expo Baru"


def test_a_key_that_was_locked_out_stops_it_until_somebody_helps(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    hall.push(hall.till(sales=1))
    with at(centre_file) as centre:
        programs.revoke_api_token(centre, "aula")
    with central(centre_file) as up:
        relay = relay_to(up.url, hall, relay_key)
        assert relay.round() > timedelta(minutes=1).total_seconds()
    assert standing(hall).problem == "token_revoked"


def test_another_server_at_the_address_gets_nothing(
    hall: Fair, centre_file: Path, relay_key: str, tmp_path: Path
) -> None:
    hall.push(hall.till(sales=1))
    stranger = prepared(tmp_path / "stranger.db")
    with central(stranger) as up:
        relay_to(up.url, hall, relay_key).round()
    assert standing(hall).problem == "server_unreachable"
    with at(stranger) as office:
        assert journals(office) == []


def test_it_passes_on_while_the_server_runs_and_ends_with_it(
    hall: Fair, centre_file: Path, relay_key: str, tmp_path: Path
) -> None:
    till = hall.till(sales=8)
    hall.push(till)
    key_file = tmp_path / "relay.key"
    key_file.write_text(f"{relay_key}\n", encoding="utf-8")
    with (
        central(centre_file) as up,
        relaying(hall.office, up.url, key_file),
        at(centre_file) as centre,
    ):
        until(lambda: len(journals(centre)) == till.head.seq)
        assert journals(centre) == journals(hall.office)


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "a.b." + "0" * 63])
def test_what_is_no_relay_key_is_refused(text: str) -> None:
    with pytest.raises(LapakError, match="relay_key_unusable"):
        Upstream("http://127.0.0.1:1", text)


def test_a_key_file_that_is_missing_is_named(hall: Fair, tmp_path: Path) -> None:
    missing = tmp_path / "none.key"
    with (
        pytest.raises(LapakError, match="relay_key_missing"),
        relaying(hall.office, "http://127.0.0.1:1", missing),
    ):
        raise AssertionError
