"""One price tag as marks on a rectangle: the sheet's PDF and the preview draw the same."""

import functools

from pos_app.devices.papers import a4
from pos_app.devices.rendering.bars import Bars, Kind, bars_of
from pos_app.devices.rendering.transliteration import to_letters
from pos_app.domain.label import Label, LabelGrid, Mark, Stripes, Words
from pos_app.domain.money import format_rupiah

MODULES_MM = (8 * 25.4 / 600, 7 * 25.4 / 600, 0.264)
"""Widths of a module, the widest that fits: whole dots at 600 dpi; 0.264 is the least for an EAN.

GS1 General Specifications 5.12.3: 80 % of 0.330 mm.
"""
_NARROW_MM = 5 * 25.4 / 600
"""What Code 128, which knows no least, is drawn with rather than not at all; scanners read it."""
_EDGE = 0.8
"""What stays free beside a code's quiet zones: sheets are cut, and fed, not quite straight."""
_POINT = 25.4 / 72
_LEADING = 1.18
_ASCENT = 0.78
_SMALL_HEIGHT = 26.0
_NAME_ROWS = 2
_CLEARLY = 1.3
_MOST_NAME = 13.0
_MOST_PRICE, _LEAST_PRICE = 36.0, 6.0
_ELLIPSIS = "…"


def drawn(label: Label, grid: LabelGrid) -> tuple[Mark, ...]:
    """What is drawn on a label, in mm from its upper left corner; nothing reaches over its edge."""
    return _Drawing(label, grid).marks()


def has_room(code: str, grid: LabelGrid) -> bool:
    """Whether a label is wide enough for the bars of a code."""
    bars = bars_of(code)
    return bars is not None and _module(bars, grid) > 0


class _Drawing:
    """The marks of one label, the code at the bottom first, the rest in what that leaves."""

    def __init__(self, label: Label, grid: LabelGrid) -> None:
        self._label = label
        self._grid = grid
        self._small = grid.height < _SMALL_HEIGHT
        self._pad = 1.4 if self._small else 2.5
        self._least_name = 6.0 if self._small else 7.5
        self._width = grid.width - 2 * self._pad
        self._middle = grid.width / 2

    def marks(self) -> tuple[Mark, ...]:
        below = self._code()
        bottom = min((mark.y for mark in below if isinstance(mark, Stripes)), default=0.0)
        if not bottom:
            digits = [mark for mark in below if isinstance(mark, Words)]
            bottom = digits[0].y - digits[0].size * _POINT if digits else self._bottom
        return (*self._words(bottom - (0.5 if below else 0.0)), *below)

    @property
    def _bottom(self) -> float:
        return self._grid.height - self._pad

    def _code(self) -> list[Mark]:
        """Bars over their digits; a code without bars, or without room for them, as text."""
        code = self._label.code
        if not code:
            return []
        size = _fitting(code, 6.0 if self._small else 7.5, self._width, a4.REGULAR)
        marks: list[Mark] = [Words(_letters(code), self._middle, self._bottom, size)]
        bars = bars_of(code)
        module = _module(bars, self._grid) if bars else 0.0
        if bars and module:
            part = 0.25 if self._small else 0.34
            height = min(max(part * self._grid.height, 5.0), 15.0)
            top = self._bottom - size * _POINT * _ASCENT - 0.5 - height
            marks.append(_stripes(bars, module, self._middle, top, height))
        return marks

    def _words(self, bottom: float) -> list[Mark]:
        """Booth, name and price in the middle of what lies above the code."""
        room = bottom - self._pad
        sizes: list[tuple[str, float, bool, bool]] = []
        if self._label.booth:
            size = _fitting(self._label.booth, 5.5 if self._small else 7.0, self._width, a4.REGULAR)
            sizes.append((_shortened(self._label.booth, size, self._width), size, False, True))
            room -= size * _POINT * _LEADING
        price = self._price(room)
        taken = sum(size for _, size, _, _ in price) * _POINT * _LEADING
        most = min(_MOST_NAME, price[0][1]) if price else _MOST_NAME
        sizes += [(row, size, True, False) for row, size in self._name(room - taken, most)]
        return _stacked([*sizes, *price], self._pad, bottom, self._middle)

    def _price(self, room: float) -> list[tuple[str, float, bool, bool]]:
        label = self._label
        if label.price is None:
            return []
        unit = "" if label.unit in {"", "pcs"} else f"/{label.unit}"
        text = _letters(format_rupiah(label.price) + unit)
        rows = min(len(_rows(_letters(label.name), self._least_name, self._width)), _NAME_ROWS)
        left = room / _POINT / _LEADING - rows * self._least_name
        most = min(room * 0.5 / _POINT / _LEADING, left, _MOST_PRICE)
        return [(text, max(_fitting(text, most, self._width, a4.BOLD), _LEAST_PRICE), True, False)]

    def _name(self, room: float, most: float) -> list[tuple[str, float]]:
        """The name on one row, or on two where that lets it be clearly larger."""
        name = _letters(self._label.name)
        high = room / _POINT / _LEADING
        one = min(high, most, self._width / (_width(name, a4.BOLD) or 1))
        two = min(high / _NAME_ROWS, most)
        while two > self._least_name and len(_rows(name, two, self._width)) > _NAME_ROWS:
            two -= 0.5
        if one * _CLEARLY > two and one >= self._least_name:
            return [(name, one)]
        rows = _rows(name, two, self._width)
        if len(rows) > _NAME_ROWS:
            rest = " ".join(rows[_NAME_ROWS - 1 :])
            rows = [*rows[: _NAME_ROWS - 1], _shortened(rest + _ELLIPSIS, two, self._width)]
        return [(row, two) for row in rows]


def _stacked(
    rows: list[tuple[str, float, bool, bool]], top: float, bottom: float, middle: float
) -> list[Mark]:
    high = sum(size for _, size, _, _ in rows) * _POINT * _LEADING
    y = top + max(bottom - top - high, 0.0) / 2
    marks: list[Mark] = []
    for text, size, bold, soft in rows:
        base = y + size * _POINT * (_ASCENT + (_LEADING - 1) / 2)
        marks.append(Words(text, middle, base, size, bold, soft))
        y += size * _POINT * _LEADING
    return marks


def _module(bars: Bars, grid: LabelGrid) -> float:
    """How wide a module may be; 0 where even the least is too wide for the label."""
    room = grid.width - 2 * _EDGE
    modules = (*MODULES_MM, _NARROW_MM) if bars.kind is Kind.CODE128 else MODULES_MM
    return next((one for one in modules if bars.width * one <= room), 0.0)


def _stripes(bars: Bars, module: float, middle: float, top: float, height: float) -> Stripes:
    left, _ = bars.quiet
    x = middle - bars.width * module / 2 + left * module
    runs = tuple((start * module, wide * module) for start, wide in dark_runs(bars.modules))
    return Stripes(x, top, height, runs)


def dark_runs(modules: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where dark modules begin and how many follow: one rectangle each, without seams."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(modules):
        if dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((place, 1))
    return runs


def _fitting(text: str, most: float, width: float, font: str) -> float:
    """The size in points, at most `most`, at which a text is no wider than `width` mm."""
    wide = _width(_letters(text), font)
    return min(most, width / wide) if wide else most


def _rows(text: str, size: float, width: float) -> list[str]:
    """A text in rows; a word that is wider than a row is broken."""
    rows: list[str] = []
    row = ""
    for word in text.split():
        longer = f"{row} {word}" if row else word
        if _width(longer, a4.BOLD) * size <= width:
            row = longer
            continue
        if row:
            rows.append(row)
        *whole, row = _broken(word, size, width)
        rows += whole
    return [*rows, row] if row else rows


def _broken(word: str, size: float, width: float) -> list[str]:
    parts = [""]
    for letter in word:
        if _width(parts[-1] + letter, a4.BOLD) * size > width and parts[-1]:
            parts.append("")
        parts[-1] += letter
    return parts


def _shortened(text: str, size: float, width: float) -> str:
    """A text cut to a width, dots in place of what is left out."""
    if _width(text, a4.BOLD) * size <= width:
        return text
    while len(text) > 1 and _width(text[:-1] + _ELLIPSIS, a4.BOLD) * size > width:
        text = text[:-1]
    return text[:-1].rstrip() + _ELLIPSIS


@functools.lru_cache(4096)
def _width(text: str, font: str) -> float:
    """How wide a text is in mm at one point."""
    from reportlab.pdfbase import pdfmetrics

    a4.register_fonts()
    return float(pdfmetrics.stringWidth(text, font, 1000)) / 1000 * _POINT


@functools.lru_cache(4096)
def _letters(text: str) -> str:
    """A text in the letters of the font."""
    from reportlab.pdfbase import pdfmetrics

    a4.register_fonts()
    return to_letters(text, pdfmetrics.getFont(a4.BOLD).face.charToGlyph)
