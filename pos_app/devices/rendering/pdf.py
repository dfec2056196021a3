"""A document as a PDF on a page as wide as the roll and as long as the receipt."""

import functools
import io
from collections.abc import Iterator
from typing import Any

from pos_app.devices.rendering import logo
from pos_app.devices.rendering.bars import drawable_bars
from pos_app.devices.rendering.document import (
    QR,
    Barcode,
    Columns,
    Document,
    Picture,
    Row,
    Shown,
    Size,
    Text,
    preview,
)
from pos_app.devices.rendering.paper import Paper
from pos_app.devices.rendering.qr_matrix import qr_modules
from pos_app.devices.rendering.transliteration import to_latin
from resources import path

_REGULAR, _BOLD = "LapakReceipt", "LapakReceipt-Bold"
_FILES = {_REGULAR: "JetBrainsMono-Regular.ttf", _BOLD: "JetBrainsMono-Bold.ttf"}
_LETTER_WIDTH = 0.6  # of the font size; every letter of JetBrains Mono is 600/1000 wide
_LEADING = 1.5
_DESCENT = 0.42  # of the font size, so that a row stands in the middle of its leading
_STRETCH = {Size.NORMAL: (1.0, 1.0), Size.TALL: (1.0, 1.6), Size.DOUBLE: (2.0, 2.0)}
_QR_WIDTH = 0.7
_SMALL_MODULE_MM = 0.5
_BAR_MM = 0.33
"""What GS1 calls the usual width of a barcode's module."""

_POINTS_A_MM = 72 / 25.4
_A5 = Paper("A5", columns=56, width_dots=960, roll_mm=148, printable_mm=120, cuts=False)
"""Half a sheet of A4, for any office printer."""

_A5_HEIGHT_MM = 210


def render(document: Document, paper: Paper) -> bytes:
    """The PDF's bytes; the same document gives the same bytes, since no time stands in it.

    Raises LapakError `qr_too_long` or `barcode_not_possible`.
    """
    from reportlab.pdfgen.canvas import Canvas

    _register_fonts()
    laid = preview(document, paper.columns)
    page = _Page(paper)
    height = page.margin * 2 + sum(page.height_of(item) for item in laid)
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(page.width, height), invariant=1, pageCompression=1)
    canvas.setTitle(document.title)
    canvas.setCreator("Lapak")
    y = height - page.margin
    for item in laid:
        y -= page.height_of(item)
        page.draw(canvas, item, y)
    canvas.showPage()
    canvas.save()
    return written.getvalue()


def render_a5(document: Document) -> bytes:
    """The same on as many pages of A5 as it takes; raises as `render` does.

    Where there are several, each says of what it is a page, and of how many.
    """
    from reportlab.pdfgen.canvas import Canvas

    _register_fonts()
    page = _Page(_A5)
    written = io.BytesIO()
    size = (page.width, _A5_HEIGHT_MM * _POINTS_A_MM)
    canvas = Canvas(written, pagesize=size, invariant=1, pageCompression=1)
    canvas.setTitle(document.title)
    canvas.setCreator("Lapak")
    pages = _paged(document, page, size[1] - 2 * page.margin)
    for number, items in enumerate(pages, 1):
        y = size[1] - page.margin
        for item in items:
            y -= page.height_of(item)
            page.draw(canvas, item, y)
        if len(pages) > 1:
            told = to_latin(f"{document.title} - {number}/{len(pages)}").rjust(_A5.columns)
            page.draw(canvas, Row(told), page.margin / 2)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _paged(document: Document, page: "_Page", height: float) -> list[list[Shown]]:
    """What stands on each page: a name is not parted from its amount, unless it has no room."""
    pages: list[list[Shown]] = [[]]
    left = height
    for piece in _pieces(document):
        needed = sum(map(page.height_of, piece))
        parts = [piece] if needed <= height else [[item] for item in piece]
        for part in parts:
            needed = sum(map(page.height_of, part))
            if needed > left and pages[-1]:
                pages.append([])
                left = height
            pages[-1] += part
            left -= needed
    return pages


def _pieces(document: Document) -> list[list[Shown]]:
    """Blocks with those that are indented below them."""
    pieces: list[list[Shown]] = []
    for block in document.blocks:
        items = preview(Document((block,)), _A5.columns)
        words = (
            block.text
            if isinstance(block, Text)
            else block.left
            if isinstance(block, Columns)
            else ""
        )
        if pieces and words.startswith("  "):
            pieces[-1] += items
        elif items:
            pieces.append(list(items))
    return pieces


class _Page:
    """Measures of a roll in points: the printable width holds exactly its columns."""

    def __init__(self, paper: Paper) -> None:
        self.width = paper.roll_mm * _POINTS_A_MM
        self.printable = paper.printable_mm * _POINTS_A_MM
        self.margin = (self.width - self.printable) / 2
        self.font_size = self.printable / paper.columns / _LETTER_WIDTH

    def height_of(self, item: Shown) -> float:
        """How much of the page an item takes."""
        match item:
            case Row(size=size):
                return self.font_size * _LEADING * _STRETCH[size][1]
            case QR():
                return self._side(item)
            case Barcode(height_mm=height_mm):
                return height_mm * _POINTS_A_MM
            case Picture(png):
                return self._size_of(png)[1]

    def draw(self, canvas: Any, item: Shown, y: float) -> None:
        """Draw an item that stands on `y`."""
        match item:
            case Row():
                self._draw_row(canvas, item, y)
            case QR():
                self._draw_code(canvas, item, y)
            case Barcode():
                self._draw_bars(canvas, item, y)
            case Picture(png):
                self._draw_picture(canvas, png, y)

    def _draw_row(self, canvas: Any, row: Row, y: float) -> None:
        wide, tall = _STRETCH[row.size]
        canvas.saveState()
        canvas.translate(self.margin, y + self.font_size * _DESCENT * tall)
        canvas.scale(wide, tall)
        canvas.setFont(_BOLD if row.bold else _REGULAR, self.font_size)
        canvas.drawString(0, 0, row.text)
        canvas.restoreState()

    def _side(self, code: QR) -> float:
        most = self.printable * _QR_WIDTH
        if not code.small:
            return most
        return min(most, len(qr_modules(code.payload)) * _SMALL_MODULE_MM * _POINTS_A_MM)

    def _draw_code(self, canvas: Any, code: QR, y: float) -> None:
        modules, side = qr_modules(code.payload), self._side(code)
        module = side / len(modules)
        left = (self.width - side) / 2
        path_ = canvas.beginPath()
        for number, row in enumerate(modules, start=1):
            for start, length in _runs(row):
                x, top = left + start * module, y + side - number * module
                path_.rect(x, top, length * module, module)
        canvas.drawPath(path_, stroke=0, fill=1)

    def _draw_bars(self, canvas: Any, code: Barcode, y: float) -> None:
        bars = drawable_bars(code.code)
        module = min(_BAR_MM * _POINTS_A_MM, self.printable / bars.width)
        left = (self.width - len(bars.modules) * module) / 2
        path_ = canvas.beginPath()
        for start, length in _runs(bars.modules):
            path_.rect(left + start * module, y, length * module, self.height_of(code))
        canvas.drawPath(path_, stroke=0, fill=1)

    def _size_of(self, png: bytes) -> tuple[float, float]:
        picture = logo.grey(png)
        return (0.0, 0.0) if picture is None else logo.size_on(picture.size, self.printable)

    def _draw_picture(self, canvas: Any, png: bytes, y: float) -> None:
        from reportlab.lib.utils import ImageReader

        picture = logo.grey(png)
        if picture is not None:
            width, height = self._size_of(png)
            left = (self.width - width) / 2
            canvas.drawImage(ImageReader(picture), left, y, width, height)


def _runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin and how many follow: one rectangle each, without seams."""
    start = None
    for place, dark in enumerate((*row, False)):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None


@functools.cache
def _register_fonts() -> None:
    """Make the receipt's fonts known to reportlab, which keeps them for the whole process."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(path("fonts", file))))
