"""The provinces, regencies and cities of Indonesia, and finding the one that somebody typed."""

import csv
import re
from collections import defaultdict
from functools import cache

import msgspec

import resources
from pos_app.domain.errors import LapakError
from pos_app.domain.product import fold

_KINDS = {
    **dict.fromkeys(("kab", "kabupaten", "regency"), "kab"),
    **dict.fromkeys(("kota", "kodya", "kotamadya", "city"), "kota"),
}
_LEFT_OUT = {"administrasi", "adm"}
_PARTS = re.compile(r"[^0-9a-z,]+")
_CODE = re.compile(r"[0-9]{2}\.?[0-9]{2}", re.ASCII)
_ALSO = {
    "solo": "surakarta",
    "jogja": "yogyakarta",
    "yogya": "yogyakarta",
    "jogjakarta": "yogyakarta",
}


class Region(msgspec.Struct, frozen=True):
    """A regency or city: four digits, `Kab. Semarang` or `Kota Semarang`, its province's name."""

    code: str
    name: str
    province: str

    @property
    def full(self) -> str:
        """The name with the province: `Kab. Semarang, Jawa Tengah`."""
        return f"{self.name}, {self.province}"


@cache
def provinces() -> dict[str, str]:
    """The names of the provinces by their two digits."""
    return {row["code"]: row["name"] for row in _rows("provinces.csv")}


@cache
def regencies() -> dict[str, Region]:
    """All regencies and cities by code."""
    rows = _rows("regencies.csv")
    return {row["code"]: Region(row["code"], row["name"], _province(row)) for row in rows}


def region_name(code: str) -> str:
    """A regency's name, empty where there is none of this code."""
    region = regencies().get(code)
    return region.name if region else ""


def find_regency(text: str) -> Region:
    """The regency or city that somebody typed: a name with or without its kind, or a code.

    A province may follow after a comma. Raises LapakError `regency_unknown`, or
    `regency_ambiguous` for a name that several have, such as one regency and one city.
    """
    if _CODE.fullmatch(text.strip()) and (known := regencies().get(text.strip().replace(".", ""))):
        return known
    kind, name, province = _parted(text)
    named = [one for one in _by_name().get(name, ()) if kind in {"", one[0]}]
    # `Kota Baru` is `Kotabaru`, a regency.
    named = named or _by_name().get(_squeezed(text), [])
    found = [region for _, region in named if province in {"", _squeezed(region.province)}]
    if len(found) == 1:
        return found[0]
    told = " ".join(text.split())[:60]
    if not found:
        raise LapakError("regency_unknown", text=told)
    raise LapakError("regency_ambiguous", text=told, found="; ".join(one.name for one in found))


@cache
def _by_name() -> dict[str, list[tuple[str, Region]]]:
    found: dict[str, list[tuple[str, Region]]] = defaultdict(list)
    for region in regencies().values():
        kind, name, _ = _parted(region.name)
        found[name].append((kind, region))
    return found


def _parted(text: str) -> tuple[str, str, str]:
    """The kind (`kab`, `kota` or empty), the bare name, and the province, all as they compare."""
    head, _, tail = _PARTS.sub(" ", fold(text)).partition(",")
    # A list may say `Semarang, Kab.`
    province = "" if tail.strip() in _KINDS else tail
    words = [word for word in (head + tail[len(province) :]).split() if word not in _LEFT_OUT]
    kinds = [_KINDS[word] for word in (*words[:1], *words[-1:]) if word in _KINDS]
    bare = "".join(word for word in words if word not in _KINDS) or "".join(words)
    return (kinds[0] if kinds else ""), _ALSO.get(bare, bare), _squeezed(province)


def _squeezed(text: str) -> str:
    return _PARTS.sub("", fold(text)).replace(",", "")


def _province(row: dict[str, str]) -> str:
    return provinces()[row["province"]]


def _rows(name: str) -> list[dict[str, str]]:
    with resources.path("regions", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
