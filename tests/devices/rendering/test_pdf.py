import io
import subprocess
import sys

import pytest
from pypdf import PdfReader

from pos_app.devices.rendering import pdf
from pos_app.devices.rendering.document import QR, Document, Text
from pos_app.devices.rendering.paper import PAPERS, Paper, paper_named
from tests.devices.sales import receipt_of, sale_of, sold, usual_sale


def page_of(data: bytes) -> str:
    [page] = PdfReader(io.BytesIO(data)).pages
    return str(page.extract_text())


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_pdf_tells_number_lines_and_total(paper: Paper) -> None:
    text = page_of(pdf.render(receipt_of(usual_sale()), paper))
    for word in ("A12-K7-000148", "Syal Batik Ecoprint", "250.000", "Rp311.500", "9f3a27c1"):
        assert word in text


def test_the_page_is_as_wide_as_the_roll_and_as_long_as_the_receipt() -> None:
    narrow = paper_named("58mm")
    short = receipt_of(sale_of(sold("Kopi", 10_000)))
    long = receipt_of(sale_of(*(sold(f"Kopi {number}", 10_000) for number in range(50))))
    [short_page] = PdfReader(io.BytesIO(pdf.render(short, narrow))).pages
    [long_page] = PdfReader(io.BytesIO(pdf.render(long, narrow))).pages
    assert float(short_page.mediabox.width) == pytest.approx(58 * 72 / 25.4, abs=0.1)
    assert float(long_page.mediabox.height) > 2 * float(short_page.mediabox.height)


def test_accents_and_signs_are_kept_and_what_the_font_lacks_is_read() -> None:
    text = page_of(pdf.render(Document((Text("Café · 2 × Đặng ☕"),)), paper_named("58mm")))
    assert "Café · 2 × Đang" in text


def test_the_file_names_its_receipt() -> None:
    reader = PdfReader(io.BytesIO(pdf.render(receipt_of(usual_sale()), PAPERS[0])))
    assert reader.metadata is not None
    assert reader.metadata.title == "Receipt A12-K7-000148"


def test_a_code_is_drawn_from_vectors() -> None:
    with_code = pdf.render(Document((Text("QRIS"), QR("x" * 200, "KOPI"))), PAPERS[0])
    assert "KOPI" in page_of(with_code)
    [page] = PdfReader(io.BytesIO(with_code)).pages
    assert not page.images


def test_the_same_document_gives_the_same_file_in_every_process() -> None:
    script = (
        "import sys; from pos_app.devices.rendering import pdf, paper, document;"
        "text = document.Document((document.Text('Kopi Gayo'), document.QR('A12')), 'x');"
        "sys.stdout.buffer.write(pdf.render(text, paper.PAPERS[0]))"
    )
    runs = {
        subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1
    assert runs.pop().startswith(b"%PDF")
