"""What a hall's server and a central one tell each other beside journals, expo by expo.

Both hold the same in the end: of what organizers decide, whatever was decided last; of what
happened, all of it.
"""

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import ExpoDetails
from pos_app.domain.journal import UNREADABLE
from pos_app.domain.offer import Offer
from pos_app.domain.register import Booth, Expo

RELAY_EXPO_PATH = "/api/v1/relay/expos/{expo}"
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

    `offers` are left out (None) where the other server need not hear them.
    """

    expo: Expo
    booths: tuple[Booth, ...]
    details: ExpoDetails
    offers_revision: int
    offers: tuple[Offered, ...] | None
    locked_out: tuple[LockedOut, ...]


def read_told(content: bytes | str) -> ExpoTold:
    """What another server told; raises LapakError `server_not_lapak`."""
    try:
        return msgspec.json.decode(content, type=ExpoTold)
    except UNREADABLE as error:
        raise LapakError("server_not_lapak", address="") from error
