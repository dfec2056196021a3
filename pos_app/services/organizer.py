"""What the till knows of its organizer; the client of the sync room makes it true."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from pos_app.domain.continuation import Continued
from pos_app.domain.invitation import in_groups
from pos_app.services.booth import RegisterState

BLOCKED = frozenset({"token_revoked", "token_unknown"})
"""The organizer takes nothing from a register any more; a new join code helps."""


class SyncKind(StrEnum):
    """How things stand between the till and its organizer."""

    CONNECTING = "connecting"
    STANDALONE = "standalone"
    SYNCED = "synced"
    SENDING = "sending"
    WAITING = "waiting"
    OFFLINE = "offline"
    ATTENTION = "attention"


class SyncState(msgspec.Struct, frozen=True):
    """One moment of sync. `waiting` entries of `of` are here and not acknowledged.

    `backlog` entries waited when this sending began; `overdue_min` is for how many minutes the
    oldest has waited, 0 as long as that is usual.
    `at` is when the organizer last answered; `retry_s` the seconds to the next try; `code` and
    `details` are of the LapakError behind `offline`, `waiting` and `attention`. `merged` counts how
    often something that other registers of the booth said came to count here. `continued` is what
    became of the register since the till was opened, where the organizer knew of another history.
    """

    kind: SyncKind
    waiting: int = 0
    of: int = 0
    at: datetime | None = None
    retry_s: int = 0
    code: str = ""
    details: dict[str, str | int] = {}
    backlog: int = 0
    overdue_min: int = 0
    continued: Continued | None = None
    merged: int = 0


class FoundServer(msgspec.Struct, frozen=True):
    """A server in the local network: its own name, where it answers, and its fingerprint (hex).

    The fingerprint is empty for one without TLS.
    """

    name: str
    address: str
    certificate: str

    @property
    def fingerprint(self) -> str:
        """As people compare it; empty without TLS."""
        return in_groups(self.certificate)

    @property
    def to_join(self) -> str:
        """The address together with the fingerprint that a person has compared."""
        return f"{self.address}#{self.certificate}" if self.certificate else self.address


class Organizer(Protocol):
    """The till's line to the organizer; nothing here ever blocks a sale."""

    @property
    def state(self) -> SyncState:
        """The latest state."""

    @property
    def address(self) -> str:
        """The server's address; empty while the booth sells on its own."""

    def subscribe(self, heard: Callable[[SyncState], None]) -> None:
        """Call `heard` with each new state, from the line's own thread."""

    def wake(self) -> None:
        """Something was recorded: send it, unless the server asked for patience."""

    def send_now(self) -> None:
        """A person wants it sent now."""

    def join(self, address: str, code: str) -> Future[RegisterState]:
        """Join an expo; the future raises LapakError with a plain reason."""

    def find(self) -> tuple[FoundServer, ...]:
        """Servers in the local network; it takes some seconds, so no thread of the window asks."""

    def close(self) -> None:
        """Stop, soon."""
