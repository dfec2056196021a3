"""Who this machine is, kept beside the database's folder.

A folder that was copied without it cannot sign for its registers, and one that was copied with it
lies on another machine: either way a till that opens it gets an installation of its own, and goes
on under a new register.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head, head_message
from pos_app.store.engine import sync_folder
from pos_app.store.machine_id import machine_mark
from pos_app.whole_file import write_whole

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


_KEY_BYTES = 32


class Install(msgspec.Struct, frozen=True):
    """The installation's id and its Ed25519 key, both hex; the key never leaves this file.

    `machine` is a salted hash of the machine's own id, empty where it is not known. `public` is the
    public key, kept since making it of the other one costs a start ten milliseconds.
    """

    install_id: str
    private_key: str
    machine: str = ""
    public: str = ""

    @property
    def public_key(self) -> str:
        """The key that registers show to the organizer, in hex."""
        return self.public or self._key().public_key().public_bytes_raw().hex()

    def sign_head(self, head: Head) -> str:
        """Vouch for a register's whole chain; returns the signature in hex."""
        return self.sign(head_message(head))

    def sign(self, message: bytes) -> str:
        """Sign anything that tells in its first bytes what it is; returns the signature in hex."""
        return self._key().sign(message).hex()

    def _key(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (
            Ed25519PrivateKey,
        )

        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.private_key))


def is_signed(public_key: str, message: bytes, signature: str) -> bool:
    """Whether the owner of a key signed a message; key and signature are hex."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), message)
    except (ValueError, InvalidSignature):
        return False
    return True


def install_path(database: Path) -> Path:
    """Where a database's installation is kept: beside its folder, not in it."""
    folder = database.absolute().parent
    return folder.parent / f"{folder.name or 'lapak'}.install"


def load_or_create(path: Path) -> Install:
    """Read the installation, or make one for a machine that has none.

    One of another machine is put aside: whoever copied it is somebody else now.
    Raises LapakError `install_unreadable`.
    """
    try:
        install = msgspec.json.decode(path.read_bytes(), type=Install)
        if len(bytes.fromhex(install.private_key)) != _KEY_BYTES:
            raise LapakError("install_unreadable", path=str(path), reason="key")
    except FileNotFoundError:
        return _create(path)
    except (OSError, ValueError, RecursionError) as error:
        # msgspec's own errors are ValueErrors, as are those of bad UTF-8 and bad hex.
        raise LapakError("install_unreadable", path=str(path), reason=str(error)) from error
    here = machine_mark(install.install_id)
    if here and install.machine and install.machine != here:
        return _replaced(path)
    return (
        install if install.public and (install.machine or not here) else _completed(path, install)
    )


def _completed(path: Path, install: Install) -> Install:
    """Note the machine and the public key in a file that an earlier version made."""
    here = install.machine or machine_mark(install.install_id)
    known = msgspec.structs.replace(install, machine=here, public=install.public_key)
    _write(path, known)
    return known


def _replaced(path: Path) -> Install:
    try:
        path.replace(path.with_suffix(".install-of-another-machine"))
    except OSError as error:
        raise LapakError("install_unreadable", path=str(path), reason=str(error)) from error
    return _create(path)


def _create(path: Path) -> Install:
    install_id = os.urandom(16).hex()
    drawn = Install(install_id, os.urandom(32).hex(), machine_mark(install_id))
    install = msgspec.structs.replace(drawn, public=drawn.public_key)
    _write(path, install)
    return install


def _write(path: Path, install: Install) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, msgspec.json.encode(install), mode=0o600)
        sync_folder(path.parent)
    except OSError as error:
        raise LapakError("install_unreadable", path=str(path), reason=str(error)) from error
