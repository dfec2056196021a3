"""The central server as a hall's server speaks to it: known by its key, wherever it answers."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.services.outbox import SyncLink
from sync import wire
from sync.client.http import Http, server_address
from sync.client.pace import TIMEOUTS, Timeouts
from sync.client.presence import found_again
from sync.client.trust import is_sealed, is_signed
from sync.relay_wire import (
    RELAY_EXPO_PATH,
    RELAY_FORKS_PATH,
    RELAY_PAPERS_PATH,
    Evidence,
    ExpoTold,
    Papers,
    T,
    read_told,
)
from sync.wire import RelayedRegister, SealedNews, Watermark

_BATCH = {"Content-Type": "application/octet-stream", "Content-Encoding": "zstd"}
_KEY_PARTS = 3
_KEY_DIGITS = 64


class Upstream:
    """What a relay key and an address stand for; a certificate of the server's own is found out.

    Raises LapakError `relay_key_unusable` or `server_address_not_understood`.
    """

    def __init__(self, address: str, relay_key: str, timeouts: Timeouts = TIMEOUTS) -> None:
        parts = relay_key.strip().split(".")
        if len(parts) != _KEY_PARTS or len(parts[2]) != _KEY_DIGITS:
            raise LapakError("relay_key_unusable")
        token, server_id, server_key = parts
        self._link = SyncLink("", server_address(address), token, server_id, server_key)
        self._timeouts = timeouts

    @property
    def server_id(self) -> str:
        """Who it is."""
        return self._link.server_id

    @property
    def address(self) -> str:
        """Where it was last found."""
        return self._link.address

    @contextmanager
    def open(self) -> Iterator["UpstreamLine"]:
        """A connection, closed at the end.

        Raises LapakError `server_unreachable` where the server of the key does not answer.
        """
        found = found_again(self._link, (), self._timeouts)
        if found is None:
            raise LapakError("server_unreachable", address=self._link.address, reason="")
        self._link = found
        http = Http(found.address, found.token, self._timeouts, found.certificate)
        try:
            yield UpstreamLine(http, found)
        finally:
            http.close()


class UpstreamLine:
    """One connection. Errors are those of `Http.ask`, or LapakError `server_changed`."""

    def __init__(self, http: Http, link: SyncLink) -> None:
        self._http = http
        self._link = link

    def introduce(self, told: RelayedRegister) -> Watermark:
        """Tell of a register; the answer says what is held of it there."""
        body = msgspec.json.encode(told)
        return self._checked(
            self._http.ask("POST", wire.RELAY_PATH, Watermark, body), told.register
        )

    def agree(self, told: ExpoTold) -> ExpoTold:
        """Tell how an expo stands here; returns how it stands there."""
        return self._opened(RELAY_EXPO_PATH.format(expo=told.expo.id), told, ExpoTold)

    def exchange_papers(self, expo: str, papers: Papers) -> Papers:
        """Tell of Z reports and closings; returns what is held there."""
        return self._opened(RELAY_PAPERS_PATH.format(expo=expo), papers, Papers)

    def show(self, expo: str, register: str, evidence: Evidence) -> Watermark:
        """Show that a register has two histories."""
        path = RELAY_FORKS_PATH.format(expo=expo, register=register)
        answer = self._http.ask("POST", path, Watermark, msgspec.json.encode(evidence))
        return self._checked(answer, register)

    def push(self, expo: str, register: str, raw: bytes) -> Watermark:
        """Pass a batch on."""
        path = wire.RELAY_JOURNAL_PATH.format(expo=expo, register=register)
        answer = self._http.ask("POST", path, Watermark, wire.compress(raw), _BATCH)
        return self._checked(answer, register)

    def _opened(self, path: str, told: msgspec.Struct, answer: type[T]) -> T:
        sealed = self._http.ask("POST", path, SealedNews, msgspec.json.encode(told))
        if not is_sealed(sealed, self._link.server_key):
            raise LapakError("server_changed", address=self._link.address)
        return read_told(sealed.content, answer)

    def _checked(self, answer: Watermark, register: str) -> Watermark:
        if answer.server_id != self._link.server_id or not is_signed(
            answer, register, self._link.server_key
        ):
            raise LapakError("server_changed", address=self._link.address)
        return answer
