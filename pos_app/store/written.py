"""Where an entry came to stand, as projections are told of it."""

from datetime import datetime

import msgspec


class Written(msgspec.Struct, frozen=True):
    """The place, hash and moment of an entry."""

    register: str
    seq: int
    hash: bytes
    at: datetime
