"""The installation: who this machine is, made once and kept to itself."""

import shutil
import stat
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head, head_message
from pos_app.store.install import Install, install_path, load_or_create
from tests.drivers.tills import database_in, make_till


def test_an_installation_is_made_once_and_stays(tmp_path: Path) -> None:
    first = load_or_create(tmp_path / "till.install")
    assert load_or_create(tmp_path / "till.install") == first
    assert load_or_create(tmp_path / "other.install") != first
    assert {path.name for path in tmp_path.iterdir()} == {"till.install", "other.install"}


def test_a_file_of_an_earlier_version_keeps_its_key_and_gets_the_public_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "till.install"
    made = load_or_create(path)
    earlier = {"install_id": made.install_id, "private_key": made.private_key}
    path.write_bytes(msgspec.json.encode(earlier))
    assert load_or_create(path) == made
    assert msgspec.json.decode(path.read_bytes())["public"] == made.public_key


def test_only_its_owner_may_read_the_key(tmp_path: Path) -> None:
    load_or_create(tmp_path / "till.install")
    assert stat.S_IMODE((tmp_path / "till.install").stat().st_mode) == 0o600


def test_it_lies_beside_the_databases_folder_so_that_a_copied_folder_has_another(
    tmp_path: Path,
) -> None:
    till = make_till(tmp_path)
    kept = install_path(database_in(tmp_path))
    assert kept == tmp_path / "till.install"
    assert load_or_create(kept) == till.install
    till.close()
    again = make_till(tmp_path)
    assert again.install == till.install
    again.close()
    shutil.copytree(tmp_path / "till", tmp_path / "elsewhere" / "till")
    copied = make_till(tmp_path / "elsewhere")
    assert copied.install.public_key != till.install.public_key
    copied.close()


def test_a_database_at_the_top_of_a_stick_has_an_installation_too() -> None:
    assert install_path(Path("/lapak.db")) == Path("/lapak.install")


def test_a_head_is_signed_with_the_key_that_is_shown() -> None:
    install = Install("install", bytes(range(32)).hex())
    head = Head("register", 7, bytes(32))
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(install.public_key))
    key.verify(bytes.fromhex(install.sign_head(head)), head_message(head))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b'{"install_id":"a"}',
        b'{"install_id":"\xff","private_key":"00"}',
        b'{"install_id":"a","private_key":"zz"}',
        b'{"install_id":"a","private_key":"00"}',
        b"[" * 100_000,
    ],
)
def test_an_installation_that_cannot_be_read_is_said_and_never_replaced(
    tmp_path: Path, content: bytes
) -> None:
    make_till(tmp_path).close()
    kept = tmp_path / "till.install"
    kept.write_bytes(content)
    for _ in range(2):
        with pytest.raises(LapakError) as caught:
            make_till(tmp_path)
        assert caught.value.code == "install_unreadable"
        assert caught.value.details["path"] == str(kept)
    assert kept.read_bytes() == content
