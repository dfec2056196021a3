"""Looking for an organizer's server that is no longer where it was, or how it was."""

from urllib.parse import urlsplit

from pos_app.domain.errors import LapakError
from pos_app.services import outbox
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till
from sync.client.duty import Duty
from sync.client.hearing import heard_addresses
from sync.client.pace import Timeouts
from sync.client.presence import found_again

_ASTRAY = frozenset(
    {
        "certificate_changed",
        "certificate_unknown",
        "server_changed",
        "server_not_lapak",
        "server_redirects",
        "server_unreachable",
        "server_without_tls",
    }
)
"""Failures after which the server may be looked for elsewhere."""


class Search:
    """A server is known by its identity: where that is proven the till sends from then on."""

    def __init__(self, till: Till, timeouts: Timeouts, duty: Duty) -> None:
        self._till = till
        self._timeouts = timeouts
        self._duty = duty
        self._asked_for_tls = False

    def ask_for_tls(self, link: SyncLink) -> None:
        """Once a run: a server that was joined without TLS may have it by now."""
        if not self._asked_for_tls and link.address.startswith("http://"):
            self._asked_for_tls = True
            self._move(link, found_again(link, (), self._timeouts))

    def finds(self, link: SyncLink, error: LapakError) -> bool:
        """Whether the server shows elsewhere, or with another certificate, that it is itself."""
        if error.code not in _ASTRAY:
            return False
        self._duty.beat()
        found = found_again(link, (), self._timeouts)
        if found is None and not _is_here(link.address):
            found = found_again(link, heard_addresses(link.server_id), self._timeouts)
        return self._move(link, found)

    def _move(self, link: SyncLink, found: SyncLink | None) -> bool:
        self._duty.beat()
        if found is None:
            return False
        if found != link:
            self._till.write(outbox.move, found).result()
        return (found.address, found.certificate) != (link.address, link.certificate)


def _is_here(address: str) -> bool:
    """Whether a server is on this machine, so that no network need be asked for it."""
    return (urlsplit(address).hostname or "") in {"127.0.0.1", "::1", "localhost"}
