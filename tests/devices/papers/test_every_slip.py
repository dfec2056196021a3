"""Every kind of paper on every usual width, in both languages, under a booth's own design."""

import io
import re

import msgspec
import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from pos_app.devices.rendering import logo, pdf
from pos_app.devices.rendering.document import (
    QR,
    Columns,
    Document,
    Picture,
    Row,
    Size,
    Text,
    columns_at,
    layout,
)
from pos_app.devices.rendering.escpos_renderer import render
from pos_app.devices.rendering.paper import PAPERS, Paper
from pos_app.devices.rendering.profiles import paper_of
from pos_app.devices.rendering.transliteration import to_ascii, to_latin
from pos_app.domain.money import format_rupiah
from pos_app.services.papers.letterhead import Letterhead
from resources.translations import Catalog
from tests.drivers.printers import escpos_reader as reader
from tests.drivers.printers.every_slip import EVERY_SLIP, every_slip

PRINTERS = (
    *PAPERS,
    paper_of(paper="58", code_page="cp858"),
    paper_of(profile="epson-tm-t82", paper="80", code_page="cp1252", qr="native"),
    paper_of(paper="custom", columns=42, width_dots=384),
)
_MADE: dict[str, dict[str, Document]] = {}


@pytest.fixture(params=["id", "en"])
def papers(request: pytest.FixtureRequest) -> dict[str, Document]:
    """All of a day's papers in one language, made once."""
    if request.param not in _MADE:
        _MADE[request.param] = every_slip(Letterhead(Catalog(request.param)))
    return _MADE[request.param]


def with_logo(document: Document) -> Document:
    drawn = Image.new("L", (300, 120), 255)
    ImageDraw.Draw(drawn).ellipse((10, 10, 290, 110), fill=0)
    written = io.BytesIO()
    drawn.save(written, "PNG")
    picture = Picture(logo.imported(written.getvalue()))
    return msgspec.structs.replace(document, blocks=(picture, *document.blocks))


@pytest.mark.parametrize("paper", PRINTERS, ids=lambda paper: f"{paper.name} {paper.encoding}")
@pytest.mark.parametrize("slip", EVERY_SLIP)
def test_a_printer_understands_every_byte_and_no_row_is_too_wide(
    papers: dict[str, Document], slip: str, paper: Paper
) -> None:
    document = with_logo(papers[slip])
    printed = reader.read(render(document, paper), paper.encoding)
    wide = 0x20
    for line in (one for one in printed if isinstance(one, reader.Line)):
        size = Size.DOUBLE if line.mode & wide else Size.NORMAL
        assert len(line.text) <= columns_at(paper.columns, size)
    assert any(isinstance(one, reader.Dots) for one in printed)


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("slip", EVERY_SLIP)
def test_amounts_stand_at_the_right_edge_or_under_one_another(
    papers: dict[str, Document], slip: str, columns: int
) -> None:
    for row in layout(papers[slip], columns, to_ascii):
        if isinstance(row, Row) and row.text.startswith(("TOTAL", "Tunai  ", "Cash  ")):
            assert len(row.text) == columns_at(columns, row.size)


WHOLE = re.compile(
    r"\d{1,2} [A-Z][a-z]{2} \d{4}|\d{2}:\d{2} WI(?:B|TA|T)\b|-?Rp[\d.]+|[\d.,]+ x -?Rp[\d.]+"
    r"|[A-Z]\d+-K\d+-\d+|\d[\d.,]*"
)
"""A date, a time with its zone, an amount, a number of pieces at a price, a receipt's number."""


@pytest.mark.parametrize("columns", [24, 32])
@pytest.mark.parametrize("slip", EVERY_SLIP)
def test_no_row_ends_within_a_date_an_amount_or_a_number(
    papers: dict[str, Document], slip: str, columns: int
) -> None:
    for block in papers[slip].blocks:
        said = {Text: "text", Columns: "left"}.get(type(block))
        if said is None:
            continue
        rows = [row.text for row in layout(Document((block,)), columns) if isinstance(row, Row)]
        for whole in WHOLE.findall(to_latin(getattr(block, said))):
            assert any(whole in row for row in rows), (whole, rows)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@pytest.mark.parametrize("slip", EVERY_SLIP)
def test_its_pdf_says_the_same(papers: dict[str, Document], slip: str, paper: Paper) -> None:
    document = with_logo(papers[slip])
    [page] = PdfReader(io.BytesIO(pdf.render(document, paper))).pages
    said = "".join(page.extract_text().split())
    for row in layout(document, paper.columns, to_latin):
        if isinstance(row, Row):
            assert "".join(row.text.split()) in said
    assert len(page.images) == 1


@pytest.mark.parametrize("slip", ["sale", "copy", "long sale"])
def test_a_receipts_code_is_on_paper_of_every_width(papers: dict[str, Document], slip: str) -> None:
    assert any(isinstance(block, QR) for block in papers[slip].blocks)
    for paper in PAPERS:
        assert reader.dots_of(render(papers[slip], paper))


def test_the_sum_is_the_largest_thing_on_a_receipt(papers: dict[str, Document]) -> None:
    rows = [row for row in layout(papers["sale"], 32, to_ascii) if isinstance(row, Row)]
    [total] = [row for row in rows if row.text.startswith("TOTAL")]
    assert (total.size, total.bold) == (Size.DOUBLE, True)
    assert total.text.endswith(format_rupiah(108_500))
