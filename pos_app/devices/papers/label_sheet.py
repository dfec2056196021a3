"""Price tags on sheets of labels, as a PDF to be printed at its own size."""

import io
from collections.abc import Sequence
from typing import Any

from pos_app.devices.papers import a4
from pos_app.devices.papers.label_drawing import drawn
from pos_app.domain.label import Label, LabelGrid, Mark, Place, Stripes, Words, checked, places

_POINTS_A_MM = 72 / 25.4
_SOFT = (0.37, 0.36, 0.33)


def label_sheets(labels: Sequence[tuple[Label, int]], grid: LabelGrid, first: int = 1) -> bytes:
    """The PDF's bytes: each label so many times, from the first free place of the first sheet.

    The same labels give the same bytes. Raises LapakError as `label.checked` and `label.places` do.
    """
    from reportlab.pdfgen.canvas import Canvas

    a4.register_fonts()
    checked(grid)
    written = io.BytesIO()
    size = (grid.sheet_width * _POINTS_A_MM, grid.sheet_height * _POINTS_A_MM)
    canvas = Canvas(written, pagesize=size, invariant=1, pageCompression=1)
    canvas.setCreator("Lapak")
    # a viewer that scales to the printer's margins would move the labels off their places
    canvas.setViewerPreference("PrintScaling", "None")
    names: list[str] = []
    for number, (label, many) in enumerate(labels):
        if many:
            _keep(canvas, f"l{number}", drawn(label, grid), grid.height)
            names += [f"l{number}"] * many
    sheet = 0
    for name, place in zip(names, places(grid, first, len(names)), strict=True):
        if place.sheet != sheet:
            canvas.showPage()
            sheet = place.sheet
        _lay(canvas, name, place, grid)
    canvas.showPage()
    canvas.save()
    return written.getvalue()


def _lay(canvas: Any, name: str, place: Place, grid: LabelGrid) -> None:
    canvas.saveState()
    below = grid.sheet_height - place.y - grid.height
    canvas.translate(place.x * _POINTS_A_MM, below * _POINTS_A_MM)
    canvas.doForm(name)
    canvas.restoreState()


def _keep(canvas: Any, name: str, marks: Sequence[Mark], height: float) -> None:
    """Draw a label once; wherever it lies the page only names it."""
    canvas.beginForm(name)
    for mark in marks:
        match mark:
            case Words():
                _write(canvas, mark, height)
            case Stripes():
                _draw_bars(canvas, mark, height)
    canvas.endForm()


def _write(canvas: Any, words: Words, height: float) -> None:
    canvas.setFont(a4.BOLD if words.bold else a4.REGULAR, words.size)
    canvas.setFillColorRGB(*(_SOFT if words.soft else (0, 0, 0)))
    x, y = words.x * _POINTS_A_MM, (height - words.y) * _POINTS_A_MM
    canvas.drawCentredString(x, y, words.text)


def _draw_bars(canvas: Any, stripes: Stripes, height: float) -> None:
    canvas.setFillColorRGB(0, 0, 0)
    path = canvas.beginPath()
    bottom = (height - stripes.y - stripes.height) * _POINTS_A_MM
    for start, wide in stripes.bars:
        x = (stripes.x + start) * _POINTS_A_MM
        path.rect(x, bottom, wide * _POINTS_A_MM, stripes.height * _POINTS_A_MM)
    canvas.drawPath(path, stroke=0, fill=1)
