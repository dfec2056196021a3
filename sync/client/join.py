"""Joining an expo with a code from the organizer."""

from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pos_app
from pos_app.domain.errors import LapakError
from pos_app.domain.register import booth_code, booth_name
from pos_app.services import joining
from pos_app.services.booth import RegisterState, current_register, register_in_use
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till
from sync.client import moving
from sync.client.http import server_address
from sync.client.pace import TIMEOUTS, Timeouts
from sync.client.server import Server
from sync.wire import JoinGrant, JoinRequest

_REGISTERS = UUID("0b5c1a3e-6d1f-4c0c-9a53-1d6f2b7c8e90")
_KEY_BYTES = 32
_LONGEST = 500
_DAY_MINUTES = 24 * 60


def join(
    till: Till, address: str, code: str, timeouts: Timeouts = TIMEOUTS, certificate: str = ""
) -> RegisterState:
    """Ask the server for a booth and open its register here.

    The register's id follows from this installation and the code: when the answer is lost, even by
    a crash, the same request again gets the same booth although the code has been used. A code that
    moves another laptop's booth brings all of that along to a till that has none.
    `certificate` is the fingerprint that a person compared or scanned; then nobody else is asked.
    Raises LapakError of `Server.join`, `joining.join` and `moving.from_server`, or
    `server_not_lapak` for a grant with which nothing could be sold.
    """
    typed = "".join(code.split()).replace("-", "").upper()
    request = JoinRequest(
        code=typed,
        register=str(uuid5(_REGISTERS, f"{till.install.install_id}/{typed}")),
        public_key=till.install.public_key,
        install_id=till.install.install_id,
        version=pos_app.__version__,
        may_move=till.read(current_register).result() is None,
    )
    server = Server(address, timeouts=timeouts, certificate=certificate)
    try:
        grant = server.join(request)
    finally:
        server.close()
    if not _usable(grant):
        raise LapakError("server_not_lapak", address=address)
    link = SyncLink(
        register=request.register,
        address=server_address(address),
        token=grant.token,
        server_id=grant.server_id,
        server_key=grant.server_key,
        certificate=certificate,
    )
    if grant.moves:
        moving.from_server(till, link, grant.moves, timeouts)
        return till.read(register_in_use).result()
    args = grant.booth, grant.expo, grant.register_code
    return till.write(joining.join, till.install, link, *args).result()


def _usable(grant: JoinGrant) -> bool:
    """Whether a till can sell with this: codes for receipt numbers, a zone for its days, keys."""
    texts = (grant.server_id, grant.token, grant.booth.id, grant.expo.id, grant.expo.name)
    try:
        ZoneInfo(grant.expo.zone)
        booth_code(grant.booth.code)
        booth_code(grant.register_code)
        booth_name(grant.booth.name)
        key = bytes.fromhex(grant.server_key)
    except (LapakError, ValueError, LookupError, OSError):
        return False
    bounded = all(0 < len(text) <= _LONGEST for text in texts) and len(key) == _KEY_BYTES
    return bounded and grant.token.isascii() and 0 <= grant.expo.cutoff_minutes < _DAY_MINUTES
