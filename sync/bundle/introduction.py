"""How registers that continue others, and were never online since, are made known by a file.

This stands in the manifest, sealed with the file's key: the other register's token is a secret.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import UNREADABLE
from sync.bundle import sealing
from sync.bundle.form import Id
from sync.wire import ContinueRequest


class Introduction(msgspec.Struct, frozen=True):
    """What the new register asks for, and the token of the one that vouches for it."""

    voucher: Id
    token: Annotated[str, Meta(max_length=500)]
    request: ContinueRequest


_Introductions = Annotated[tuple[Introduction, ...], Meta(max_length=8)]


def seal(introductions: tuple[Introduction, ...], key: bytes) -> str:
    """For a manifest, in hex; the first few, if a till was restored again and again."""
    return sealing.seal_words(key, msgspec.json.encode(introductions[:8]))


def unseal(sealed: str, key: bytes) -> tuple[Introduction, ...]:
    """Read them from a manifest; raises LapakError `bundle_damaged`."""
    try:
        return msgspec.json.decode(sealing.open_words(key, sealed), type=_Introductions)
    except UNREADABLE as error:
        raise LapakError("bundle_damaged", reason="introduction") from error
