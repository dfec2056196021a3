"""The organizer's own API, as programs use it: set an expo up and read its totals."""

import msgspec

from pos_app.domain.register import Booth, Expo
from sync.client.http import Http
from sync.wire import ExpoTotals


class _JoinCode(msgspec.Struct, frozen=True):
    code: str


class OrganizerApi:
    """An organizer's program; `token` is an API token. Errors are those of `Http.ask`."""

    def __init__(self, address: str, token: str) -> None:
        self._http = Http(address, token)

    def create_expo(self, name: str, zone: str) -> Expo:
        """Set an expo up."""
        return self._http.ask("POST", "/api/v1/expos", Expo, _json(name=name, zone=zone))

    def create_booth(self, expo: str, code: str, name: str) -> Booth:
        """Add a booth to an expo."""
        path = f"/api/v1/expos/{expo}/booths"
        return self._http.ask("POST", path, Booth, _json(code=code, name=name))

    def join_code(self, expo: str, booth: str) -> str:
        """A new join code for a booth."""
        path = f"/api/v1/expos/{expo}/booths/{booth}/join-codes"
        return self._http.ask("POST", path, _JoinCode, b"{}").code

    def totals(self, expo: str) -> ExpoTotals:
        """Every booth's turnover and how complete it is."""
        return self._http.ask("GET", f"/api/v1/expos/{expo}/totals", ExpoTotals)

    def close(self) -> None:
        """Let the connection go."""
        self._http.close()


def _json(**fields: str) -> bytes:
    return msgspec.json.encode(fields)
