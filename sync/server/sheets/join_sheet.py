"""Join sheets on A4, a page a booth, in black and white: who, the code to scan or type, how."""

import io
from collections.abc import Iterable
from datetime import date

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pos_app.domain.business_day import format_date, format_moment
from resources import path
from resources.translations import Catalog
from sync.server.settlement.papers import ExpoHeading
from sync.server.settlement.sheet_of_paper import (
    BOLD,
    HEIGHT,
    LEFT,
    REGULAR,
    RIGHT,
    drawable,
    register_fonts,
    wrapped,
)
from sync.server.sheets import qr
from sync.server.sheets.papers import SheetPaper
from sync.server.sheets.steps import PICTURE, steps

_MONO = "LapakMono-Bold"
"""Letters that nobody mistakes for digits."""

_QR = 64 * mm
_WIDE = RIGHT - LEFT
_BLACK = "#000000"
_STEPS = "steps"
_STEP_HIGH = 82.0
_SCALE = 1.18
"""What the pictures are enlarged by."""


def join_sheets(papers: Iterable[SheetPaper], tr: Catalog) -> bytes:
    """The PDF's bytes; the same papers give the same."""
    register_fonts()
    pdfmetrics.registerFont(TTFont(_MONO, str(path("fonts", "JetBrainsMono-Bold.ttf"))))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setCreator("Lapak")
    for number, paper in enumerate(papers):
        if number == 0:
            name = tr("Join sheets")
            canvas.setTitle(f"{paper.expo.name} · {name}")
            _draw_steps(canvas, tr, compares=bool(paper.fingerprint))
        _page(canvas, paper, tr)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _page(canvas: Canvas, paper: SheetPaper, tr: Catalog) -> None:
    canvas.setFillColor(_BLACK)
    canvas.setStrokeColor(_BLACK)
    _heading(canvas, paper.expo, tr)
    _booth(canvas, paper)
    _code(canvas, paper, tr)
    canvas.doForm(_STEPS)
    canvas.setFont(REGULAR, 8)
    told = tr("Lost this sheet? The organizer makes the code anew; this one then leads nowhere.")
    canvas.drawString(LEFT, 34, told)


def _heading(canvas: Canvas, expo: ExpoHeading, tr: Catalog) -> None:
    days = " – ".join(format_date(date.fromisoformat(day), tr.language) for day in expo.days)
    _fit(canvas, expo.name, LEFT, HEIGHT - 56, 16, _WIDE - 120)
    canvas.setFont(BOLD, 10)
    canvas.drawRightString(RIGHT, HEIGHT - 56, tr("JOIN SHEET"))
    told = " · ".join(part for part in (expo.place, days) if part)
    _fit(canvas, told, LEFT, HEIGHT - 73, 10.5, _WIDE, REGULAR)
    canvas.setLineWidth(1.4)
    canvas.line(LEFT, HEIGHT - 82, RIGHT, HEIGHT - 82)


def _booth(canvas: Canvas, paper: SheetPaper) -> None:
    code = drawable(paper.booth)
    size = min(66.0, 190 / pdfmetrics.stringWidth(code, BOLD, 1))
    canvas.setFont(BOLD, size)
    canvas.drawString(LEFT, HEIGHT - 146, code)
    start = LEFT + pdfmetrics.stringWidth(code, BOLD, size) + 22
    lines = wrapped(drawable(paper.business), BOLD, 23, RIGHT - start)[:2]
    y = HEIGHT - (112 if len(lines) > 1 else 124)
    for line in lines:
        _fit(canvas, line, start, y, 23, RIGHT - start)
        y -= 27
    _fit(canvas, paper.owner, start, y + 6, 12, RIGHT - start, REGULAR)


def _code(canvas: Canvas, paper: SheetPaper, tr: Catalog) -> None:
    top, side = HEIGHT - 168, _QR + 12
    canvas.setLineWidth(1.4)
    canvas.roundRect(LEFT, top - side, _WIDE, side, 8, stroke=1, fill=0)
    _picture(canvas, paper.invitation, LEFT + 6, top - side + 6)
    x, wide = LEFT + side + 10, _WIDE - side - 24
    until = format_moment(paper.until, paper.expo.zone, tr.language)
    told = tr("For one till, until {time}.").format(time=until)
    rows = [
        (tr("Organizer's address"), paper.address, 17.0, 46.0),
        (tr("Join code"), paper.code, 46.0, 72.0),
    ]
    if paper.fingerprint:
        rows.append((tr("Fingerprint to compare"), paper.fingerprint, 13.0, 34.0))
    y = top - 22
    for name, value, size, high in rows:
        canvas.setFont(REGULAR, 10)
        canvas.drawString(x, y, name)
        fitting = min(size, wide / pdfmetrics.stringWidth(value, _MONO, 1))
        canvas.setFont(_MONO, fitting)
        canvas.drawString(x, y - 4 - fitting * 0.85, value)
        y -= high
    canvas.setFont(BOLD, 11)
    for line in wrapped(told, BOLD, 11, wide):
        canvas.drawString(x, y - 2, line)
        y -= 14
    if paper.is_draft:
        _fit(canvas, tr("The expo is not open yet."), x, y - 2, 10, wide, REGULAR)


def _picture(canvas: Canvas, text: str, left: float, bottom: float) -> None:
    """The code, each run of dark dots in a row as one rectangle."""
    rows = qr.rows_of(text)
    dot = _QR / len(rows)
    dots = canvas.beginPath()
    for number, row in enumerate(reversed(rows)):
        start = None
        for place, dark in enumerate((*row, False)):
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                dots.rect(left + start * dot, bottom + number * dot, (place - start) * dot, dot)
                start = None
    canvas.drawPath(dots, stroke=0, fill=1)


def _draw_steps(canvas: Canvas, tr: Catalog, *, compares: bool) -> None:
    """Drawn once, and shown on every page."""
    canvas.beginForm(_STEPS)
    y = HEIGHT - 168 - _QR - 12 - 14
    for number, step in enumerate(steps(tr, compares=compares), 1):
        y -= _STEP_HIGH
        canvas.saveState()
        canvas.translate(LEFT + 34, y)
        canvas.scale(_SCALE, _SCALE)
        step.draw(canvas, tr)
        canvas.restoreState()
        _words(canvas, number, step.title, step.hint, y)
    canvas.endForm()


def _words(canvas: Canvas, number: int, title: str, hint: str, y: float) -> None:
    canvas.setFillColor(_BLACK)
    middle = y + _SCALE * PICTURE[1] / 2
    canvas.circle(LEFT + 12, middle, 12, stroke=0, fill=1)
    canvas.setFillColor("#FFFFFF")
    canvas.setFont(BOLD, 14)
    canvas.drawCentredString(LEFT + 12, middle - 5, str(number))
    canvas.setFillColor(_BLACK)
    x = LEFT + 34 + _SCALE * PICTURE[0] + 16
    lines = [(line, BOLD, 12.5) for line in wrapped(title, BOLD, 12.5, RIGHT - x)]
    lines += [(line, REGULAR, 10) for line in wrapped(hint, REGULAR, 10, RIGHT - x)]
    at = middle + sum(size * 1.35 for _, _, size in lines) / 2
    for line, font, size in lines:
        at -= size * 1.35
        canvas.setFont(font, size)
        canvas.drawString(x, at + size * 0.3, line)


def _fit(
    canvas: Canvas, text: str, x: float, y: float, size: float, wide: float, font: str = BOLD
) -> None:
    """A text on one line, smaller where it is long."""
    told = drawable(text)
    needed = pdfmetrics.stringWidth(told, font, size)
    canvas.setFont(font, size if needed <= wide else size * wide / needed)
    canvas.drawString(x, y, told)
