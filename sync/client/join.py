"""Joining an expo with a code from the organizer."""

from uuid import UUID, uuid5

import pos_app
from pos_app.services.booth import RegisterState, join_booth
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till
from sync.client.http import server_address
from sync.client.server import Server
from sync.wire import JoinGrant, JoinRequest

_REGISTERS = UUID("0b5c1a3e-6d1f-4c0c-9a53-1d6f2b7c8e90")


def join(till: Till, address: str, code: str) -> RegisterState:
    """Ask the server for a booth and open its register here.

    The register's id follows from this installation and the code: when the answer is lost, even by
    a crash, the same request again gets the same booth although the code has been used.
    Raises LapakError of `Server.join` and `join_booth`.
    """
    typed = "".join(code.split()).replace("-", "").upper()
    request = JoinRequest(
        code=typed,
        register=str(uuid5(_REGISTERS, f"{till.install.install_id}/{typed}")),
        public_key=till.install.public_key,
        install_id=till.install.install_id,
        version=pos_app.__version__,
    )
    server = Server(address)
    try:
        grant = server.join(request)
    finally:
        server.close()
    return _open(till, server_address(address), request.register, grant)


def _open(till: Till, address: str, register: str, grant: JoinGrant) -> RegisterState:
    link = SyncLink(
        register=register,
        address=address,
        token=grant.token,
        server_id=grant.server_id,
        server_key=grant.server_key,
    )
    opened = till.write(
        join_booth, till.install, link, grant.booth, grant.expo, grant.register_code
    )
    return opened.result()
