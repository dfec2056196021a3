"""Reading booths with their exhibitors from a spreadsheet, row by row."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import BoothKind, Certificate, CertificateKind, Cluster, Site
from pos_app.domain.product import fold
from pos_app.domain.register import booth_code
from pos_app.domain.words import one_line
from pos_app.domain.written_moments import read_moment
from pos_app.spreadsheets.headings import Meanings
from pos_app.spreadsheets.sheets import Header, RowProblem, find_header, tables_in
from sync.server.fair.booth_lists import ToldBooth
from sync.server.fair.exhibitors import MAX_BOOTHS
from sync.server.fair.regions import find_regency

MAX_FILE = 8 * 1024 * 1024
COLUMNS: Meanings = {
    "code": (("kode stan", "no stan", "nomor stan", "booth", "stan"), ("kode", "code", "no")),
    "name": (("nama stan", "booth name"), ("nama", "name")),
    "business": (("usaha", "nama usaha", "business", "umkm", "merek"),),
    "owner": (("pemilik", "nama pemilik", "owner"),),
    "regency": (("kabupaten/kota", "kabupaten", "kab/kota", "asal", "regency"), ("kota", "city")),
    "cluster": (("klaster", "cluster", "kelompok"), ("jenis produk", "kategori")),
    "site": (("tempat", "lokasi", "site", "luring/daring"),),
    "kind": (("jenis", "jenis peserta", "kind"),),
    "key": (("kunci peserta", "nomor peserta", "exhibitor"),),
    "halal": (("halal", "no halal", "nomor halal", "sertifikat halal"),),
    "halal_until": (("halal sampai", "halal berlaku sampai", "halal until"),),
    "pirt": (("p-irt", "pirt", "no p-irt", "no pirt", "nomor p-irt"),),
    "pirt_until": (("p-irt sampai", "pirt sampai", "p-irt berlaku sampai", "pirt until"),),
    "bpom": (("bpom", "no bpom", "izin edar bpom"),),
    "bpom_until": (("bpom sampai", "bpom until"),),
    "nib": (("nib", "nomor induk berusaha"),),
}
TEMPLATE = (
    *("kode stan", "nama stan", "usaha", "pemilik", "kabupaten/kota", "klaster", "tempat", "jenis"),
    *("halal", "halal sampai", "p-irt", "p-irt sampai", "bpom", "bpom sampai", "nib"),
    "kunci peserta",
)
_WORDS = ("name", "business", "owner", "key")
_DATED = {
    CertificateKind.HALAL: "halal_until",
    CertificateKind.PIRT: "pirt_until",
    CertificateKind.BPOM: "bpom_until",
    CertificateKind.NIB: "",
}
_CLUSTERS = {
    Cluster.FOOD: ("makanan", "kuliner", "pangan", "makanan ringan", "makanan dan minuman"),
    Cluster.DRINK: ("minuman", "kopi"),
    Cluster.BATIK_FASHION: (
        *("batik", "fesyen", "fashion", "busana", "batik dan fesyen", "batik dan fashion"),
        *("batik dan busana", "tekstil"),
    ),
    Cluster.CRAFT: ("kriya", "kerajinan", "handicraft"),
    Cluster.HERBAL: ("jamu", "herbal dan jamu"),
    Cluster.FARM: ("pertanian", "hasil tani", "agro", "perkebunan", "peternakan", "perikanan"),
    Cluster.SERVICES: ("jasa",),
    Cluster.OTHER: ("lain", "lainnya", "lain-lain"),
}
_SITES = {
    Site.ONSITE: ("luring", "offline", "di tempat", "di lokasi", "hadir", "on site"),
    Site.ONLINE: ("daring", "on line"),
}
_KINDS = {
    BoothKind.UMKM: ("usaha", "ukm", "ikm"),
    BoothKind.COOPERATIVE: ("koperasi",),
    BoothKind.AGENCY: ("dinas", "instansi", "opd", "lembaga", "bumd", "bumn", "perbankan"),
}
_FORMULA = re.compile(r"=|[+\-@].*[|!(]")
"""What a spreadsheet would run if the text came back into one."""

_LOOSE = re.compile(r"[\s./_-]+")
_Word = TypeVar("_Word", bound=StrEnum)


class BoothFile(msgspec.Struct, frozen=True):
    """Rows that tell of a booth, and the lines that cannot, with reasons."""

    rows: tuple[ToldBooth, ...]
    problems: tuple[RowProblem, ...]


def read_booth_file(data: bytes, name: str, today: date) -> BoothFile:
    """Read a CSV or a workbook; a cell that is empty tells nothing.

    Raises LapakError `file_empty`, `booth_column_missing`, `file_has_no_rows`, `too_many_booths`,
    and what `tables_in` raises.
    """
    if not data.strip():
        raise LapakError("file_empty", name=name)
    header = find_header(tables_in(data, name), COLUMNS)
    if "code" not in header.places:
        raise LapakError("booth_column_missing", found=", ".join(header.cells)[:120])
    rows: list[ToldBooth] = []
    problems: list[RowProblem] = []
    for line, cells in header.below():
        if len(rows) + len(problems) >= MAX_BOOTHS:
            raise LapakError("too_many_booths", limit=MAX_BOOTHS)
        try:
            rows.append(_told(_cells(cells, header), line, today))
        except LapakError as error:
            problems.append(RowProblem(line, error.code, dict(error.details)))
    if not rows and not problems:
        raise LapakError("file_has_no_rows")
    return BoothFile(tuple(rows), tuple(problems))


def cluster_told(text: str) -> Cluster:
    """The cluster that a word means; raises LapakError `cluster_unknown`."""
    return _meant(text, Cluster, _CLUSTERS, "cluster_unknown")


def _cells(cells: list[str] | None, header: Header) -> dict[str, str]:
    if cells is None:
        raise LapakError("quote_not_closed")
    columns = len(header.cells)
    if any(cells[columns:]):
        raise LapakError("row_too_long", found=len(cells), columns=columns)
    told = {
        name: one_line(cells[place])
        for name, place in header.places.items()
        if place < len(cells) and one_line(cells[place]) not in {"", "-"}
    }
    for text in told.values():
        if _FORMULA.match(text):
            raise LapakError("cell_is_formula", text=text[:40])
    return told


def _told(told: dict[str, str], line: int, today: date) -> ToldBooth:
    if "code" not in told:
        raise LapakError("booth_code_missing")
    fields: dict[str, Any] = {name: told[name] for name in _WORDS if name in told}
    if "regency" in told:
        fields["regency"] = find_regency(told["regency"]).code
    if "cluster" in told:
        fields["cluster"] = cluster_told(told["cluster"])
    if "site" in told:
        fields["site"] = _meant(told["site"], Site, _SITES, "site_unknown")
    if "kind" in told:
        fields["kind"] = _meant(told["kind"], BoothKind, _KINDS, "booth_kind_unknown")
    # `A-12` and `A 12` are how people write A12.
    code = booth_code(_LOOSE.sub("", told["code"]))
    certificates = tuple(_certificates(told, today))
    return ToldBooth(code, **fields, certificates=certificates, line=line)


def _certificates(told: dict[str, str], today: date) -> Iterator[Certificate]:
    for kind, until in _DATED.items():
        if kind in told:
            yield Certificate(kind, told[kind], _day(told.get(until, ""), today))
        elif until in told:
            raise LapakError("certificate_without_number")


def _day(text: str, today: date) -> date | None:
    if not text:
        return None
    found = read_moment(text, zone="Asia/Jakarta", today=today)
    if found is None:
        raise LapakError("certificate_day_not_understood", text=text[:40])
    return found.day


def _meant(text: str, words: type[_Word], also: dict[_Word, tuple[str, ...]], code: str) -> _Word:
    plain = fold(text).replace("&", " dan ").replace("/", " dan ").replace("_", " dan ")
    wanted = " ".join(plain.replace(",", " dan ").split())
    for each in words:
        own = each.replace("_", " dan ")
        if wanted in {own, *also.get(each, ())}:
            return each
    raise LapakError(code, text=text[:40])
