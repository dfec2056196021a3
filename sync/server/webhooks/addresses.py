"""Where a hook may point: over TLS anywhere but to this network's own plumbing.

A hall's own network is allowed, because receivers stand there and whoever runs the server adds
them; nothing that is answered is ever shown, so a hook is no way to read from inside. Plain HTTP
stays on this machine.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

import msgspec

from pos_app.domain.errors import LapakError

MAX_URL = 500
_PORTS = {"https": 443, "http": 80}


class Target(msgspec.Struct, frozen=True):
    """An address taken apart; `path` is what the request line holds."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """Take an address apart; raises LapakError `webhook_url_not_usable` or `webhook_needs_tls`."""
    text = url.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise LapakError("webhook_url_not_usable") from error
    odd = len(text) > MAX_URL or not text.isascii() or not text.isprintable() or " " in text
    if odd or parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        raise LapakError("webhook_url_not_usable")
    if parts.fragment or port == 0:
        raise LapakError("webhook_url_not_usable")
    query = f"?{parts.query}" if parts.query else ""
    path = f"{parts.path or '/'}{query}"
    target = Target(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], path)
    _check_written(target)
    return target


def addresses_of(target: Target) -> list[str]:
    """The IP addresses that a target has now; raises OSError, or LapakError as `target_of`.

    Asked before each attempt, and connected to as they are: a name that means another address a
    moment later leads nowhere else.
    """
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    for address in addresses:
        _check(target, ipaddress.ip_address(address.partition("%")[0]))
    return addresses


def _check_written(target: Target) -> None:
    """What can be said without asking for the name; `localhost` is this machine (RFC 6761)."""
    try:
        address = ipaddress.ip_address(target.host)
    except ValueError:
        if target.scheme == "http" and target.host != "localhost":
            raise LapakError("webhook_needs_tls") from None
        return
    _check(target, address)


def _check(target: Target, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    mapped = getattr(address, "ipv4_mapped", None)
    real = mapped or address
    if target.scheme == "http" and not real.is_loopback:
        raise LapakError("webhook_needs_tls")
    # Link-local is where clouds keep the credentials of machines (169.254.169.254).
    if real.is_link_local or real.is_multicast or real.is_unspecified:
        raise LapakError("webhook_url_not_usable")
