"""Joining as a person asks for it: an address typed, a server found, or a code scanned."""

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.invitation import is_invitation
from pos_app.services.booth import RegisterState
from pos_app.services.till import Till
from sync.client.http import Refused, server_address
from sync.client.join import join
from sync.client.pace import Timeouts
from sync.client.pinning import shown_certificate
from sync.wire import read_invitation

_MARK = "#"
"""Stands between an address and the fingerprint that a person compared."""

_AWAY = frozenset({"server_unreachable", "server_answer_torn", "certificate_changed"})
"""Of several addresses in a scan some may be another network's, or another server's by now."""


class _Way(msgspec.Struct, frozen=True):
    """Where to ask, the fingerprint of whom, and with which code."""

    address: str
    certificate: str
    code: str


def join_as_asked(till: Till, address: str, code: str, timeouts: Timeouts) -> RegisterState:
    """Join; `address` may also be all of what was scanned, or end in `#` and a fingerprint.

    Raises LapakError as `join` and `read_invitation` do; `certificate_unknown` tells the
    fingerprint that was shown there, for a person to compare.
    """
    *others, last = _ways(address, code)
    for way in others:
        try:
            return _join(till, way, timeouts)
        except LapakError as error:
            if isinstance(error, Refused) or error.code not in _AWAY:
                raise
    return _join(till, last, timeouts)


def _ways(address: str, code: str) -> list[_Way]:
    if is_invitation(address):
        invitation = read_invitation(address)
        known = invitation.certificate, invitation.secret
        return [_Way(each, *known) for each in invitation.addresses]
    where, _, certificate = address.partition(_MARK)
    return [_Way(where, certificate, code)]


def _join(till: Till, way: _Way, timeouts: Timeouts) -> RegisterState:
    try:
        return join(till, way.address, way.code, timeouts, way.certificate)
    except LapakError as error:
        if error.code != "certificate_unknown":
            raise
        address = server_address(way.address)
        shown = shown_certificate(address, timeouts.connect_s)
        raise LapakError("certificate_unknown", address=address, certificate=shown) from error
