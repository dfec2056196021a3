"""A receipt on the screen: rows, codes and pictures as they stand on paper."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from pos_app.devices.rendering.document import QR, Barcode, Document, Picture, Text
from pos_app.services.papers import views
from pos_app.services.papers.views import PictureRow
from ui.theme import Look
from ui.widgets.receipt_view import PRINT, ReceiptPaper

PAYLOAD = "LPK1" + "ABC234" * 20


@pytest.fixture
def paper(qtbot: QtBot) -> ReceiptPaper:
    paper = ReceiptPaper(Look())
    qtbot.addWidget(paper)
    paper.fit_width(360)
    return paper


def show(paper: ReceiptPaper, *blocks: Text | QR | Barcode | Picture, columns: int = 32) -> None:
    ruler = Text("-" * columns)
    paper.show_rows(views.shown(Document((ruler, *blocks, ruler)), columns))


@pytest.mark.parametrize("small", [False, True])
def test_a_code_can_be_scanned_off_the_screen(
    paper: ReceiptPaper, tmp_path: Path, small: bool
) -> None:
    show(paper, QR(PAYLOAD, small=small))
    file = tmp_path / "paper.png"
    paper.grab().save(str(file))
    assert [one.text for one in zxingcpp.read_barcodes(Image.open(file))] == [PAYLOAD]


def test_a_small_code_takes_less_paper(paper: ReceiptPaper) -> None:
    show(paper, QR("A12"))
    large = paper.height()
    show(paper, QR("A12", small=True))
    assert paper.height() < large


def test_a_picture_stands_in_the_middle_as_wide_as_on_paper(paper: ReceiptPaper) -> None:
    show(paper, Text("Kopi"))
    without, width = paper.height(), paper.width()
    black = PictureRow(b"\xff" * 12 * 96, 96, 96, 384)
    rows = views.shown(Document((Text("-" * 32), Text("Kopi"), Text("-" * 32))), 32)
    paper.show_rows((rows[0], black, *rows[1:]))
    across = (width - 40) // 4
    assert paper.width() == width
    assert paper.height() == pytest.approx(without + across, abs=2)
    seen = paper.grab().toImage()
    middle = round(without / 3 + across / 2)
    dark = [x for x in range(width) if seen.pixelColor(x, middle) == QColor(PRINT)]
    assert len(dark) == pytest.approx(across, abs=3)
    assert (dark[0] + dark[-1]) / 2 == pytest.approx(width / 2, abs=2)


def test_a_barcode_stands_over_its_digits(paper: ReceiptPaper) -> None:
    show(paper, Barcode("8991002101234", height_mm=8))
    assert [row.strip() for row in paper.rows][1:3] == ["", "8991002101234"]
    assert "8991002101234" in paper.accessibleName()
