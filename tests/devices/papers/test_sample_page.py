import msgspec
import pytest

from pos_app.devices.papers.sample_page import SCANNED, SCANNED_BARS, sample_page
from pos_app.devices.rendering.document import QR, Barcode, Document, DrawerPulse, Row, Way, preview
from pos_app.devices.rendering.escpos_renderer import render
from pos_app.devices.rendering.paper import PAPERS, Paper
from pos_app.devices.rendering.profiles import paper_of
from resources.translations import Catalog
from tests.drivers.printers import escpos_reader as reader

ENGLISH = Catalog("en")


def rows_of(document: Document, columns: int) -> list[str]:
    return [row.text for row in preview(document, columns) if isinstance(row, Row)]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_the_ruler_is_as_wide_as_the_paper(paper: Paper) -> None:
    rows = rows_of(sample_page(paper, ENGLISH), paper.columns)
    ruler = "123456789012345678901234567890123456789012345678"[: paper.columns]
    assert ruler in rows
    assert rows[rows.index(ruler) - 1].startswith("        10        20        30")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("columns", [24, 32, 42, 48, 64])
def test_it_fits_every_paper_and_never_opens_the_drawer(columns: int, language: str) -> None:
    paper = paper_of(paper="custom", columns=columns, width_dots=max(200, columns * 9))
    document = sample_page(paper, Catalog(language))
    assert DrawerPulse() not in document.blocks
    data = render(document, paper)
    assert reader.commands(data, reader.PULSE) == []
    assert all(len(line) <= columns for line in reader.lines(data))


@pytest.mark.parametrize(
    ("page", "sample"),
    [
        ("ascii", 'e n u c 1/2 GBP EUR x - "Kopi"'),
        ("cp437", 'é ñ ü ç ½ £ EUR x - "Kopi"'),
        ("cp858", 'é ñ ü ç ½ £ € × - "Kopi"'),
        ("cp1252", "é ñ ü ç ½ £ € × — “Kopi”"),
    ],
)
def test_it_shows_the_letters_of_the_code_page(page: str, sample: str) -> None:
    paper = paper_of(code_page=page, paper="80")
    assert sample in reader.lines(render(sample_page(paper, ENGLISH), paper), page)


def test_it_tells_what_is_set_of_codes_cutter_and_drawer() -> None:
    paper = paper_of(paper="80", qr="native", drawer="pin5,120,240")
    text = "\n".join(rows_of(sample_page(paper, ENGLISH), 48))
    assert next(row for row in text.splitlines() if "(in use)" in row).startswith("C: by")
    assert "cuts here" in text
    assert "pin 5, 120/240 ms" in text
    bare = msgspec.structs.replace(paper, qr=Way.DOTS, cuts=False, drawer=None)
    text = "\n".join(rows_of(sample_page(bare, ENGLISH), 48))
    assert next(row for row in text.splitlines() if "(in use)" in row).startswith("A: as a pic")
    assert text.count("none") == 2


def test_its_codes_say_what_they_should() -> None:
    blocks = sample_page(PAPERS[0], ENGLISH).blocks
    codes = [block for block in blocks if isinstance(block, QR)]
    assert {code.way: code.payload for code in codes} == SCANNED
    assert [code.payload[:12] for code in codes] == [f"LAPAK TEST {one}" for one in "ABC"]
    assert [block.code for block in blocks if isinstance(block, Barcode)] == [SCANNED_BARS]
