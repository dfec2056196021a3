"""Joining by what was scanned, found in the network, or typed and compared."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.invitation import INVITATION
from pos_app.services import outbox
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till
from sync.client.finding import find_servers
from sync.client.inviting import join_as_asked
from sync.wire import Invitation, invitation_text, read_invitation
from tests.drivers.halls import Hall
from tests.drivers.lines import SURE
from tests.drivers.tills import make_till

SECRET = "ABCDEFGHIJKLMNOPQRSTUVWXY2"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path, "hall")
    with made.server:
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Till]:
    till = make_till(tmp_path / "other")
    yield till
    till.close()


def link_of(till: Till) -> SyncLink:
    link = till.read(outbox.situation).result().link
    assert link is not None
    return link


def refused(code: str, till: Till, address: str, typed: str = "") -> LapakError:
    with pytest.raises(LapakError) as caught:
        join_as_asked(till, address, typed, SURE)
    assert caught.value.code == code
    return caught.value


def test_one_scan_joins_and_pins_the_server(bare: Till, hall: Hall) -> None:
    register = join_as_asked(bare, hall.invite().text, "", SURE)
    assert (register.booth.code, register.code) == ("A1", "K1")
    link = link_of(bare)
    assert (link.address, link.certificate) == (hall.server.secure_url, hall.server.certificate)


def test_a_scan_and_its_typed_code_are_used_up_together(
    bare: Till, other: Till, hall: Hall
) -> None:
    invited = hall.invite()
    assert join_as_asked(bare, invited.text, "", SURE).code == "K1"
    assert join_as_asked(bare, invited.text, "", SURE).code == "K1"  # the answer may be lost
    refused("join_code_used", other, invited.text)
    refused("join_code_used", other, hall.server.url, invited.code.code)


def test_a_typed_code_uses_its_scan_up(bare: Till, other: Till, hall: Hall) -> None:
    invited = hall.invite()
    join_as_asked(bare, hall.server.url, invited.code.code, SURE)
    refused("join_code_used", other, invited.text)


def test_an_old_scan_is_expired(bare: Till, hall: Hall) -> None:
    invited = hall.invite()
    hall.clock.pass_time(timedelta(hours=25))
    refused("join_code_expired", bare, invited.text)


def test_a_made_up_secret_opens_nothing(bare: Till, hall: Hall) -> None:
    known = read_invitation(hall.invite().text)
    made_up = Invitation(known.addresses, known.certificate, SECRET)
    refused("join_code_wrong", bare, invitation_text(made_up))


def test_an_address_where_another_server_answers_is_passed_by(
    bare: Till, hall: Hall, tmp_path: Path
) -> None:
    stranger = Hall(tmp_path, "stranger")
    with stranger.server:
        known = read_invitation(hall.invite().text)
        nobody = "https://127.0.0.1:1"
        addresses = (nobody, stranger.server.secure_url, *known.addresses)
        text = invitation_text(Invitation(addresses, known.certificate, known.secret))
        join_as_asked(bare, text, "", SURE)
        assert link_of(bare).address == hall.server.secure_url


def test_only_the_certificate_in_the_scan_is_believed(
    bare: Till, hall: Hall, tmp_path: Path
) -> None:
    stranger = Hall(tmp_path, "stranger")
    with stranger.server:
        known = read_invitation(hall.invite().text)
        address = (stranger.server.secure_url,)
        text = invitation_text(Invitation(address, known.certificate, known.secret))
        refused("certificate_changed", bare, text)


def test_a_certificate_that_nobody_vouches_for_is_shown_and_then_believed(
    bare: Till, hall: Hall
) -> None:
    code = hall.fair.join_code()
    told = refused("certificate_unknown", bare, hall.server.secure_url, code)
    assert told.details["certificate"] == hall.server.certificate
    compared = f"{hall.server.secure_url}#{told.details['certificate']}"
    assert join_as_asked(bare, compared, code, SURE).code == "K1"
    assert link_of(bare).certificate == hall.server.certificate


def test_servers_that_answer_are_found_and_others_left_out(hall: Hall) -> None:
    heard = ("https://127.0.0.1:1", hall.server.secure_url, hall.server.url)
    [found] = find_servers(lambda: heard)
    assert (found.address, found.certificate) == (hall.server.secure_url, hall.server.certificate)
    assert found.name
    assert find_servers(tuple) == ()


def test_what_stands_in_a_picture_reads_back() -> None:
    invitation = Invitation(
        ("https://192.168.1.10:8081", "https://hall.local:8081"), "ab" * 32, SECRET
    )
    text = invitation_text(invitation)
    assert read_invitation(f" {text.lower()} ") == invitation
    proxied = Invitation(("https://expo.example.id",), "", SECRET)
    assert read_invitation(invitation_text(proxied)) == proxied


@pytest.mark.parametrize(
    "text",
    [
        INVITATION,
        "LAPAKA1/x",
        f"{INVITATION}S/h:1/{'AB' * 32}",
        f"{INVITATION}X/h:1//{SECRET}",
        f"{INVITATION}S///{SECRET}",
        f"{INVITATION}S/h:1/{'AB' * 31}/{SECRET}",
        f"{INVITATION}H/h:1/{'AB' * 32}/{SECRET}",
        f"{INVITATION}S/h:1//{SECRET[:-1]}",
        f"{INVITATION}S/{'h' * 700}//{SECRET}",
    ],
)
def test_what_is_no_invitation_is_told_as_that(bare: Till, text: str) -> None:
    with pytest.raises(LapakError, match="invitation_unreadable"):
        read_invitation(text)
