"""What a hall's server and a central one tell each other beside journals, expo by expo.

Both hold the same in the end: of what organizers decide, whatever was decided last; of what
happened, all of it.
"""

from typing import TypeVar

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import ExpoDetails
from pos_app.domain.journal import UNREADABLE
from pos_app.domain.offer import Offer
from pos_app.domain.register import Booth, Expo
from sync.wire import Closing

T = TypeVar("T")

RELAY_EXPO_PATH = "/api/v1/relay/expos/{expo}"
RELAY_PAPERS_PATH = "/api/v1/relay/expos/{expo}/papers"
RELAY_FORKS_PATH = "/api/v1/relay/expos/{expo}/registers/{register}/forks"
MAX_TOLD_BYTES = 3 * 1024 * 1024
"""Of any of these: the longest list of offers takes a third of it."""


class Offered(msgspec.Struct, frozen=True):
    """An offer and the ids of the booths that see it; none is all."""

    offer: Offer
    booths: tuple[str, ...]


class LockedOut(msgspec.Struct, frozen=True):
    """A register that was revoked: when (`moments.stamp`) and why, as its booth is told."""

    register: str
    at: str
    reason: str


class ExpoTold(msgspec.Struct, frozen=True):
    """An expo as one server knows it; the other one takes over what is newer.

    `offers` are left out (None) where the other server need not hear them. `z_codes` is a digest of
    all codes of Z reports, `closings` one of each revision, `forks` says how many pieces of
    evidence are held of a register's other branches.
    """

    expo: Expo
    booths: tuple[Booth, ...]
    details: ExpoDetails
    offers_revision: int
    offers: tuple[Offered, ...] | None
    locked_out: tuple[LockedOut, ...]
    z_codes: str = ""
    closings: tuple[str, ...] = ()
    forks: dict[str, int] = {}


class ClosedRegister(msgspec.Struct, frozen=True):
    """The head (its hash in hex) up to which a closing counted a register."""

    register: str
    seq: int
    hash: str


class ClosingPaper(msgspec.Struct, frozen=True):
    """A closing and the heads that its figures stand on."""

    closing: Closing
    registers: tuple[ClosedRegister, ...]


class Papers(msgspec.Struct, frozen=True):
    """All codes of Z reports, how many closings are held, and the next that the other one lacks."""

    z_codes: tuple[str, ...]
    closings_held: int
    closing: ClosingPaper | None = None


class ForkTold(msgspec.Struct, frozen=True):
    """A piece of evidence: an entry (None for a head alone) under a head that the register signed.

    Hashes and the signature are in hex.
    """

    seq: int
    hash: str
    entry: bytes | None
    head_seq: int
    head_hash: str
    signature: str


class Evidence(msgspec.Struct, frozen=True):
    """What a hall's server holds of a register's other branches, in order of seq."""

    forks: tuple[ForkTold, ...]


def read_told(content: bytes | str, told: type[T]) -> T:
    """What another server told; raises LapakError `server_not_lapak`."""
    try:
        return msgspec.json.decode(content, type=told)
    except UNREADABLE as error:
        raise LapakError("server_not_lapak", address="") from error
