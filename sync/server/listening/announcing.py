"""Telling the local network by zeroconf that this server is here, and which one it is.

What is told is only a hint: a till believes the server's signature, never the announcement.
"""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sync.server.listening.door import Door
from sync.wire import SERVICE_TYPE

log = logging.getLogger(__name__)


@contextmanager
def announced(door: Door, server_id: str, name: str) -> Iterator[None]:
    """Announce while the block runs, in the networks that the door listens to and no other.

    A network that does not let it is logged: tills still come by address.
    """
    try:
        withdraw = _announce(door, server_id, name)
    except (OSError, ImportError) as error:
        log.warning("not announced: %s", error)
        yield
        return
    try:
        yield
    finally:
        withdraw()


def _announce(door: Door, server_id: str, name: str) -> Callable[[], None]:
    from zeroconf import Error, ServiceInfo, Zeroconf

    hosts = [host for host in door.hosts if ":" not in host]
    told = door.secure or door.plain
    info = ServiceInfo(
        SERVICE_TYPE,
        f"{server_id[:36]}.{SERVICE_TYPE}",
        addresses=[socket.inet_aton(host) for host in hosts],
        port=told.getsockname()[1],
        properties={"id": server_id, "name": name, "fp": door.certificate},
        server=f"{server_id[:36]}.local.",
    )
    zeroconf = Zeroconf(interfaces=hosts)
    try:
        zeroconf.register_service(info, cooperating_responders=True)
    except Error as error:
        zeroconf.close()
        raise OSError(str(error)) from error
    return zeroconf.close  # it says goodbye first
