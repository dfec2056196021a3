"""Tables that are written as workbooks and CSV, read back by other libraries."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pos_app.spreadsheets import new_workbook
from pos_app.spreadsheets.cells import Cell, Percent
from pos_app.spreadsheets.new_csv import csv_bytes
from pos_app.spreadsheets.new_workbook import NewWorkbook, Total

HEADINGS = ("Nama", "Jumlah", "Omzet")
ROWS: Sequence[Sequence[Cell]] = (("Kopi", 2.5, 45_000), ("=1+1", -1.0, -15_000), ("", 0.125, 0))


def written(rows: Sequence[Sequence[Cell]], scratch: str = "", **asked: Any) -> bytes:
    file = io.BytesIO()
    book = NewWorkbook(file, scratch)
    book.add_sheet("Per produk", HEADINGS, rows, (30, 12), **asked)
    book.close()
    return file.getvalue()


def sheets(workbook: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def part(workbook: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        return packed.read(name).decode()


@pytest.mark.parametrize("is_streamed", [False, True])
def test_numbers_are_numbers_and_a_total_is_a_formula_with_its_value(
    tmp_path: Path, is_streamed: bool
) -> None:
    scratch = str(tmp_path) if is_streamed else ""
    book = written(ROWS, scratch, total=Total("Semua", (2,)), has_filter=True)
    found = sheets(book)["Per produk"]
    assert found[0] == list(HEADINGS)
    assert found[1:4] == [["Kopi", 2.5, 45_000], ["=1+1", -1, -15_000], ["", 0.125, 0]]
    assert found[4] == ["Semua", "", 30_000]
    sheet = part(book, "xl/worksheets/sheet1.xml")
    assert re.findall(r"<f>(.*?)</f>", sheet) == ["SUM(C2:C4)"]
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:C4"' in sheet
    assert 'quotePrefix="1"' in part(book, "xl/styles.xml")
    assert not list(tmp_path.iterdir())


def test_a_table_without_rows_still_has_headings_and_a_sum() -> None:
    assert sheets(written((), total=Total("Semua", (2,)), has_filter=True)) == {
        "Per produk": [list(HEADINGS), ["Semua", "", 0]]
    }


def test_days_moments_and_rates_are_of_their_own_kind() -> None:
    row = (date(2026, 11, 22), datetime(2026, 11, 22, 18, 5), Percent(1_234))  # noqa: DTZ001 as a cell has it
    assert sheets(written([row]))["Per produk"][1] == [row[0], row[1], 0.1234]


@settings(max_examples=20, deadline=None)
@given(text=st.text(max_size=60))
@example(text="_x0041_ & <b>\x00\r\n")
def test_any_text_comes_back_as_it_was(text: str) -> None:
    [_, row] = sheets(written([("x", text, "y")]))["Per produk"]
    assert row[1] == text


def test_what_does_not_fit_goes_on_with_its_own_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_workbook, "MOST_ROWS", 2)
    found = sheets(written(ROWS, total=Total("Semua", (2,))))
    assert [rows[-1] for rows in found.values()] == [["Semua", "", 30_000], ["Semua", "", 0]]
    assert list(found) == ["Per produk", "Per produk 2"]


def test_csv_opens_in_an_indonesian_spreadsheet_and_runs_nothing() -> None:
    rows = [*ROWS, ("a;b", Percent(-50), date(2026, 11, 22)), ("\tx", None, 7)]
    data = b"".join(csv_bytes(rows))
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")) == [
        ["Kopi", "2,5", "45000"],
        ["'=1+1", "-1", "-15000"],
        ["", "0,125", "0"],
        ["a;b", "-0,5%", "2026-11-22"],
        ["'\tx", "", "7"],
    ]
