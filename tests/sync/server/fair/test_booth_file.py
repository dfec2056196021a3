"""Booths come out of a spreadsheet; what cannot be read is told row by row."""

from datetime import date

import pytest
from msgspec import UNSET

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import BoothKind, Certificate, CertificateKind, Cluster, Site
from sync.server.fair import exhibitors
from sync.server.fair.booth_file import TEMPLATE, BoothFile, read_booth_file
from sync.server.fair.booth_lists import BoothsChange, Step, ToldBooth, compare, put_booths
from sync.server.fair.exhibitors import BoothSearch
from tests.drivers.organizers import Fair
from tests.drivers.workbook_files import Cell, joined, with_part, xlsx

TODAY = date(2026, 11, 22)
HEAD = "kode stan;nama stan;usaha;pemilik;kabupaten/kota;klaster;tempat;jenis;halal;halal sampai"


def read(*lines: str, head: str = HEAD) -> BoothFile:
    return read_booth_file("\n".join([head, *lines]).encode(), "stan.csv", TODAY)


def test_a_row_tells_everything_of_a_booth() -> None:
    [row] = read(
        "a-12;Batik Polokarto;CV Polokarto;Bu Sri;Kab. Sukoharjo;Batik & Fesyen;luring;UMKM;"
        "ID33110000123;1 Maret 2028"
    ).rows
    assert row == ToldBooth(
        "A12",
        "Batik Polokarto",
        "CV Polokarto",
        "Bu Sri",
        "3311",
        Cluster.BATIK_FASHION,
        Site.ONSITE,
        BoothKind.UMKM,
        certificates=(Certificate(CertificateKind.HALAL, "ID33110000123", date(2028, 3, 1)),),
        line=2,
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (";Batik", "booth_code_missing"),
        ("Stan Dua Belas A;Batik", "booth_code_not_usable"),
        ("A1;=cmd|' /C calc'!A0", "cell_is_formula"),
        ("A1;@SUM(1+9)*cmd|' /C calc'!A0", "cell_is_formula"),
        ("A1;Batik;;;semarang", "regency_ambiguous"),
        ("A1;Batik;;;Atlantis", "regency_unknown"),
        ("A1;Batik;;;;otomotif", "cluster_unknown"),
        ("A1;Batik;;;;;bulan", "site_unknown"),
        ("A1;Batik;;;;;;presiden", "booth_kind_unknown"),
        ("A1;Batik;;;;;;;123;kapan-kapan", "certificate_day_not_understood"),
        ("A1;Batik;;;;;;;;1-3-2028", "certificate_without_number"),
        ("A1;Batik;;;;;;;;;;;lebih", "row_too_long"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_the_others_are_read(line: str, code: str) -> None:
    found = read(line, "B1;Kopi @ Sirap")
    assert [(one.line, one.code) for one in found.problems] == [(2, code)]
    assert [row.code for row in found.rows] == ["B1"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"  \n", "file_empty"),
        (b"halo", "booth_column_missing"),
        (b"kode stan;nama\n;;\n", "file_has_no_rows"),
        (b"%PDF-1.7\0\0\0", "file_not_text"),
        (b"<!doctype html><table>", "file_is_web_page"),
        (b"PK\x03\x04 no zip at all", "file_not_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 xls", "file_not_text"),
        (b"kode stan\n" + b"A1\n" * 100_000, "too_many_booths"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_as_a_whole(data: bytes, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        read_booth_file(data, "stan.xlsx", TODAY)


def test_a_workbook_is_read_with_its_dates_and_numbers() -> None:
    rows: list[list[Cell]] = [
        ["Daftar stan 2026"],
        ["kode stan", "nama stan", "halal", "halal sampai", "NIB"],
        [12, "Batik", "ID33", date(2028, 3, 1), 9120001234567],
        [None, "di bawah sel gabungan", None, None, None],
        [12.5, "salah jenis", None, None, None],
    ]
    found = read_booth_file(xlsx(rows), "stan.xlsx", TODAY)
    assert found.rows == (
        ToldBooth(
            "12",
            "Batik",
            certificates=(
                Certificate(CertificateKind.HALAL, "ID33", date(2028, 3, 1)),
                Certificate(CertificateKind.NIB, "9120001234567"),
            ),
            line=3,
        ),
    )
    assert [(one.line, one.code) for one in found.problems] == [
        (4, "booth_code_missing"),
        (5, "booth_code_not_usable"),
    ]


def test_a_workbook_that_says_it_has_millions_of_cells_is_refused() -> None:
    whole = xlsx([["kode stan"], ["A1"]])
    bomb = with_part(whole, "xl/worksheets/sheet1.xml", b'r="A2"', b'r="XFD1048576"')
    with pytest.raises(LapakError, match="file_too_large"):
        read_booth_file(bomb, "stan.xlsx", TODAY)


def test_a_cluster_that_is_written_once_for_several_booths_is_that_of_each() -> None:
    rows: list[list[Cell]] = [["kode stan", "klaster"], ["A1", "batik"], ["A2", None], ["B1", None]]
    found = read_booth_file(joined(xlsx(rows), "B2:B3"), "stan.xlsx", TODAY)
    clusters = [row.cluster for row in found.rows]
    assert clusters == [Cluster.BATIK_FASHION, Cluster.BATIK_FASHION, UNSET]


def test_a_formula_without_a_value_tells_nothing() -> None:
    found = read_booth_file(
        xlsx([["kode stan", "nama stan", "usaha"], ["A1", '=HYPERLINK("http://x","y")', "Batik"]]),
        "stan.xlsx",
        TODAY,
    )
    assert [(row.code, row.business) for row in found.rows] == [("A1", "Batik")]


def test_every_heading_of_the_template_is_understood() -> None:
    data = ";".join(TEMPLATE) + "\nA1;Batik;;;;;;;H1;1-3-2028;P1;2-3-2028;B1;3-3-2028;N1;kunci\n"
    [row] = read_booth_file(data.encode(), "stan.csv", TODAY).rows
    assert (row.name, row.key) == ("Batik", "kunci")
    assert [(one.number, one.until) for one in row.certificates] == [
        ("H1", date(2028, 3, 1)),
        ("P1", date(2028, 3, 2)),
        ("B1", date(2028, 3, 3)),
        ("N1", None),
    ]


LINES = (
    "A1;Batik Polokarto;CV Polokarto;Bu Sri;3311;batik;luring;umkm;ID33;1-3-2028",
    "C1;;Gerabah Klipoh;;Kab. Magelang;kriya",
)


def test_the_same_file_again_changes_nothing(fair: Fair) -> None:
    rows = read(*LINES).rows
    assert put_booths(fair.office, fair.expo.id, rows) == BoothsChange(1, 1, 0)
    with fair.office.database.read() as connection:
        first = exhibitors.entries_by_code(connection, fair.expo.id)
    assert put_booths(fair.office, fair.expo.id, rows) == BoothsChange(0, 0, 2)
    with fair.office.database.read() as connection:
        assert exhibitors.entries_by_code(connection, fair.expo.id) == first
    assert first["A1"].id == fair.booths["A1"].id
    assert first["C1"].name == "Gerabah Klipoh"
    assert (first["A1"].exhibitor.owner, first["A1"].exhibitor.regency) == ("Bu Sri", "3311")
    assert [one.number for one in first["A1"].exhibitor.certificates] == ["ID33"]


def test_what_a_list_does_not_tell_stays(sqlite_fair: Fair) -> None:
    office, expo = sqlite_fair.office, sqlite_fair.expo.id
    put_booths(office, expo, read(*LINES).rows)
    with office.database.read() as connection:
        known = exhibitors.entries_by_code(connection, expo)
    found = compare(known, read("A1;Batik Baru;;;;;daring").rows)
    assert [(row.step, row.fields) for row in found.rows] == [(Step.CHANGED, ("name", "site"))]
    assert found.rows[0].entry.exhibitor.owner == "Bu Sri"
    assert len(found.rows[0].entry.exhibitor.certificates) == 1


def test_a_booth_twice_in_a_list_and_one_without_a_name_are_told(sqlite_fair: Fair) -> None:
    office, expo = sqlite_fair.office, sqlite_fair.expo.id
    with office.database.read() as connection:
        known = exhibitors.entries_by_code(connection, expo)
    found = compare(known, read("A1;Satu", "a 1;Dua", "Z9").rows)
    assert [(one.line, one.code) for one in found.problems] == [
        (3, "booth_twice"),
        (4, "booth_name_not_usable"),
    ]
    with pytest.raises(LapakError, match="booth_name_not_usable"):
        put_booths(office, expo, [ToldBooth("C7", "Bagus"), ToldBooth("Z9")])
    with office.database.read() as connection:
        assert exhibitors.count_booths(connection, expo) == 2


def test_fourteen_thousand_booths_are_taken_in_and_found_page_by_page(fair: Fair) -> None:
    rows = [
        ToldBooth(f"X{n}", f"Stan {n}", regency="3322", cluster=Cluster.FOOD) for n in range(14_000)
    ]
    assert put_booths(fair.office, fair.expo.id, rows).added == 14_000
    with fair.office.database.read() as connection:

        def found(text: str = "", cluster: str = "", page: int = 1) -> tuple[int, int, int, int]:
            search = BoothSearch(text, cluster, page)
            told = exhibitors.find_booths(connection, fair.expo.id, search)
            return len(told.booths), told.found, told.page, told.pages

        assert found() == (50, 14_002, 1, 281)
        assert found(page=999) == (2, 14_002, 281, 281)
        assert found("13999") == (1, 1, 1, 1)
        assert found("kab semarang", "food") == (50, 14_000, 1, 280)
        assert found("KOPI ungaran") == (1, 1, 1, 1)
        assert found("100%_") == (0, 0, 1, 1)
        assert found("polokarto", "food") == (0, 0, 1, 1)
