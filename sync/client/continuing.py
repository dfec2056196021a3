"""Making a register known that continues another one, and handing over what the other one had."""

from collections.abc import Callable

import msgspec

import pos_app
from pos_app.domain.errors import LapakError
from pos_app.services import identity, outbox
from pos_app.services.booth import RegisterState
from pos_app.services.identity import Because, Continued
from pos_app.services.organizer import BLOCKED
from pos_app.services.outbox import Situation, SyncLink
from pos_app.services.till import Till
from sync.client.http import Refused
from sync.client.pace import Timeouts
from sync.client.way import open_way
from sync.wire import ContinueRequest, JoinGrant

_BECAUSE = {
    "till_restored": Because.RESTORED,
    "journal_forked": Because.COPIED,
    "fork": Because.COPIED,
}
_NOT_TAKEN = frozenset({*_BECAUSE, "signature_wrong"})
"""The server has something else there, or another device's key: it never takes these entries."""
_NOT_KNOWN = frozenset({"token_of_another_register", "token_revoked", "token_unknown"})
"""It may take them of the device whose key they are signed with, and of no copy of it."""


def is_another_history(error: LapakError) -> bool:
    """Whether a server that is right says that this journal is not the register's only one."""
    return error.code in _BECAUSE


def go_on(till: Till, error: LapakError) -> Continued:
    """Open the register that goes on after what the server said."""
    because = _BECAUSE[error.code]
    return till.write(identity.continue_register, till.install, because).result()


def may_be_made_known(till: Till, register: RegisterState, error: LapakError) -> bool:
    """Whether a server that does not know a token was restored, and another register vouches.

    Only for what this device opened: a register that was copied keeps the key of its own one.
    """
    if error.code != "token_unknown" or not _is_own(till, register):
        return False
    return bool(till.read(outbox.vouching, register).result())


def enrol(till: Till, register: RegisterState, link: SyncLink, timeouts: Timeouts) -> SyncLink:
    """Make a register known that continues another one; returns its link, with a token.

    Raises LapakError of `Server.continue_register`, `server_changed`, or `token_unknown` where no
    register of this till is known to the organizer.
    """
    request = ContinueRequest(
        code=register.code,
        register=register.id,
        public_key=till.install.public_key,
        install_id=till.install.install_id,
        version=pos_app.__version__,
    )
    grant = _granted(link, till.read(outbox.vouching, register).result(), request, timeouts)
    if (grant.server_id, grant.server_key) != (link.server_id, link.server_key):
        raise LapakError("server_changed", address=link.address)
    till.write(outbox.enrol, register.id, grant.token).result()
    return msgspec.structs.replace(link, token=grant.token)


def _granted(
    link: SyncLink, vouchers: tuple[SyncLink, ...], request: ContinueRequest, timeouts: Timeouts
) -> JoinGrant:
    """Ask in the name of one register after the other: of later ones a server may not know."""
    unknown = LapakError("token_unknown")
    for voucher in vouchers:
        way = msgspec.structs.replace(link, token=voucher.token)
        try:
            with open_way(way, timeouts) as server:
                return server.continue_register(voucher.register, request)
        except LapakError as error:
            if error.code != "token_unknown":
                raise
            unknown = error
    raise unknown


def send_left_behind(
    till: Till, push: Callable[[RegisterState, SyncLink], object], *, all_of_them: bool
) -> bool:
    """Push what earlier registers of this till still have, or carry over what nobody takes.

    `all_of_them` are asked about at the beginning of a session, also where nothing waits.
    Returns whether something was carried: it is in the journal of the register in use now.
    Raises LapakError as `push` does where trying again later may help.
    """
    carried = False
    for earlier in till.read(outbox.left_behind, all_of_them=all_of_them).result():
        carried = _sent(till, earlier, push) or carried
    return carried


def _sent(
    till: Till, earlier: Situation, push: Callable[[RegisterState, SyncLink], object]
) -> bool:
    register, link = earlier.register, earlier.link
    assert register is not None
    assert link is not None
    try:
        if link.token:
            _push_earlier(till, register, link, push)
            return False
    except LapakError as error:
        if not _is_never_taken(till, register, error):
            if isinstance(error, Refused) and not earlier.waiting:
                return False  # it was asked to be sure, and is nobody's business any more
            raise
        if error.code in _NOT_KNOWN:  # it may have been restored, and hold nothing of it
            till.write(outbox.acknowledge, register.id, 0).result()
    carried = False
    while till.write(identity.carry, register.id).result():
        carried = True
    return carried


def _is_never_taken(till: Till, register: RegisterState, error: LapakError) -> bool:
    return error.code in _NOT_TAKEN or (error.code in _NOT_KNOWN and not _is_own(till, register))


def _is_own(till: Till, register: RegisterState) -> bool:
    """Whether a register was opened on this device, and not on one that this is a copy of."""
    return register.public_key == till.install.public_key


def _push_earlier(
    till: Till,
    register: RegisterState,
    link: SyncLink,
    push: Callable[[RegisterState, SyncLink], object],
) -> None:
    """Push with the register's own token, or with today's where that one was blocked."""
    try:
        push(register, link)
    except LapakError as error:
        now = till.read(outbox.situation).result().link
        if error.code not in BLOCKED or now is None or now.server_id != link.server_id:
            raise
        push(register, msgspec.structs.replace(link, token=now.token, address=now.address))
