"""Who can open a bundle: the server that it is for, and whoever has the till's recovery code.

The batches are sealed with a key made for the file; that key is wrapped twice. Sources: RFC 7748
(X25519, and the map from Ed25519's curve to it), RFC 8032 §5.1.5 (an Ed25519 key's scalar),
RFC 8439 (ChaCha20-Poly1305). No nonce is used twice, because no key is.
"""

import hashlib
import hmac
import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from pos_app.domain.errors import LapakError

KEY_BYTES = 32
_NONCE_BYTES = 12
_FIRST = bytes(_NONCE_BYTES)
_PRIME = 2**255 - 19
_SERVER_PURPOSE = b"lapak/b1 server"
_OWNER_PURPOSE = b"lapak/b1 owner"
_WORDS_PURPOSE = b"lapak/b1 introduction"
_CODE_PURPOSE = b"lapak/b1 recovery code"
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXY"
_CODE_LENGTH = 20
_ALIKE = str.maketrans("0O1IZ", "QQLL2")
"""As for join codes: letters that are never used are read as meant."""


class ChunkSeal:
    """Seals the batches of one file in order, or opens them; another order does not open."""

    def __init__(self, key: bytes, manifest_line: bytes) -> None:
        self._cipher = ChaCha20Poly1305(key)
        self._bound = hashlib.sha256(manifest_line).digest()
        self._count = 0

    def seal(self, batch: bytes) -> bytes:
        """The next batch, sealed."""
        return self._cipher.encrypt(self._next(), batch, self._bound)

    def open(self, sealed: bytes) -> bytes:
        """The next batch; raises LapakError `bundle_damaged`."""
        try:
            return self._cipher.decrypt(self._next(), sealed, self._bound)
        except InvalidTag as error:
            raise LapakError("bundle_damaged", reason="seal") from error

    def _next(self) -> bytes:
        self._count += 1
        return self._count.to_bytes(_NONCE_BYTES, "big")


def wrap_for_server(key: bytes, server_key: str, ephemeral: bytes) -> str:
    """Wrap a file's key for the server with this Ed25519 key (hex); `ephemeral` is X25519.

    Raises LapakError `server_key_unusable`.
    """
    try:
        secret = X25519PrivateKey.from_private_bytes(ephemeral)
        shared = secret.exchange(_montgomery(bytes.fromhex(server_key)))
    except ValueError as error:
        raise LapakError("server_key_unusable", reason=str(error)) from error
    return _wrap(key, _server_wrapping(shared, secret.public_key().public_bytes_raw()))


def unwrap_as_server(wrapped: str, server_seed: bytes, ephemeral: str) -> bytes:
    """The key of a file for this server, by its Ed25519 seed; raises LapakError `bundle_damaged`.

    `ephemeral` is the file's public key in hex.
    """
    scalar = hashlib.sha512(server_seed).digest()[:KEY_BYTES]
    public = bytes.fromhex(ephemeral)
    try:
        other = X25519PublicKey.from_public_bytes(public)
        shared = X25519PrivateKey.from_private_bytes(scalar).exchange(other)
    except ValueError as error:
        raise LapakError("bundle_damaged", reason=str(error)) from error
    return _unwrap(wrapped, _server_wrapping(shared, public), "bundle_damaged")


def ephemeral_public(ephemeral: bytes) -> str:
    """What goes into the manifest of a file's own X25519 key; hex."""
    return X25519PrivateKey.from_private_bytes(ephemeral).public_key().public_bytes_raw().hex()


def recovery_code(install_key: str) -> str:
    """The code with which a till's owner can open its bundles, the same for all of them.

    It follows from the installation's key (hex): 20 letters of 31, 99 bits, which nobody guesses.
    """
    number = int.from_bytes(_derived(bytes.fromhex(install_key), _CODE_PURPOSE), "big")
    places = (number // len(_ALPHABET) ** place for place in range(_CODE_LENGTH))
    letters = "".join(_ALPHABET[digit % len(_ALPHABET)] for digit in places)
    return "-".join(re.findall(".{5}", letters))


def wrap_for_owner(key: bytes, code: str, ephemeral: str) -> str:
    """Wrap a file's key for whoever has the recovery code."""
    return _wrap(key, _owner_wrapping(code, ephemeral))


def unwrap_as_owner(wrapped: str, code: str, ephemeral: str) -> bytes:
    """The key of a file by a typed recovery code; raises LapakError `recovery_code_wrong`."""
    return _unwrap(wrapped, _owner_wrapping(code, ephemeral), "recovery_code_wrong")


def seal_words(key: bytes, words: bytes, purpose: bytes = _WORDS_PURPOSE) -> str:
    """Seal a secret of a manifest with the file's key; hex. Each has a purpose of its own."""
    return ChaCha20Poly1305(_derived(key, purpose)).encrypt(_FIRST, words, None).hex()


def open_words(key: bytes, sealed: str, purpose: bytes = _WORDS_PURPOSE) -> bytes:
    """What `seal_words` sealed for that purpose; raises LapakError `bundle_damaged`."""
    return _unwrap(sealed, _derived(key, purpose), "bundle_damaged")


def _server_wrapping(shared: bytes, ephemeral: bytes) -> bytes:
    return _derived(shared, _SERVER_PURPOSE + ephemeral)


def _owner_wrapping(code: str, ephemeral: str) -> bytes:
    letters = re.sub(r"[\s-]", "", code).upper().translate(_ALIKE)
    return _derived(letters.encode(), _OWNER_PURPOSE + bytes.fromhex(ephemeral))


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return hmac.new(secret, purpose, hashlib.sha256).digest()


def _wrap(key: bytes, wrapping: bytes) -> str:
    return ChaCha20Poly1305(wrapping).encrypt(_FIRST, key, None).hex()


def _unwrap(wrapped: str, wrapping: bytes, code: str) -> bytes:
    try:
        return ChaCha20Poly1305(wrapping).decrypt(_FIRST, bytes.fromhex(wrapped), None)
    except InvalidTag as error:
        raise LapakError(code) from error


def _montgomery(ed25519: bytes) -> X25519PublicKey:
    """RFC 7748 §4.1: u = (1 + y) / (1 − y)."""
    y = int.from_bytes(ed25519, "little") & (2**255 - 1)
    u = (1 + y) * pow(1 - y, -1, _PRIME) % _PRIME
    return X25519PublicKey.from_public_bytes(u.to_bytes(KEY_BYTES, "little"))
