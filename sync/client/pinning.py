"""TLS with a server that nobody vouches for but its own key: known by its fingerprint."""

import hashlib
import socket
import ssl
from typing import Any
from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter

from pos_app.domain.errors import LapakError


class Pinned(HTTPAdapter):
    """Speaks to whoever has the certificate with a SHA-256 fingerprint in hex, and nobody else.

    The date in a pinned certificate is not asked for: nobody but the server's own key vouches for
    it, and a till's clock is often wrong.
    """

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        super().__init__()

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        """Called by requests once, when the adapter is made."""
        super().init_poolmanager(*args, assert_fingerprint=self._fingerprint, **more)


def shown_certificate(address: str, timeout_s: float) -> str:
    """The fingerprint of what an `https` address shows, whoever that is; nothing is told there.

    Raises LapakError `server_unreachable` or `server_without_tls`.
    """
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    parts = urlsplit(address)
    at = (parts.hostname or "", parts.port or 443)
    try:
        with (
            socket.create_connection(at, timeout_s) as plain,
            context.wrap_socket(plain, server_hostname=parts.hostname) as secure,
        ):
            return hashlib.sha256(secure.getpeercert(binary_form=True) or b"").hexdigest()
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:  # torn on its way
        raise LapakError("server_unreachable", address=address, reason="EOF") from error
    except ssl.SSLError as error:
        raise LapakError("server_without_tls", address=address) from error
    except (OSError, UnicodeError) as error:
        reason = type(error).__name__
        raise LapakError("server_unreachable", address=address, reason=reason) from error
