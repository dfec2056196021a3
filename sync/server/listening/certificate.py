"""The server's own TLS certificate: made at the first start, kept beside its database.

Nobody outside vouches for it. Tills know it by its fingerprint, and another one only when the
server's identity key signs for it; so the date in it is long, and a lost file is made anew.
"""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from pos_app.domain.errors import LapakError
from pos_app.whole_file import write_whole

LIFETIME = timedelta(days=3650)
RENEWED_BEFORE = timedelta(days=365)
"""A server that is started once a year never shows tills one that has run out."""

_CLOCKS_BEHIND = timedelta(days=2)


class OwnCertificate(msgspec.Struct, frozen=True):
    """A file with key and certificate; `fingerprint` is SHA-256 of the certificate, in hex."""

    path: Path
    fingerprint: str

    def context(self) -> ssl.SSLContext:
        """What a listener serves TLS with."""
        made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        made.load_cert_chain(self.path)
        return made


def own_certificate(path: Path, now: datetime) -> OwnCertificate:
    """The certificate in a file; a new one where there is none, it is unreadable or runs out.

    Raises LapakError `certificate_not_kept`.
    """
    try:
        kept = _kept(path, now)
        if kept is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, _made(now), mode=0o600)
            kept = _kept(path, now)
    except OSError as error:
        raise LapakError("certificate_not_kept", path=str(path)) from error
    assert kept is not None
    return kept


def days_left(path: Path, now: datetime) -> int | None:
    """How long the certificate in a file is good; None where there is none that can be read."""
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        return None
    return (certificate.not_valid_after_utc - now).days


def _kept(path: Path, now: datetime) -> OwnCertificate | None:
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
        kept = OwnCertificate(path, certificate.fingerprint(hashes.SHA256()).hex())
        kept.context()
    except (FileNotFoundError, ValueError, ssl.SSLError):
        return None
    return kept if certificate.not_valid_after_utc - RENEWED_BEFORE > now else None


def _made(now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Lapak")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - _CLOCKS_BEHIND)
        .not_valid_after(now.astimezone(UTC) + LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return secret + certificate.public_bytes(Encoding.PEM)
