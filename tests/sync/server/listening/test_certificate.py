"""A certificate of the server's own, and TLS beside plain HTTP."""

import hashlib
import ssl
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from requests.adapters import HTTPAdapter

from pos_app.domain.errors import LapakError
from sync.server.app import app_for
from sync.server.listening.certificate import LIFETIME, own_certificate
from sync.server.listening.door import Secure
from sync.server.listening.serve import RunningServer
from sync.server.office import open_office
from sync.wire import PRESENCE_PATH, Presence, presence_message
from tests.drivers.organizers import EVENING, prepared

CHALLENGE = "c0ffee" * 6


def test_the_first_start_makes_one_that_stays_and_that_nobody_else_may_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "tls.pem"
    made = own_certificate(path, EVENING)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert own_certificate(path, EVENING + timedelta(days=900)) == made


def test_one_that_runs_out_within_a_year_is_renewed(tmp_path: Path) -> None:
    path = tmp_path / "tls.pem"
    made = own_certificate(path, EVENING)
    late = own_certificate(path, EVENING + LIFETIME - timedelta(days=300))
    assert late.fingerprint != made.fingerprint


@pytest.mark.parametrize("left", [b"", b"noise", b"-----BEGIN CERTIFICATE-----\n", 500, 900])
def test_a_damaged_file_is_made_anew(tmp_path: Path, left: bytes | int) -> None:
    path = tmp_path / "tls.pem"
    own_certificate(path, EVENING)
    path.write_bytes(path.read_bytes()[:left] if isinstance(left, int) else left)
    assert own_certificate(path, EVENING).context()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LapakError, match="certificate_not_kept"):
        own_certificate(tmp_path / "file" / "tls.pem", EVENING)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    office = open_office(str(prepared(tmp_path / "organizer.db")))
    with RunningServer(app_for(office), secure=Secure(tmp_path / "tls.pem")) as running:
        yield running


class _Pinned(HTTPAdapter):
    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        super().__init__()

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        more |= {"assert_fingerprint": self._fingerprint}
        super().init_poolmanager(*args, **more)


def ask(url: str, fingerprint: str) -> Presence:
    with requests.Session() as session:
        session.trust_env = session.verify = False
        session.mount("https://", _Pinned(fingerprint))
        answer = session.get(f"{url}{PRESENCE_PATH}?challenge={CHALLENGE}", timeout=20)
        assert answer.status_code == 200
        return msgspec.json.decode(answer.content, type=Presence)


def test_with_and_without_tls_the_server_says_who_it_is_and_signs(server: RunningServer) -> None:
    told = ask(server.secure_url, server.certificate)
    assert told == ask(server.url, "")
    assert told.certificate == server.certificate
    assert told.addresses == (server.secure_url, server.url)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(told.server_key))
    key.verify(bytes.fromhex(told.signature), presence_message(told, CHALLENGE))


def test_the_certificate_is_the_one_that_is_named(server: RunningServer) -> None:
    host, port = server.secure_url.removeprefix("https://").split(":")
    shown = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate((host, int(port)), timeout=20))
    assert hashlib.sha256(shown).hexdigest() == server.certificate


@pytest.mark.parametrize("challenge", ["", "short", "x" * 500, "a b" * 9, "é" * 20])
def test_a_challenge_that_is_none_is_refused(server: RunningServer, challenge: str) -> None:
    answer = requests.get(
        f"{server.url}{PRESENCE_PATH}", params={"challenge": challenge}, timeout=20
    )
    assert answer.status_code == 400


def test_a_second_server_for_the_same_tls_port_is_told(
    server: RunningServer, tmp_path: Path
) -> None:
    taken = int(server.secure_url.rpartition(":")[2])
    with pytest.raises(LapakError, match="port_taken"):
        RunningServer(str(prepared(tmp_path / "b.db")), secure=Secure(tmp_path / "tls.pem", taken))
