"""Files that are not what they should be: told in words, nothing stored, the server goes on."""

import io
import tracemalloc
import zipfile
from typing import Any

import pytest

from sync.server.fair import exhibitors, offers
from tests.drivers.organizers import Fair
from tests.drivers.workbook_files import with_part, xlsx
from tests.sync.server.pages.test_pages import Client, browser, log_in, seal

__all__ = ["browser"]
HEADS = {"booths/import": ["kode stan", "nama stan"], "offers": ["nama", "harga"]}
ROWS = {"booths/import": ["C1", "Kafé Élan"], "offers": ["Kafé Élan", "15000"]}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
PAGES = tuple(HEADS)


@pytest.fixture
def admin(browser: Client) -> Client:
    log_in(browser)
    return browser


def upload(browser: Client, fair: Fair, page: str, data: bytes, name: str = "stan.xlsx") -> Any:
    path = f"/expos/{fair.expo.id}/{page}"
    files = {"file": (name, data, "application/octet-stream")}
    return browser.post(path, data={"seal": seal(browser.get(path))}, files=files)


def kept(fair: Fair) -> tuple[int, int]:
    """How many booths and offers there are."""
    with fair.office.database.read() as connection:
        offered = offers.offers_of(connection, fair.expo.id)
        return exhibitors.count_booths(connection, fair.expo.id), len(offered)


def text(page: str) -> str:
    return "\r\n".join(";".join(row) for row in (HEADS[page], ROWS[page]))


def book(page: str) -> bytes:
    return xlsx([HEADS[page], ROWS[page]])


def bomb(page: str) -> bytes:
    """A workbook of some hundred kilobytes with a sheet of three hundred megabytes."""
    written = io.BytesIO(book(page))
    with (
        zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet2.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(bytes(1024 * 1024))
    return written.getvalue()


@pytest.mark.parametrize("page", PAGES)
def test_what_is_no_list_is_told_and_nothing_is_stored(
    admin: Client, sqlite_fair: Fair, page: str
) -> None:
    whole = book(page)
    odd = {
        PNG: "no CSV or XLSX",
        whole[:-500]: "no CSV or XLSX",
        whole[:800] + b"xx" + whole[802:]: "no CSV or XLSX",
        text(page).encode("utf-16-le"): "no CSV or XLSX",
        b"": "empty",
        bomb(page): "too large",
    }
    for data, told in odd.items():
        tracemalloc.start()
        answer = upload(admin, sqlite_fair, page, data)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert (answer.status_code, told in answer.text) == (400, True), data[:20]
        assert most < 64 * 1024 * 1024
    assert kept(sqlite_fair) == (2, 0)


@pytest.mark.parametrize("page", PAGES)
def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    admin: Client, sqlite_fair: Fair, page: str
) -> None:
    answer = upload(admin, sqlite_fair, page, bytes(9 * 1024 * 1024))
    assert answer.status_code == 413
    assert "That is too large" in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_texts_are_read_as_spreadsheets_write_them(
    admin: Client, sqlite_fair: Fair, page: str
) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        answer = upload(admin, sqlite_fair, page, text(page).encode(encoding), "stan.csv")
        assert (answer.status_code, "Kafé Élan" in answer.text) == (200, True), encoding


@pytest.mark.parametrize("page", PAGES)
def test_nul_bytes_deep_in_a_text_do_no_harm(admin: Client, sqlite_fair: Fair, page: str) -> None:
    lines = text(page).splitlines()
    data = "\r\n".join((lines[0], "\r\n" * 5000, lines[1].replace("É", "\0"))).encode()
    answer = upload(admin, sqlite_fair, page, data, "stan.csv")
    assert answer.status_code in {200, 400}
    assert "\0" not in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_a_hundred_thousand_rows_are_refused_with_the_limit(
    admin: Client, sqlite_fair: Fair, page: str
) -> None:
    data = "\n".join((";".join(HEADS[page]), *(f"{n};{n}" for n in range(100_000)))).encode()
    answer = upload(admin, sqlite_fair, page, data, "stan.csv")
    assert answer.status_code == 400
    assert any(limit in answer.text for limit in ("20000", "20,000", "2000", "2,000"))
    assert kept(sqlite_fair) == (2, 0)


def test_a_formula_tells_what_the_spreadsheet_last_worked_out(
    admin: Client, sqlite_fair: Fair
) -> None:
    rows = [["kode stan", "nama stan"], ["C1", '=A2&" Batik"']]
    worked_out = with_part(xlsx(rows), "xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>C1 Batik</v>")
    worked_out = with_part(worked_out, "xl/worksheets/sheet1.xml", b'r="B2"', b'r="B2" t="str"')
    answer = upload(admin, sqlite_fair, "booths/import", worked_out)
    assert "C1 Batik" in answer.text
