"""Tables in files: texts and workbooks give the same rows, and no file harms the till."""

import os
import zipfile
from datetime import datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.services.product_file import read_product_file
from pos_app.services.table_reading import read_tables
from pos_app.spreadsheets.sheets import find_header
from tests.drivers.workbook_files import Cell, joined, with_part, xlsx

COLUMNS = {"name": (("nama", "name"),), "price": (("harga jual",), ("harga", "price"))}
SHEET = "xl/worksheets/sheet1.xml"
PRODUCTS: list[list[Cell]] = [["Nama", "Harga", "Kode"], ["Kopi", 18_000, 8991002101234.0]]


def rows(folder: Path, data: bytes | str, name: str = "berkas") -> list[tuple[int, list[str]]]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    header = find_header(read_tables(path), COLUMNS)
    return [(line, cells or []) for line, cells in header.below()]


def refusal(folder: Path, data: bytes | str) -> str:
    with pytest.raises(LapakError) as caught:
        rows(folder, data, "laporan.xlsx")
    return caught.value.code


def test_a_workbook_gives_the_rows_that_its_csv_would_give(tmp_path: Path) -> None:
    table: list[list[Cell]] = [
        ["nama", "harga", "kode"],
        ["Kopi Susu", 18_000, "0012"],
        ["Teh", 1, ""],
    ]
    text = "\n".join(";".join(str(cell) for cell in cells) for cells in table)
    assert rows(tmp_path, xlsx(table)) == rows(tmp_path, text)


def test_cells_are_written_as_people_would_write_them(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 22, 21, 5, 9)  # noqa: DTZ001 - a sheet knows no zones
    cells: list[Cell] = [
        "nama",
        18_000.0,
        12.5,
        moment,
        moment.date(),
        time(7, 5),
        True,
        None,
        "x ",
    ]
    [(_, found)] = rows(tmp_path, xlsx([["nama", "harga"], cells]))
    assert found == [
        *("nama", "18000", "12,5", "2026-11-22 21:05:09", "2026-11-22", "07:05:00", "True"),
        *("", "x"),
    ]


def test_rows_are_counted_as_the_spreadsheet_counts_them(tmp_path: Path) -> None:
    table: list[list[Cell]] = [["Daftar harga"], [], ["nama", "harga"], [], ["Kopi", 5]]
    assert rows(tmp_path, xlsx(table, top=3)) == [(8, ["Kopi", "5"])]


def test_the_sheet_that_names_most_columns_counts_and_hidden_ones_do_not(tmp_path: Path) -> None:
    full: list[list[Cell]] = [["nama", "harga"], ["Kopi", 5]]
    old: list[list[Cell]] = [["nama", "harga", "catatan"], ["Kopi", 4]]
    book = xlsx([["Isi", "1"]], full, old, hidden=[2])
    assert rows(tmp_path, book) == [(2, ["Kopi", "5"])]


def test_what_was_written_once_for_several_rows_stands_in_each(tmp_path: Path) -> None:
    table: list[list[Cell]] = [
        ["Daftar barang", None],
        ["nama", "harga"],
        ["Kopi", 18_000],
        ["Teh", None],
        ["Jamu", None],
        ["Keripik", 12_000],
    ]
    book = joined(xlsx(table, top=1), "A2:B2", "B4:B6", "Z1:Z9", "A7:A900")
    prices = [(cells[0], cells[1]) for _, cells in rows(tmp_path, book)]
    assert prices == [("Kopi", "18000"), ("Teh", "18000"), ("Jamu", "18000"), ("Keripik", "12000")]


def test_a_workbook_that_joins_more_cells_than_there_can_be_is_refused(tmp_path: Path) -> None:
    sold: list[Cell] = ["Kopi", 1]
    table: list[list[Cell]] = [["nama", "harga"], *([sold] * 2_000)]
    assert refusal(tmp_path, joined(xlsx(table), *["A2:A2001"] * 2_500)) == "file_too_large"


def test_products_can_be_read_from_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "produk.xlsx"
    path.write_bytes(xlsx(PRODUCTS))
    [row] = read_product_file(path).rows
    assert (row.name, row.price, row.barcode) == ("Kopi", 18_000, "8991002101234")


@pytest.mark.parametrize(
    "page",
    [
        "<html><table><tr><td>nama</td></tr></table>",
        "\ufeff  <!DOCTYPE html><p>",
        "<TABLE border=1>",
    ],
)
def test_a_web_page_that_is_called_a_workbook_is_told_as_what_it_is(
    tmp_path: Path, page: str
) -> None:
    assert refusal(tmp_path, page) == "file_is_web_page"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (xlsx(PRODUCTS)[:-200], "file_not_text"),
        (with_part(xlsx(PRODUCTS), SHEET, b"", b"").replace(b"<row", b"<wor"), "file_not_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "file_not_text"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "file_locked",
        ),
        (with_part(xlsx(PRODUCTS), SHEET, b"<sheetData>", b"<sheetData"), "file_not_text"),
        (with_part(xlsx(PRODUCTS), SHEET, b'r="C2"', b'r="XFD1048576"'), "file_too_large"),
        (with_part(xlsx(PRODUCTS), SHEET, b'r="C2"', b'r="A99999999999"'), "file_too_large"),
        (
            with_part(xlsx(PRODUCTS), "xl/sharedStrings.xml", b'ount="4"', b'ount="199999999999"'),
            "file_too_large",
        ),
    ],
    ids=["cut", "damaged", "xls", "locked", "torn", "far cell", "far row", "huge count"],
)
def test_a_workbook_that_would_harm_the_till_is_refused(
    tmp_path: Path, data: bytes, code: str
) -> None:
    assert refusal(tmp_path, data) == code


def test_a_bomb_is_refused_by_what_it_says_it_unpacks_to(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name in ("xl/workbook.xml", "xl/media/picture"):
            packed.writestr(name, bytes(101 * 1024 * 1024))
    assert path.stat().st_size < 2 * 1024 * 1024
    with pytest.raises(LapakError, match="file_too_large"):
        read_tables(path)


@given(st.binary(max_size=200))
def test_any_bytes_behind_a_workbooks_beginning_are_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    for beginning in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        assert refusal(tmp_path_factory.getbasetemp(), beginning + data) == "file_not_text"


def test_what_is_no_file_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "missing", tmp_path / "pipe"):
        with pytest.raises(LapakError, match="file_not_readable"):
            read_tables(path)
