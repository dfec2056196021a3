"""Synthetic QRIS codes of the facts sheet, and any others built by the same rules."""

from binascii import crc_hqx
from collections.abc import Iterable

COFFEE = (
    "00020101021126640016ID.CO.CONTOH.WWW01189360000012345678900211M00000000010303UMI"
    "51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204581253033605802ID"
    "5917KOPI GAYO BU SITI6010BANDA ACEH61052311162070703A016304A54B"
)
COFFEE_25000 = (
    "00020101021226640016ID.CO.CONTOH.WWW01189360000012345678900211M00000000010303UMI"
    "51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI520458125303360540525000"
    "5802ID5917KOPI GAYO BU SITI6010BANDA ACEH61052311162070703A0163040E0E"
)
TRAP = (
    "00020101021126640016ID.CO.CONTOH.WWW01189360000012345678900211M63040102110303UMI"
    "51440014ID.CO.QRIS.WWW0215ID10200000000020303UMI5204569953033605802ID"
    "5918BATIK 5802ID STORE6010PEKALONGAN61055111162070703A016304BFC3"
)
"""Its values hold `6304`, `010211` and `5802ID`, which mislead whoever replaces strings."""

Node = tuple[str, str]


def nodes(payload: str) -> list[Node]:
    """The tags and values of a payload, in order; written apart from the library that is tested."""
    found, at = [], 0
    while at < len(payload):
        end = at + 4 + int(payload[at + 2 : at + 4])
        found.append((payload[at : at + 2], payload[at + 4 : end]))
        at = end
    return found


def written(of: Iterable[Node]) -> str:
    """Tags and values as a payload without checksum."""
    return "".join(f"{tag}{len(value):02d}{value}" for tag, value in of)


def sealed(of: Iterable[Node]) -> str:
    """Tags and values as a payload with the checksum it needs."""
    body = written(node for node in of if node[0] != "63") + "6304"
    return f"{body}{crc_hqx(body.encode(), 0xFFFF):04X}"


def changed(payload: str, *, drop: Iterable[str] = (), **tags: str) -> str:
    """A payload with some tags set (`t59="TOKO"`) or dropped, and a right checksum."""
    kept = [(tag, value) for tag, value in nodes(payload) if tag not in set(drop)]
    values = {name[1:]: value for name, value in tags.items()}
    put = [(tag, values.pop(tag, value)) for tag, value in kept]
    return sealed(sorted([*put, *values.items()]))
