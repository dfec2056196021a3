"""Who this machine is, kept beside the database's folder.

A folder that was copied without it cannot sign for its registers: the organizer's server refuses
what such a copy sends. Nothing is compared when a till opens; a copy sells on with its own key.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head, head_message
from pos_app.store.engine import sync_folder
from pos_app.whole_file import write_whole

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


_KEY_BYTES = 32


class Install(msgspec.Struct, frozen=True):
    """The installation's id and its Ed25519 key, both hex; the key never leaves this file."""

    install_id: str
    private_key: str

    @property
    def public_key(self) -> str:
        """The key that registers show to the organizer, in hex."""
        return self._key().public_key().public_bytes_raw().hex()

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
    return install


def _create(path: Path) -> Install:
    install = Install(install_id=os.urandom(16).hex(), private_key=os.urandom(32).hex())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, msgspec.json.encode(install), mode=0o600)
        sync_folder(path.parent)
    except OSError as error:
        raise LapakError("install_unreadable", path=str(path), reason=str(error)) from error
    return install
