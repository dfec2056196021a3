"""Who stands in a booth: business, owner, where from, what they sell, and their certificates."""

import re
from datetime import date
from enum import StrEnum

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.product import fold
from pos_app.domain.words import one_line

MAX_BUSINESS = 80
MAX_OWNER = 80
MAX_NUMBER = 60
MAX_CERTIFICATES = 12
_REGENCY = re.compile(r"[1-9][0-9]{3}", re.ASCII)


class Cluster(StrEnum):
    """What a booth mostly sells."""

    FOOD = "food"
    DRINK = "drink"
    BATIK_FASHION = "batik_fashion"
    CRAFT = "craft"
    HERBAL = "herbal"
    FARM = "farm"
    SERVICES = "services"
    OTHER = "other"


class Site(StrEnum):
    """Whether somebody stands in the hall or takes part from elsewhere."""

    ONSITE = "onsite"
    ONLINE = "online"


class BoothKind(StrEnum):
    """What an exhibitor is: a small business, a cooperative, a public agency."""

    UMKM = "umkm"
    COOPERATIVE = "cooperative"
    AGENCY = "agency"


class CertificateKind(StrEnum):
    """Certificates that organizers ask for; halal, home industry, food and drug agency."""

    HALAL = "halal"
    PIRT = "pirt"
    BPOM = "bpom"
    NIB = "nib"
    OTHER = "other"


class Certificate(msgspec.Struct, frozen=True, order=True):
    """A certificate's number, and the last day on which it holds; None is without an end."""

    kind: CertificateKind
    number: str
    until: date | None = None


class Exhibitor(msgspec.Struct, frozen=True):
    """Who stands in a booth. All texts may be empty.

    `regency` are the four digits of a regency or city. `key` is one text for the same exhibitor at
    every edition.
    """

    business: str = ""
    owner: str = ""
    regency: str = ""
    cluster: Cluster = Cluster.OTHER
    site: Site = Site.ONSITE
    kind: BoothKind = BoothKind.UMKM
    key: str = ""
    certificates: tuple[Certificate, ...] = ()


def checked_exhibitor(exhibitor: Exhibitor) -> Exhibitor:
    """Return an exhibitor with single spaces, and certificates in order, each once.

    Raises LapakError `business_too_long`, `owner_too_long`, `regency_unknown`,
    `certificate_number_not_usable` or `too_many_certificates`. Whether a regency exists is not
    asked here.
    """
    told = msgspec.structs.replace(
        exhibitor,
        business=_within(exhibitor.business, MAX_BUSINESS, "business_too_long"),
        owner=_within(exhibitor.owner, MAX_OWNER, "owner_too_long"),
        key=_within(fold(exhibitor.key), MAX_BUSINESS, "business_too_long"),
        certificates=_each_once(exhibitor.certificates),
    )
    if told.regency and _REGENCY.fullmatch(told.regency) is None:
        raise LapakError("regency_unknown", text=one_line(told.regency)[:60])
    if len(told.certificates) > MAX_CERTIFICATES:
        raise LapakError("too_many_certificates", limit=MAX_CERTIFICATES)
    return told


def exhibitor_key(exhibitor: Exhibitor, booth_name: str) -> str:
    """What an exhibitor is known by at every edition: the key chosen, else business, else name."""
    return fold(exhibitor.key or exhibitor.business or booth_name)


def _each_once(certificates: tuple[Certificate, ...]) -> tuple[Certificate, ...]:
    found: dict[tuple[CertificateKind, str], Certificate] = {}
    for each in certificates:
        number = one_line(each.number)
        if not 0 < len(number) <= MAX_NUMBER:
            raise LapakError("certificate_number_not_usable", limit=MAX_NUMBER)
        found[each.kind, number] = msgspec.structs.replace(each, number=number)
    return tuple(found[place] for place in sorted(found))


def _within(text: str, limit: int, code: str) -> str:
    clean = one_line(text)
    if len(clean) > limit:
        raise LapakError(code, limit=limit)
    return clean
