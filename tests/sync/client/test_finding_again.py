"""A server is known by its key: found again elsewhere, upgraded to TLS, and never mistaken."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from pos_app.domain.errors import LapakError
from pos_app.services import outbox
from pos_app.services.organizer import SyncKind
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till
from sync.client.join import join
from sync.client.patience import kind_of
from sync.client.pinning import shown_certificate
from sync.client.presence import found_again
from sync.server.app import app_for
from sync.server.listening import certificate
from sync.server.listening.certificate import LIFETIME, own_certificate
from sync.server.listening.door import Secure
from sync.server.listening.serve import RunningServer
from sync.server.office import open_office
from sync.wire import PRESENCE_PATH, Presence
from tests.drivers.bad_network import BadNetwork, Way
from tests.drivers.lines import SURE, open_line, push
from tests.drivers.organizers import Fair, prepared
from tests.drivers.scripted_server import Asked, ScriptedServer, answer
from tests.drivers.tills import open_shop


class Hall:
    """An organizer whose server can be stopped and started with another certificate or port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database = prepared(folder / "organizer.db")
        self.start()

    def start(self, *, port: int = 0, tls: bool = True, certificate: str = "tls.pem") -> None:
        office = open_office(str(self._database))
        if not hasattr(self, "fair"):
            self.fair = Fair(office)
        self.fair.office = office
        secure = Secure(self._folder / certificate) if tls else None
        self.server = RunningServer(app_for(office), port=port, secure=secure)

    @property
    def port(self) -> int:
        return int(self.server.url.rpartition(":")[2])


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.server.stop()


def link_of(till: Till) -> SyncLink:
    link = till.read(outbox.situation).result().link
    assert link is not None
    return link


@pytest.fixture
def pinned(bare: Till, hall: Hall) -> Till:
    """A till that joined by a certificate that a person compared."""
    join(bare, hall.server.secure_url, hall.fair.join_code(), SURE, hall.server.certificate)
    open_shop(bare)
    return bare


def test_a_till_joins_and_sends_by_the_certificate_that_a_person_compared(
    pinned: Till, hall: Hall
) -> None:
    assert link_of(pinned).certificate == hall.server.certificate
    assert push(pinned).acked_seq == 3


@pytest.mark.parametrize("ends", ["end", "reset"])
@pytest.mark.parametrize("way", [Way(up=0), Way(up=200), Way(down=0), Way(down=100), Way(down=500)])
def test_a_greeting_with_tls_that_is_torn_is_the_networks_fault_and_needs_nobody(
    bare: Till, hall: Hall, way: Way, ends: str
) -> None:
    torn = [msgspec.structs.replace(way, ends=ends)] * 2
    with BadNetwork(int(hall.server.secure_url.rpartition(":")[2])) as network:
        address = f"https://127.0.0.1:{network.port}"
        join(bare, address, hall.fair.join_code(), SURE, hall.server.certificate)
        network.turns_bad(torn)
        with pytest.raises(LapakError) as caught:
            push(bare)
        assert kind_of(caught.value) is SyncKind.OFFLINE
        with pytest.raises(LapakError, match="server_unreachable"):
            shown_certificate(address, 5)
        assert push(bare).acked_seq == 1


def test_a_pinned_certificate_that_has_run_out_is_as_good_as_before(
    bare: Till, hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_at = datetime.now(UTC) - LIFETIME - timedelta(days=30)
    own_certificate(tmp_path / "old.pem", made_at)
    hall.server.stop()
    with monkeypatch.context() as renews_nothing:
        renews_nothing.setattr(certificate, "RENEWED_BEFORE", -timedelta(days=60))
        hall.start(certificate="old.pem")
    join(bare, hall.server.secure_url, hall.fair.join_code(), SURE, hall.server.certificate)
    assert push(bare).acked_seq == 1


def test_another_certificate_than_the_one_compared_gets_no_code(bare: Till, hall: Hall) -> None:
    with pytest.raises(LapakError, match="certificate_changed"):
        join(bare, hall.server.secure_url, hall.fair.join_code(), SURE, "ab" * 32)


def test_a_certificate_that_nobody_vouches_for_is_not_taken_unseen(bare: Till, hall: Hall) -> None:
    with pytest.raises(LapakError, match="certificate_unknown"):
        join(bare, hall.server.secure_url, hall.fair.join_code(), SURE)


def test_a_compared_certificate_at_an_address_without_tls_is_refused(
    bare: Till, hall: Hall
) -> None:
    for address in (hall.server.url, hall.server.url.replace("http:", "https:")):
        with pytest.raises(LapakError, match="server_without_tls"):
            join(bare, address, hall.fair.join_code(), SURE, hall.server.certificate)


def test_a_till_that_joined_without_tls_goes_over_to_it(bare: Till, hall: Hall) -> None:
    join(bare, hall.server.url, hall.fair.join_code(), SURE)
    open_shop(bare)
    with open_line(bare) as opened:
        opened.until_sent(3)
    link = link_of(bare)
    assert (link.address, link.certificate) == (hall.server.secure_url, hall.server.certificate)
    assert push(bare).acked_seq == 3


def test_a_till_goes_on_without_tls_where_the_server_has_none(bare: Till, hall: Hall) -> None:
    hall.server.stop()
    hall.start(tls=False)
    join(bare, hall.server.url, hall.fair.join_code(), SURE)
    open_shop(bare)
    with open_line(bare) as opened:
        opened.until_sent(3)
    assert link_of(bare).certificate == ""


def test_a_new_certificate_is_believed_by_the_servers_own_key(pinned: Till, hall: Hall) -> None:
    before = link_of(pinned)
    hall.server.stop()
    hall.start(certificate="renewed.pem", port=hall.port)
    at = msgspec.structs.replace(before, address=hall.server.secure_url)
    pinned.write(outbox.move, at).result()
    with pytest.raises(LapakError, match="certificate_changed"):
        push(pinned)
    with open_line(pinned) as opened:
        opened.until_sent(3)
    assert link_of(pinned).certificate == hall.server.certificate != before.certificate


def test_a_server_that_moved_is_found_where_the_network_tells(pinned: Till, hall: Hall) -> None:
    before = link_of(pinned)
    hall.server.stop()
    hall.start()
    assert found_again(before, (), SURE) is None
    moved = found_again(before, (hall.server.url,), SURE)
    assert moved is not None
    assert (moved.address, moved.token) == (hall.server.secure_url, before.token)
    assert set(moved.addresses) == {hall.server.secure_url, hall.server.url}


def test_a_pinned_server_is_never_taken_without_tls(pinned: Till, hall: Hall) -> None:
    before = link_of(pinned)
    hall.server.stop()
    hall.start(tls=False)
    assert found_again(before, (hall.server.url,), SURE) is None
    unpinned = msgspec.structs.replace(before, certificate="", address="http://127.0.0.1:1")
    moved = found_again(unpinned, (hall.server.url,), SURE)
    assert moved is not None
    assert moved.address == hall.server.url


def test_another_server_is_not_taken_whatever_it_says(
    pinned: Till, hall: Hall, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = Hall(tmp_path / "other")
    try:
        assert found_again(elsewhere(pinned), (other.server.url, other.server.secure_url)) is None
    finally:
        other.server.stop()


def elsewhere(till: Till) -> SyncLink:
    return msgspec.structs.replace(link_of(till), address="https://127.0.0.1:1", addresses=())


def relayed(hall: Hall, **changed: object) -> ScriptedServer:
    """An impostor that passes the question on to the real server, and may change the answer."""
    import requests

    def proper(asked: Asked) -> bytes:
        assert asked.path.startswith(PRESENCE_PATH)
        real = requests.get(hall.server.url + asked.path, timeout=20)
        told = msgspec.json.decode(real.content, type=Presence)
        return answer(200, msgspec.structs.replace(told, **changed))

    return ScriptedServer(proper)


def test_an_impostor_that_passes_the_question_on_only_shows_the_way(
    pinned: Till, hall: Hall
) -> None:
    with relayed(hall) as impostor:
        moved = found_again(elsewhere(pinned), (impostor.address,), SURE)
    assert moved is not None
    assert (moved.address, moved.certificate) == (hall.server.secure_url, hall.server.certificate)


CHANGES: list[dict[str, object]] = [
    {"certificate": "ab" * 32},
    {"certificate": ""},
    {"certificate": "zz"},
    {"addresses": ("https://127.0.0.1:9",)},
    {"addresses": ("file:///etc/passwd",)},
    {"addresses": ("http://127.0.0.1:1",) * 5000},
    {"server_id": "another"},
    {"signature": "00"},
    {"signature": "zz"},
    {"server_key": "00" * 32},
    {"name": "x" * 1000},
]


def test_an_answer_that_was_changed_on_the_way_is_not_believed(pinned: Till, hall: Hall) -> None:
    for changed in CHANGES:
        with relayed(hall, **changed) as impostor:
            assert found_again(elsewhere(pinned), (impostor.address,), SURE) is None, changed


def test_a_login_page_where_tls_was_pinned_gets_nothing(pinned: Till, hall: Hall) -> None:
    hall.server.stop()
    page = answer(200, b"<html>Login</html>")
    with ScriptedServer(lambda _asked: page) as portal:
        at = f"https://127.0.0.1:{portal.port}"
        pinned.write(outbox.move, msgspec.structs.replace(link_of(pinned), address=at)).result()
        with open_line(pinned) as opened:
            state = opened.until(SyncKind.ATTENTION)
        assert state.code == "server_without_tls"
        assert not any("authorization" in asked.headers for asked in portal.asked)


def test_addresses_that_a_server_tells_are_tried_when_the_old_one_is_silent(
    pinned: Till, hall: Hall
) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        nobody = f"https://127.0.0.1:{held.getsockname()[1]}"
        told = (hall.server.url, hall.server.secure_url)
        link = msgspec.structs.replace(link_of(pinned), address=nobody, addresses=told)
        pinned.write(outbox.move, link).result()
        with open_line(pinned) as opened:
            opened.until_sent(3)
    assert link_of(pinned).address == hall.server.secure_url
