"""What servers announce in the local network: addresses to ask, never to believe."""

import logging
import threading
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from sync.wire import MAX_ADDRESSES, SERVICE_TYPE

log = logging.getLogger(__name__)

PATIENCE_S = 2.0
_MOST_SERVERS = 20


def heard_addresses(
    server_id: str, interfaces: Sequence[str] | None = None, patience_s: float = PATIENCE_S
) -> tuple[str, ...]:
    """Where somebody says that a server is; nothing where the network tells nothing.

    `interfaces` are this machine's addresses in the networks to ask; all of them unless told.
    """
    try:
        from zeroconf import InterfaceChoice, Zeroconf

        with closing(Zeroconf(interfaces=list(interfaces or ()) or InterfaceChoice.All)) as ear:
            return _told(ear, server_id, patience_s)
    except (OSError, ImportError) as error:
        log.info("sync: nothing heard in the network: %s", error)
        return ()


def heard_servers(
    interfaces: Sequence[str] | None = None, patience_s: float = PATIENCE_S
) -> tuple[str, ...]:
    """Where somebody says that any server of Lapak is; nothing where the network tells nothing."""
    return heard_addresses("", interfaces, patience_s)


def _told(ear: Any, server_id: str, patience_s: float) -> tuple[str, ...]:
    from zeroconf import ServiceBrowser, ServiceStateChange

    names: list[str] = []
    found = threading.Event()

    def changed(name: str, state_change: ServiceStateChange, **_: object) -> None:
        if state_change is ServiceStateChange.Added and len(names) < _MOST_SERVERS:
            names.append(name)
            if server_id and name.startswith(server_id[:36]):
                found.set()

    browser = ServiceBrowser(ear, SERVICE_TYPE, handlers=[changed])
    found.wait(patience_s)
    browser.cancel()
    return tuple(
        address
        for name in tuple(names)
        if name.startswith(server_id[:36])
        for address in _addresses(ear.get_service_info(SERVICE_TYPE, name, 1000))
    )[:MAX_ADDRESSES]


def _addresses(info: Any) -> list[str]:
    if info is None or not info.port:
        return []
    scheme = "https" if info.properties.get(b"fp") else "http"
    return [f"{scheme}://{host}:{info.port}" for host in info.parsed_addresses() if ":" not in host]
