"""Sheets of A4: their fonts, paragraphs and tables, made with reportlab and only when asked."""

import functools
import io
from collections.abc import Callable, Sequence
from typing import Any

from pos_app.devices.rendering.transliteration import to_letters
from resources import path

REGULAR, BOLD = "LapakText", "LapakText-Bold"
_FILES = {
    REGULAR: "PlusJakartaSansTabular-Regular.ttf",
    BOLD: "PlusJakartaSansTabular-Bold.ttf",
}
MARGIN = 54
SOFT = "#5F5B55"
LINE = "#E4E0D9"
WIDTH = 487
"""What the margins leave of the page, in points."""

_KEPT = 2
_TALLEST = 640
"""Rows that stay with what follows from them, and the points that both together may take."""


def build(
    story: Callable[[], Sequence[Any]],
    title: str,
    footer: Callable[[Any, int, int], None] | None = None,
) -> bytes:
    """The PDF's bytes; the same story gives the same bytes: no time of making stands in it.

    `footer` draws on each page, given its number and how many there are. The `story` is asked for
    again where there are several: reportlab cannot tell how many before it has set them.
    """
    pages, made = _set(story(), title, footer, 1)
    if pages > 1 and footer is not None:
        _, made = _set(story(), title, footer, pages)
    return made


def _set(
    story: Sequence[Any], title: str, footer: Callable[[Any, int, int], None] | None, pages: int
) -> tuple[int, bytes]:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    written = io.BytesIO()
    sheet = BaseDocTemplate(written, pagesize=A4, title=title, creator="Lapak", invariant=1)
    width, height = (side - 2 * MARGIN for side in A4)
    frame = Frame(MARGIN, MARGIN, width, height, 0, 0, 0, 0)

    def on_page(canvas: Any, document: Any) -> None:
        if footer is not None:
            footer(canvas, document.page, pages)

    sheet.addPageTemplates(PageTemplate(frames=frame, onPage=on_page))
    sheet.build(list(story))
    return int(sheet.page), written.getvalue()


def numbered(name: str) -> Callable[[Any, int, int], None]:
    """A footer of `build`: a page that went astray says what it belongs to."""

    def footer(canvas: Any, page: int, pages: int) -> None:
        canvas.setFont(REGULAR, 8)
        canvas.setFillColor(SOFT)
        said = f"{name} · {page}/{pages}" if pages > 1 else name
        canvas.drawRightString(MARGIN + WIDTH, 30, said)

    return footer


def ended(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    styles: Sequence[tuple[Any, ...]],
    ending: Sequence[Any],
) -> list[Any]:
    """A table whose first row is its head, and what follows from its rows.

    The `ending` stays in one piece and takes the last rows along, with their head, where it has to
    go to a new page: sums never stand on a page alone. Only what is too tall for that does.
    """
    from reportlab.platypus import KeepTogether, Spacer

    gap = Spacer(1, 12)
    last = [[gap, *ending], *[""] * (len(widths) - 1)]
    kept = min(_KEPT, len(rows) - 1)
    together = [
        *styles,
        ("SPAN", (0, -1), (-1, -1)),
        ("ALIGN", (0, -1), (-1, -1), "RIGHT"),
        ("LINEBELOW", (0, -1), (-1, -1), 0, "#FFFFFF"),
        ("NOSPLIT", (0, -1 - kept), (-1, -1)),
    ]
    tail = [rows[0], *rows[len(rows) - kept :], last]
    _, height = table(tail, widths, together).wrap(WIDTH, _TALLEST)
    if height > _TALLEST:
        return [table(rows, widths, styles, repeated=1), gap, KeepTogether(list(ending))]
    return [table([*rows, last], widths, together, repeated=1)]


def para(text: str, font: str, size: int, color: str = "#1C1B1A", align: str = "left") -> Any:
    """A paragraph; what people typed is text, never reportlab's markup, in the font's letters."""
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.platypus import Paragraph

    register_fonts()
    text = to_letters(text, pdfmetrics.getFont(font).face.charToGlyph)
    places = {"left": 0, "center": 1, "right": 2}
    style = ParagraphStyle(
        "",
        fontName=font,
        fontSize=size,
        leading=size * 1.35,
        textColor=color,
        alignment=places[align],
    )
    return Paragraph(escape(text), style)


def table(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    styles: Sequence[tuple[Any, ...]],
    repeated: int = 0,
) -> Any:
    """A table without padding at its sides; `repeated` rows stand on each page."""
    from reportlab.platypus import Table

    register_fonts()
    plain = [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    table = Table([list(row) for row in rows], colWidths=list(widths), repeatRows=repeated)
    table.setStyle([*plain, *styles])
    return table


@functools.cache
def register_fonts() -> None:
    """Make the shipped fonts known to reportlab, once."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(path("fonts", file))))
