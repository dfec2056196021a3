"""Reports as files: PDF pages with every part, workbooks that no formula gets into."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from pos_app.domain.refund import Return
from pos_app.domain.sales_report import Asked, Reach
from pos_app.services import product_import, returns
from pos_app.services.papers.report_papers import report_pdf, report_xlsx
from pos_app.services.product_import import ProductRow
from pos_app.services.sales_reports import Overview, sales_report
from pos_app.services.till import Till
from pos_app.spreadsheets import new_workbook
from resources.translations import Catalog
from tests.drivers.tills import Clock, sell, selling_till

INDONESIAN, ENGLISH = Catalog("id"), Catalog("en")
EVIL = '=HYPERLINK("http://x","Kopi")'

Rows = list[list[Any]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def till(tmp_path: Path, clock: Clock) -> Iterator[Till]:
    with selling_till(tmp_path, clock) as ready:
        rows = [ProductRow(EVIL, 5_000, "", "+Aneh", brand="@Bu Tini")]
        ready.write(product_import.import_products, rows).result()
        yield ready


def overview(till: Till, reach: Reach = Reach.TODAY) -> Overview:
    return till.read_aside(sales_report, Asked(reach)).result()


def busy(till: Till, clock: Clock) -> None:
    sold = sell(till, "Kopi", "Kopi", "Kain")
    clock.move(hours=1)
    wrong = sell(till, "Jamu")
    till.write(returns.void_sale, wrong.sale.id, "Salah ketik").result()
    original = till.read(returns.original_sale, sold.sale.id).result()
    back = Return(till.new_id(), {1: 1_000}, reason="Rusak")
    till.write(returns.refund_sale, original, back).result()
    sell(till, "=HYPER")


def pdf_text(till: Till, tr: Catalog, reach: Reach = Reach.TODAY) -> str:
    pages = PdfReader(io.BytesIO(report_pdf(overview(till, reach), tr))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def sheets(till: Till, path: Path, tr: Catalog = INDONESIAN) -> dict[str, Rows]:
    shown = overview(till)
    path.write_bytes(till.read_aside(report_xlsx, shown, tr).result())
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_pdf_tells_turnover_refunds_net_and_every_part(till: Till, clock: Clock) -> None:
    busy(till, clock)
    text = pdf_text(till, INDONESIAN)
    assert "LAPORAN PENJUALAN" in text
    assert "Rp119.000" in text
    assert "2 transaksi" in text
    for words in ("Per jam", "Per produk", "Per merek", "Per kasir", "Tunai", "09.00", "10.00"):
        assert words in text
    assert "Kopi Susu Gula Aren 2 36.000 -18.000 18.000" in text.replace("Aren 1", "Aren 2")
    assert "Dibatalkan (1)" in text
    assert "SALES REPORT" in pdf_text(till, ENGLISH)


def test_the_same_report_gives_the_same_pdf(till: Till, clock: Clock) -> None:
    busy(till, clock)
    shown = overview(till)
    assert report_pdf(shown, INDONESIAN) == report_pdf(shown, INDONESIAN)


def test_the_workbook_has_numbers_as_numbers_in_named_sheets(
    till: Till, clock: Clock, tmp_path: Path
) -> None:
    busy(till, clock)
    found = sheets(till, tmp_path / "laporan.xlsx")
    assert list(found) == [
        "Ringkasan",
        "Per jam",
        "Per metode",
        "Per produk",
        "Per kategori",
        "Per merek",
        "Per kasir",
        "Rincian",
    ]
    told = {row[0]: row[1] for row in found["Ringkasan"]}
    assert (told["Omzet"], told["Retur"], told["Omzet bersih"]) == (119_000, -18_000, 101_000)
    kopi = next(row for row in found["Per produk"] if row[0] == "Kopi Susu Gula Aren")
    assert kopi[1:] == [1, 36_000, -18_000, 18_000]
    assert "Rincian" not in sheets(till, tmp_path / "report.xlsx", ENGLISH)


def test_the_lines_of_the_workbook_add_up_to_the_net_turnover(
    till: Till, clock: Clock, tmp_path: Path
) -> None:
    busy(till, clock)
    head, *rows = sheets(till, tmp_path / "laporan.xlsx")["Rincian"]
    paid = head.index("Dibayar")
    assert sum(int(str(row[paid]).partition(".")[0] or 0) for row in rows) == 101_000
    assert [row[head.index("Jenis")] for row in rows].count("Retur") == 1
    assert [row[head.index("Jenis")] for row in rows].count("Dibatalkan") == 1


def test_a_product_called_like_a_formula_stays_a_text(
    till: Till, clock: Clock, tmp_path: Path
) -> None:
    busy(till, clock)
    path = tmp_path / "laporan.xlsx"
    found = sheets(till, path)
    assert EVIL in [row[0] for row in found["Per produk"]]
    assert "+Aneh" in [row[0] for row in found["Per kategori"]]
    parts = workbook_parts(path)
    assert not any("<f>" in part for name, part in parts.items() if "worksheets" in name)
    assert 'quotePrefix="1"' in parts["xl/styles.xml"]


def workbook_parts(path: Path) -> dict[str, str]:
    import zipfile

    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_lines_that_do_not_fit_one_sheet_go_on_the_next(
    till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_workbook, "MOST_ROWS", 2)
    for _ in range(5):
        sell(till, "Kopi")
    found = sheets(till, tmp_path / "laporan.xlsx")
    assert [len(found[name]) for name in ("Rincian", "Rincian 2", "Rincian 3")] == [3, 3, 2]
