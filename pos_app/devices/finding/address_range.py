"""The addresses that a look over the network may touch: few, near, and agreed to by a person."""

import socket
from ipaddress import AddressValueError, IPv4Address, IPv4Network, NetmaskValueError

from pos_app.domain.errors import LapakError

MOST_ADDRESSES = 1024
"""A look at that many ends within half a minute."""

_NEAR = tuple(
    IPv4Network(network)
    for network in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "127.0.0.0/8",
    )
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))  # as phones write them

# Nothing is sent there: the system only says which of its own addresses it would use.
_SOMEWHERE_NEAR = ("192.168.255.254", "10.255.255.254", "172.31.255.254")


def addresses_in(text: str) -> tuple[str, ...]:
    """The addresses of `192.168.1.1-192.168.1.254`, `192.168.1.1-254`, `192.168.1.0/24` or one.

    Raises LapakError `address_range_not_understood`, `address_range_too_large` or
    `address_range_not_near`.
    """
    typed = "".join(text.split()).translate(_DASHES)
    try:
        first, last = _ends(typed)
    except (AddressValueError, NetmaskValueError, ValueError) as error:
        raise LapakError("address_range_not_understood", text=text.strip()) from error
    if first > last:
        raise LapakError("address_range_not_understood", text=text.strip())
    if not any(first in network and last in network for network in _NEAR):
        raise LapakError("address_range_not_near", text=text.strip())
    if int(last) - int(first) >= MOST_ADDRESSES:
        raise LapakError("address_range_too_large", limit=MOST_ADDRESSES)
    return tuple(str(IPv4Address(number)) for number in range(int(first), int(last) + 1))


def own_range() -> str:
    """The range of this machine's own network as people would type it; empty without one.

    Nothing is sent. The network's mask is not known, so it is taken as 24 bits, as nearly all
    small routers have it.
    """
    own = _own_address()
    if own is None:
        return ""
    network = IPv4Network(f"{own}/24", strict=False)
    return f"{network.network_address + 1}-{network.broadcast_address - 1}"


def _ends(typed: str) -> tuple[IPv4Address, IPv4Address]:
    if "/" in typed:
        network = IPv4Network(typed, strict=False)
        if network.prefixlen >= 31:
            return network.network_address, network.broadcast_address
        return network.network_address + 1, network.broadcast_address - 1
    begin, dash, end = typed.partition("-")
    first = IPv4Address(begin)
    if not dash:
        return first, first
    if "." not in end:  # 192.168.1.1-254
        end = f"{begin.rpartition('.')[0]}.{end}"
    return first, IPv4Address(end)


def _own_address() -> IPv4Address | None:
    for near in _SOMEWHERE_NEAR:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as unused:
            try:
                unused.connect((near, 9))
                own = IPv4Address(unused.getsockname()[0])
            except OSError:
                continue
        if not own.is_loopback and any(own in network for network in _NEAR):
            return own
    return None
