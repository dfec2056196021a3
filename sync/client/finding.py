"""Servers in the local network, for somebody who is about to join: each has shown who it is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from pos_app.domain.errors import LapakError
from pos_app.services.organizer import FoundServer
from sync.client.hearing import heard_servers
from sync.client.pace import Timeouts
from sync.client.presence import ask_presence

_TIMEOUTS = Timeouts(connect_s=2, piece_s=3, whole_s=4)
_MOST = 8


def find_servers(heard: Callable[[], tuple[str, ...]] = heard_servers) -> tuple[FoundServer, ...]:
    """Who answers of those that are heard, by name; it takes some seconds.

    What the network tells is believed of nobody: each is asked, and signs its answer.
    """
    addresses = list(dict.fromkeys(heard()))[:_MOST]
    if not addresses:
        return ()
    with ThreadPoolExecutor(len(addresses)) as threads:
        answers = [one for one in threads.map(_asked, addresses) if one is not None]
    servers = dict(reversed(answers))
    return tuple(sorted(servers.values(), key=lambda found: (found.name, found.address)))


def _asked(address: str) -> tuple[str, FoundServer] | None:
    try:
        told = ask_presence(address, "", _TIMEOUTS)
    except LapakError:
        return None  # it went away, or is none of ours: nobody to choose
    return told.server_key, FoundServer(told.name, address, told.certificate)
