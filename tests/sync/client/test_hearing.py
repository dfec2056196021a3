"""A server announces itself and is heard; on the loopback interface only, by the real library."""

from pathlib import Path

from sync.client.hearing import heard_addresses
from sync.server.listening.announcing import announced
from sync.server.listening.door import Secure, open_door
from tests.drivers.organizers import EVENING

LOOPBACK = ("127.0.0.1",)


def test_a_server_is_heard_by_its_id_where_it_listens_now(tmp_path: Path) -> None:
    door = open_door("127.0.0.1", 0, Secure(tmp_path / "tls.pem"), EVENING)
    try:
        with announced(door, "7d1c2a10-hall", "aula"):
            assert heard_addresses("7d1c2a10-hall", LOOPBACK, 10) == (door.secure_url,)
            assert heard_addresses("another", LOOPBACK, 0.3) == ()
    finally:
        door.close()
    assert heard_addresses("7d1c2a10-hall", LOOPBACK, 0.3) == ()
