"""Bars on a sheet of paper, each with its exact amount."""

from collections.abc import Mapping, Sequence

from pos_app.domain.money import format_rupiah
from sync.server.settlement.sheet_of_paper import (
    INK,
    LINE,
    REGULAR,
    SOFT,
    Sheet,
    drawable,
    wrapped,
)

BAR = "#0F766E"
_ROW = 22.0
_TICK = 6.5

Between = tuple[float, float]


def lying_bars(sheet: Sheet, rows: Sequence[tuple[str, int]], between: Between) -> None:
    """A line for each row: its name and amount, and a bar below them."""
    start, end = between
    largest = max((amount for _, amount in rows), default=0)
    for name, amount in rows:
        top = sheet.y
        told = format_rupiah(amount)
        room = end - start - sheet.canvas.stringWidth(told, REGULAR, 8) - 10
        [first, *rest] = wrapped(drawable(name), REGULAR, 8, room)
        sheet.row(f"{first}…" if rest else first, told, size=8, between=between)
        _rectangle(sheet, (start, sheet.y - 7), (end - start, 4), LINE)
        width = (end - start) * max(amount, 0) / largest if largest > 0 else 0
        _rectangle(sheet, (start, sheet.y - 7), (width, 4), BAR)
        sheet.y = top - _ROW


def standing_bars(sheet: Sheet, bars: Mapping[int, int], height: float, between: Between) -> None:
    """A bar for each hour, with the hour below it."""
    start, end = between
    foot = sheet.y - height
    largest = max((amount for amount in bars.values()), default=0)
    step = (end - start) / max(len(bars), 6)
    for place, (hour, amount) in enumerate(bars.items()):
        left = start + place * step
        tall = (height - 4) * max(amount, 0) / largest if largest > 0 else 0
        _rectangle(sheet, (left + step * 0.12, foot), (step * 0.76, tall), BAR)
        sheet.canvas.setFillColor(SOFT)
        sheet.canvas.setFont(REGULAR, _TICK)
        sheet.canvas.drawCentredString(left + step / 2, foot - 9, f"{hour:02d}")
    sheet.canvas.setStrokeColor(INK)
    sheet.canvas.setLineWidth(0.5)
    sheet.canvas.line(start, foot, end, foot)
    sheet.y = foot - 12


def _rectangle(sheet: Sheet, corner: Between, size: Between, color: str) -> None:
    sheet.canvas.setFillColor(color)
    sheet.canvas.rect(*corner, *size, stroke=0, fill=1)
