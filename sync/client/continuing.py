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
from sync.client.http import Timeouts
from sync.client.server import Server
from sync.wire import ContinueRequest

_BECAUSE = {
    "till_restored": Because.RESTORED,
    "journal_forked": Because.COPIED,
    "fork": Because.COPIED,
}
_NOT_TAKEN = frozenset({*_BECAUSE, "signature_wrong"})
"""The server has something else there, or another device's key: it never takes these entries."""


def is_another_history(error: LapakError) -> bool:
    """Whether a server that is right says that this journal is not the register's only one."""
    return error.code in _BECAUSE


def go_on(till: Till, error: LapakError) -> Continued:
    """Open the register that goes on after what the server said."""
    because = _BECAUSE[error.code]
    return till.write(identity.continue_register, till.install, because).result()


def enrol(till: Till, register: RegisterState, link: SyncLink, timeouts: Timeouts) -> SyncLink:
    """Make a register known that continues another one; returns its link, with a token.

    Raises LapakError of `Server.continue_register`, `server_changed`, or `token_unknown` where no
    earlier register of this till is known to the organizer.
    """
    voucher = till.read(outbox.vouching, register).result()
    if voucher is None:
        raise LapakError("token_unknown")
    request = ContinueRequest(
        code=register.code,
        register=register.id,
        public_key=till.install.public_key,
        install_id=till.install.install_id,
        version=pos_app.__version__,
    )
    server = Server(link.address, voucher.token, timeouts, link.certificate)
    try:
        grant = server.continue_register(voucher.register, request)
    finally:
        server.close()
    if (grant.server_id, grant.server_key) != (link.server_id, link.server_key):
        raise LapakError("server_changed", address=link.address)
    till.write(outbox.enrol, register.id, grant.token).result()
    known = till.read(outbox.situation).result().link
    assert known is not None
    return known


def send_left_behind(till: Till, push: Callable[[RegisterState, SyncLink], object]) -> bool:
    """Push what earlier registers of this till still have, or carry over what nobody takes.

    Returns whether something was carried: it is in the journal of the register in use now.
    Raises LapakError as `push` does where trying again later may help.
    """
    carried = False
    for earlier in till.read(outbox.left_behind).result():
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
        if error.code not in _NOT_TAKEN:
            raise
    while till.write(identity.carry, register.id).result():
        pass
    return True


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
