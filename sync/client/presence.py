"""Whether a server at some address is the known one: it signs a question made up for it.

No token and nothing of anybody's goes along, so anybody may be asked. An impostor that passes the
question on to the real server gets an answer that names the real certificate, which it has not.
"""

import logging
import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.services.outbox import SyncLink
from sync.client.http import Http, server_address
from sync.client.pace import TIMEOUTS, Timeouts
from sync.wire import MAX_ADDRESSES, PRESENCE_PATH, Presence, presence_message

log = logging.getLogger(__name__)

_MOST_CANDIDATES = 12
_FINGERPRINT_DIGITS = 64


def found_again(
    link: SyncLink, heard: Iterable[str] = (), timeouts: Timeouts = TIMEOUTS
) -> SyncLink | None:
    """The link with the address and certificate that its server has now; None if it is not found.

    `heard` are addresses that the network tells, believed no more than any. A server that had TLS
    is never taken without it.
    """
    candidates = dict.fromkeys((link.address, *link.addresses, *heard))
    for address in list(candidates)[:_MOST_CANDIDATES]:
        told = _proven(link, address, "", timeouts)
        moved = _best(link, address, told, timeouts) if told else None
        if moved is not None:
            return moved
    return None


def _best(link: SyncLink, address: str, told: Presence, timeouts: Timeouts) -> SyncLink | None:
    """The way with TLS if it works, else the one that answered unless TLS was pinned."""
    told_addresses = tuple(told.addresses[:MAX_ADDRESSES])
    known = msgspec.structs.replace(link, addresses=told_addresses)
    for secure in _secure_ways(address, told) if told.certificate else ():
        if _proven(link, secure, told.certificate, timeouts):
            return msgspec.structs.replace(known, address=secure, certificate=told.certificate)
    if link.certificate or address.startswith("https://"):
        return None
    return msgspec.structs.replace(known, address=address)


def _secure_ways(address: str, told: Presence) -> list[str]:
    """Addresses with TLS: this one, what the server said, and its ports on the host asked."""
    here = urlsplit(address)
    secure = [each for each in told.addresses[:MAX_ADDRESSES] if each.startswith("https://")]
    ports = {urlsplit(each).port for each in secure}
    host = f"[{here.hostname}]" if ":" in (here.hostname or "") else here.hostname
    beside = [f"https://{host}:{port}" for port in ports if port]
    first = [address] if here.scheme == "https" else []
    return list(dict.fromkeys((*first, *beside, *secure)))[:MAX_ADDRESSES]


def _proven(link: SyncLink, address: str, certificate: str, timeouts: Timeouts) -> Presence | None:
    try:
        told = ask_presence(address, certificate, timeouts)
    except LapakError as error:
        log.info("sync: not at %s: %s", address, error)
        return None
    known = (told.server_id, told.server_key) == (link.server_id, link.server_key)
    return told if known else None


def ask_presence(address: str, certificate: str, timeouts: Timeouts) -> Presence:
    """Who answers at an address, its signature checked by the key that it tells.

    Whoever has the `certificate`, if one is named, else whoever answers: what proves itself needs
    no other proof, and nothing is told.

    Raises LapakError of `Http.ask`, or `server_not_lapak`.
    """
    challenge = secrets.token_hex(16)
    if not certificate and address.startswith("https://"):
        from sync.client.pinning import shown_certificate

        certificate = shown_certificate(server_address(address), timeouts.connect_s)
    http = Http(address, "", timeouts, certificate)
    try:
        told = http.ask("GET", f"{PRESENCE_PATH}?challenge={challenge}", Presence)
    finally:
        http.close()
    if not _usable(told) or not _signed(told, challenge):
        raise LapakError("server_not_lapak", address=address)
    return told


def _usable(told: Presence) -> bool:
    try:
        bytes.fromhex(told.certificate)
        usable = all(server_address(each) == each for each in told.addresses[:MAX_ADDRESSES])
    except (LapakError, ValueError):
        return False
    return usable and len(told.certificate) in {0, _FINGERPRINT_DIGITS}


def _signed(told: Presence, challenge: str) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(told.server_key))
        key.verify(bytes.fromhex(told.signature), presence_message(told, challenge))
    except (InvalidSignature, ValueError):
        return False
    return True
