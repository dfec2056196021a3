"""The sockets that a server listens on, one without TLS and one with it, and where they lead."""

import errno
import os
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from pos_app.domain.errors import LapakError
from sync.server.listening.certificate import own_certificate

_ANYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 (what a person chose, compared with)
_NOWHERE = ("192.0.2.1", 9)
"""Documentation's own address (RFC 5737): asking for the way there sends nothing."""


class Secure(msgspec.Struct, frozen=True):
    """TLS beside plain HTTP: the file of the certificate, and the port, 0 for any free one."""

    certificate: Path
    port: int = 0


class Door(msgspec.Struct, frozen=True):
    """Bound sockets; `certificate` is a fingerprint, empty without TLS."""

    plain: socket.socket
    secure: socket.socket | None = None
    context: ssl.SSLContext | None = None
    certificate: str = ""

    @property
    def url(self) -> str:
        """The address without TLS, as a browser on this machine takes it."""
        return _url("http", *self.plain.getsockname()[:2])

    @property
    def secure_url(self) -> str:
        """The address with TLS; empty if there is none."""
        return _url("https", *self.secure.getsockname()[:2]) if self.secure else ""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Numbers by which other machines may reach this one, the most likely first."""
        return _hosts(str(self.plain.getsockname()[0]))

    @property
    def addresses(self) -> tuple[str, ...]:
        """URLs by which tills may reach this server, those with TLS first."""
        doors = [("https", self.secure)] if self.secure else []
        ports = [(way, door.getsockname()[1]) for way, door in (*doors, ("http", self.plain))]
        return reached_at(str(self.plain.getsockname()[0]), ports)

    @property
    def reaches_out(self) -> bool:
        """Whether other machines can come in."""
        return any(not host.startswith("127.") and host != "::1" for host in self.hosts)

    def close(self) -> None:
        """Listen no more."""
        self.plain.close()
        if self.secure is not None:
            self.secure.close()


def open_door(host: str, port: int, secure: Secure | None, now: datetime) -> Door:
    """Bind the sockets.

    Raises LapakError `port_taken`, `port_forbidden`, `host_not_here`, or as `own_certificate`.
    """
    if secure is None:
        return Door(_listen(host, port))
    own = own_certificate(secure.certificate, now)
    plain = _listen(host, port)
    try:
        return Door(plain, _listen(host, secure.port), own.context(), own.fingerprint)
    except BaseException:
        plain.close()
        raise


def reached_at(host: str, ports: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """URLs of a server that listens there, by scheme and port."""
    return tuple(_url(scheme, each, port) for scheme, port in ports for each in _hosts(host))


def _hosts(host: str) -> tuple[str, ...]:
    return _own_hosts() if host in _ANYWHERE else (host,)


def _own_hosts() -> tuple[str, ...]:
    """The addresses of this machine in the networks it is in, the way out first."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way, suppress(OSError):
        way.connect(_NOWHERE)
        found.append(str(way.getsockname()[0]))
    with suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    named = [host for host in dict.fromkeys(found) if not host.startswith("127.")]
    return (*named[:3], "127.0.0.1")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sets TCP_NODELAY on what is accepted; without it the body of
    # every answer waits 44 ms for the acknowledgement of its headers.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        # Elsewhere it would let two servers share a port; here it only frees one in TIME_WAIT.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, UnicodeError) as error:
        listening.close()
        raise LapakError(_reason(error), host=host, port=port) from error
    return listening


def _reason(error: OSError | UnicodeError) -> str:
    match error:
        case PermissionError():
            return "port_forbidden"
        case socket.gaierror() | UnicodeError():
            return "host_not_here"
        case OSError(errno=errno.EADDRNOTAVAIL):
            return "host_not_here"
    return "port_taken"


def _url(scheme: str, host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}:{port}"
