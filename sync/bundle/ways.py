"""How a till's registers reach their organizer, for the owner's next laptop.

This stands in the manifest, sealed with the file's key: tokens are secrets. The server, which can
open it too, has them anyway.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import UNREADABLE
from sync.bundle import sealing
from sync.bundle.form import Hex32, Id, Seq

_PURPOSE = b"lapak/bundle/ways"
_MOST = 8
_Text = Annotated[str, Meta(max_length=300)]


class Way(msgspec.Struct, frozen=True):
    """One register: its token, and how much its organizer was known to hold."""

    register: Id
    token: _Text
    acked_seq: Seq


class Ways(msgspec.Struct, frozen=True):
    """A server as the till knew it, and its registers there, the latest first."""

    address: _Text
    server_id: Id
    server_key: Hex32
    certificate: Annotated[str, Meta(max_length=64)]
    registers: Annotated[tuple[Way, ...], Meta(max_length=_MOST)]


def seal(ways: Ways, key: bytes) -> str:
    """For a manifest, in hex; of a till that was restored again and again the latest registers."""
    few = msgspec.structs.replace(ways, registers=ways.registers[:_MOST])
    return sealing.seal_words(key, msgspec.json.encode(few), _PURPOSE)


def unseal(sealed: str, key: bytes) -> Ways | None:
    """Read them from a manifest; None where an older till wrote it.

    Raises LapakError `bundle_damaged`.
    """
    if not sealed:
        return None
    try:
        return msgspec.json.decode(sealing.open_words(key, sealed, _PURPOSE), type=Ways)
    except UNREADABLE as error:
        raise LapakError("bundle_damaged", reason="ways") from error
