"""A sale's receipt on the screen, as PDF, and of a register that was left."""

import io

import pytest
from pypdf import PdfReader

from pos_app.domain.errors import LapakError
from pos_app.domain.register import Booth, Expo
from pos_app.services import booth, shifts
from pos_app.services.outbox import SyncLink
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.receipts import receipt_pdf, receipt_preview
from pos_app.services.till import Till
from resources.translations import Catalog
from tests.drivers.tills import sell


def shown(till: Till, sale: str, columns: int = 32, *, copy: bool = False) -> str:
    rows = till.read(receipt_preview, sale, columns, Letterhead(Catalog("id")), copy=copy).result()
    assert all(len(row.text) <= columns for row in rows)
    return "\n".join(row.text for row in rows)


@pytest.mark.parametrize("columns", [32, 48])
def test_the_preview_tells_number_lines_and_total(till: Till, columns: int) -> None:
    completed = sell(till, "Kopi", "Kain")
    text = shown(till, completed.sale.id, columns)
    for wanted in ("A12-K1-000001", "Kopi Susu Gula Aren", "18.000", "78.000", "Rp96.000", "Siti"):
        assert wanted in text
    assert f"#{completed.seq} · {completed.hash.hex()[:8]}" in text
    assert "SALINAN" not in text
    assert "SALINAN" in shown(till, completed.sale.id, columns, copy=True)


@pytest.mark.parametrize("columns", [32, 48])
def test_the_pdf_tells_number_and_total(till: Till, columns: int) -> None:
    completed = sell(till, "Kain")
    data = till.read(receipt_pdf, completed.sale.id, columns, Letterhead(Catalog("id"))).result()
    [page] = PdfReader(io.BytesIO(data)).pages
    text = page.extract_text()
    assert "A12-K1-000001" in text
    assert "Rp78.000" in text


def test_there_is_no_receipt_of_a_sale_that_never_was_or_for_odd_paper(till: Till) -> None:
    with pytest.raises(LapakError, match="sale_unknown"):
        till.read(receipt_preview, "nothing", 32, Letterhead(Catalog("id"))).result()
    sale = sell(till).sale.id
    with pytest.raises(LapakError, match="paper_columns_out_of_range"):
        till.read(receipt_pdf, sale, 65, Letterhead(Catalog("id"))).result()


def test_a_receipt_names_the_booth_that_sold_even_after_the_till_joined_an_expo(
    till: Till,
) -> None:
    sale = sell(till).sale.id
    before = shown(till, sale)
    till.write(shifts.close_shift, 315_000).result()
    link = SyncLink(till.new_id(), "http://127.0.0.1:1", "token", "server", "00" * 32)
    place, expo = Booth("booth", "B7", "Batik di Expo"), Expo("expo", "Expo Kab. Semarang")
    till.write(booth.join_booth, till.install, link, place, expo, "K3").result()
    assert shown(till, sale) == before
